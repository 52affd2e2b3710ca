"""Who is meant by an id, a name or an alias: what exists, what the file brings, and the next free id."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from unicodedata import normalize

from graph.load.registers.records import Records, base_of
from graph.load.table.problems import Words
from graph.load.table.pydantic_messages import kinds_in_words
from graph.model import NODES, node_of_id
from graph.model.words import even

WIDTHS = {"W-": 6, "EV-": 6, "CL-": 6, "HO-": 6, "VIS-": 6, "CON-": 6, "FAC-": 2, "ITEM-": 2}
_SHOWN, _FEW = 5, 12
_READ_OTHERWISE = re.compile(r"[、；;，,（()）×\n]|[✕*xX]\s*\d")
"""What a cell would take for more than a name."""


class NotFound(Exception):
    """A name that nobody has, or that several have: ``wrong`` and what to do, in both languages."""

    def __init__(self, wrong: Words, expected: Words, *, is_unknown: bool = True) -> None:
        """``is_unknown``: nobody has the name, rather than several."""
        super().__init__(wrong[1])
        self.wrong, self.expected, self.is_unknown = wrong, expected, is_unknown


class Directory:
    """Ids and names by kind, of what exists and of what a file brings."""

    def __init__(self, records: Records, aliases: Iterable[tuple[str, str, str]] = ()) -> None:
        """``aliases`` are kind, other name, and the name that it stands for."""
        self.records = records
        self._ids: dict[str, dict[str, list[str]]] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._last: dict[str, tuple[int, int]] = {}
        self._aliases: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for kind, other, name in aliases:
            self._aliases[kind][even(other)] = even(name)
        self._new: set[str] = set()

    def is_new(self, id: str) -> bool:
        """Whether an id is of something that the file brings."""
        return id in self._new

    def declare(self, kind: str, id: str, name: str = "") -> None:
        """Note something that the file brings or speaks of."""
        names = self._of(kind)
        if id not in names:
            self._new.add(id)
            self._count(kind, id)
        if name and names.get(id) != name:  # what it was called before still means it
            names[id] = name
            called = self._ids[kind].setdefault(even(name), [])
            if id not in called:
                called.append(id)
        else:
            names.setdefault(id, "")

    def next_id(self, kind: str) -> str:
        """The next free id of a kind: one more than its greatest number, in the width that is used."""
        self._of(kind)
        prefix = NODES[kind].prefix
        number, width = self._last.get(kind) or self.records.greatest(kind)
        width = width or WIDTHS.get(prefix, 4)
        self._last[kind] = (number + 1, width)
        return f"{prefix}{number + 1:0{width}d}"

    def exact(self, kind: str, text: str) -> str | None:
        """The id of the one thing of a kind that has this id, name or alias.

        None where nothing has. Raises NotFound where several have.
        """
        names = self._of(kind)
        if (written := _plain(text)) in names:
            return written
        wanted = even(text)
        found = self._ids[kind].get(wanted) or self._ids[kind].get(
            self._aliases[kind].get(wanted, ""), []
        )
        if len(found) > 1:
            raise _several(text, [(id, names[id]) for id in found])
        return found[0] if found else None

    def find(self, labels: Iterable[str], text: str) -> str:
        """The id of the one thing that a text means, of these labels.

        Raises NotFound where nothing has that name, with what was perhaps meant, and where several have.
        """
        labels = tuple(labels)
        kinds = list(dict.fromkeys(map(base_of, labels)))
        of_id = node_of_id(written := _plain(text))
        if of_id and of_id.__name__ in kinds and written in self._of(of_id.__name__):
            return written
        found = [id for kind in kinds if (id := self.exact(kind, text)) is not None]
        if len(found) > 1:
            raise _several(text, [(id, self.name(id)) for id in found])
        if found:
            return found[0]
        raise self._nothing(labels, kinds, text)

    def name(self, id: str) -> str:
        """What the thing with an id is called; "" where it has no name."""
        kind = node_of_id(id)
        return self._of(kind.__name__).get(id, "") if kind else ""

    def names_of(self, kind: str) -> list[str]:
        """What everything of a kind is called, in the order of the ids."""
        return [self.call(id) for id in sorted(self._of(kind))]

    def call(self, id: str) -> str:
        """How a cell names a thing: by its name where that is enough, else by its id."""
        name, kind = self.name(id), node_of_id(id)
        if kind is None or not name or _READ_OTHERWISE.search(name):
            return id
        same = [other for other in self._ids[kind.__name__].get(even(name), []) if other != id]
        return id if same or name.strip() in self._of(kind.__name__) else name

    def _nothing(self, labels: tuple[str, ...], kinds: list[str], text: str) -> NotFound:
        near = [pair for kind in kinds for pair in self._near(kind, text)][:_SHOWN]
        zh, en = kinds_in_words(labels)
        wrong = (f"没有名为“{text}”的{zh}", f"no {en} is called {text!r}")
        if not near and (few := self._few(kinds)):
            return NotFound(wrong, (f"可以是：{few}", f"it can be: {few}"))
        if not near:
            return NotFound(wrong, (f"已有的{zh}的名称或编号", f"the name or id of a {en}"))
        listed_zh = "、".join(f"{name}（{id}）" for id, name in near)
        listed_en = " or ".join(f"{name} ({id})" for id, name in near)
        return NotFound(wrong, (f"是不是{listed_zh}？", f"did you mean {listed_en}?"))

    def _few(self, kinds: list[str]) -> str:
        """All names of kinds that have only a few."""
        names = [name for kind in kinds for name in self._names[kind].values() if name]
        return "、".join(names) if len(names) <= _FEW else ""

    def _near(self, kind: str, text: str) -> Iterator[tuple[str, str]]:
        wanted = even(text)
        names = self._ids[kind]
        inside = [one for one in names if wanted and (wanted in one or one in wanted)]
        for near in dict.fromkeys([*get_close_matches(wanted, names, 3, 0.6), *inside[:3]]):
            yield from ((id, self._names[kind][id]) for id in names[near])

    def _of(self, kind: str) -> dict[str, str]:
        if kind not in self._names:
            self._names[kind] = dict(self.records.names(kind))
            ids: dict[str, list[str]] = {}
            for id, name in self._names[kind].items():
                if name:
                    ids.setdefault(even(name), []).append(id)
            self._ids[kind] = ids
        return self._names[kind]

    def _count(self, kind: str, id: str) -> None:
        """A number that the file gives by hand is not given out again."""
        tail = id.removeprefix(NODES[kind].prefix)
        if tail.isascii() and tail.isdigit():
            number, width = self._last.get(kind) or self.records.greatest(kind)
            self._last[kind] = (max(number, int(tail)), max(width, len(tail)))


def _plain(text: str) -> str:
    """A text as an id is written: in narrow letters, without white space around it."""
    return normalize("NFKC", text).strip()


def _several(text: str, named: list[tuple[str, str]]) -> NotFound:
    listed_zh = "、".join(f"{id} {name}" for id, name in named[:_SHOWN])
    listed_en = ", ".join(f"{id} {name}" for id, name in named[:_SHOWN])
    return NotFound(
        (f"“{text}”有{_number(len(named))}个", f"{len(named)} things are called {text!r}"),
        (f"{listed_zh}，请写编号", f"write the id: {listed_en}"),
        is_unknown=False,
    )


def _number(count: int) -> str:
    return "两" if count == 2 else str(count)
