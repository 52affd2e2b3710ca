"""Every saved file, shipped and the user's own, by id; broken ones stand apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cypher.errors import BrokenFile, UnknownReport, meant
from cypher.parsing import Saved, Source, parse
from cypher.references import unmet

KINDS = ("reports", "choices", "checks", "actions")
_ID = re.compile(r"[\w\-]+(/[\w\-]+)*")


@dataclass(frozen=True)
class Catalogue:
    """All saved statements by id, and the files that could not be used."""

    saved: dict[str, Saved] = field(default_factory=dict)
    broken: tuple[BrokenFile, ...] = ()

    @classmethod
    def load(cls, own: Path | None = None) -> "Catalogue":
        """Read the shipped files, then those in the user's own folder. Never raises."""
        saved: dict[str, Saved] = {}
        broken: list[BrokenFile] = []
        places: list[tuple[Traversable, Source, str]] = [(files("cypher"), "shipped", "cypher")]
        if own is not None:
            places.append((own, "own", str(own)))
        for root, source, shown in places:
            for id, file in _walk(root, broken, shown):
                path = f"{shown}/{id}.cypher"
                try:
                    saved[id] = _read(file, id, path, source, saved)
                except BrokenFile as error:
                    error.id = id
                    broken.append(error)
        broken += _without_unmet(saved, {error.id for error in broken})
        return cls(saved, tuple(broken))

    @property
    def reports(self) -> dict[str, Saved]:
        """The reports by id."""
        return {one.id: one for one in self.of("reports")}

    @property
    def choices(self) -> dict[str, Saved]:
        """The lists of choices by id."""
        return {one.id: one for one in self.of("choices")}

    @property
    def checks(self) -> dict[str, Saved]:
        """The checks of the data by id."""
        return {one.id: one for one in self.of("checks")}

    @property
    def actions(self) -> dict[str, Saved]:
        """The actions by id."""
        return {one.id: one for one in self.of("actions")}

    def of(self, kind: str) -> list[Saved]:
        """All of one kind, by id."""
        return [one for id, one in sorted(self.saved.items()) if one.kind == kind]

    def find(self, id: str) -> Saved:
        """The saved file of an id, with or without ``reports/``. Raises UnknownReport."""
        one = self.saved.get(id) or self.saved.get(f"reports/{id}")
        if one is not None:
            return one
        for error in self.broken:
            if error.id in (id, f"reports/{id}"):
                raise error.with_traceback(None)
        known = [name.removeprefix("reports/") for name in sorted(self.saved)]
        last = {name.rpartition("/")[2]: name for name in known}
        zh, en = meant(id.removeprefix("reports/"), known, 3)
        if not zh and id in last:
            zh, en = f"是不是 {last[id]}？", f" Did you mean {last[id]}?"
        raise UnknownReport(
            f"没有名为 {id} 的报表。{zh or '用 lianxin report list 可以看到全部。'}",
            f"There is no report {id}.{en or ' See: lianxin report list.'}",
        )


def _without_unmet(saved: dict[str, Saved], unreadable: set[str]) -> list[BrokenFile]:
    """Take out the files that name others in vain, until none does."""
    broken: list[BrokenFile] = []
    while True:
        known = frozenset(unreadable | {error.id for error in broken})
        found = [(one.id, unmet(one, saved, known)) for one in saved.values()]
        faults = [(id, fault) for id, fault in found if fault is not None]
        if not faults:
            return broken
        for id, fault in faults:
            fault.id = id
            broken.append(fault)
            del saved[id]


def _walk(
    root: Traversable, broken: list[BrokenFile], shown: str
) -> Iterator[tuple[str, Traversable]]:
    """Id and file of every .cypher file below the kinds' folders."""

    def below(folder: Traversable, id: str) -> Iterator[tuple[str, Traversable]]:
        try:
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            broken.append(_unreadable(f"{shown}/{id}", error))
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from below(entry, f"{id}/{entry.name}")
            elif entry.name.endswith(".cypher"):
                yield f"{id}/{entry.name[:-7]}", entry

    for kind in KINDS:
        folder = root.joinpath(kind)
        if folder.is_dir():
            yield from below(folder, kind)


def _read(file: Traversable, id: str, path: str, source: Source, taken: dict[str, Saved]) -> Saved:
    if not _ID.fullmatch(id):
        zh = f"文件名 {id} 只能用字母、汉字、数字、下划线和连字符。"
        raise BrokenFile(path, 1, zh, f"the name {id} may hold letters, digits, _ and - only.")
    if id in taken:
        zh = f"编号 {id} 已被 {taken[id].path} 占用，请换个文件名。"
        raise BrokenFile(
            path, 1, zh, f"the id {id} is taken by {taken[id].path}; rename this file."
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None
    return parse(data, id, path, source)


def _unreadable(path: str, error: OSError) -> BrokenFile:
    return BrokenFile(
        path, 1, f"无法读取：{error.strerror}。", f"cannot be read: {error.strerror}."
    )
