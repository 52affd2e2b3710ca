"""Agendas as files of a home: read with care, changed by one person or several, each change whole."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from cypher.errors import BrokenFile
from cypher.file.parse import decoded
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml
from cypher.library.walk import read_own
from cypher.reader import Reader
from dashboard.agenda.edited_text import edited
from dashboard.agenda.errors import AgendaChanged, AgendaRefused, no_agenda
from dashboard.agenda.model import KINDS, MOST_ITEMS, NAME, Agenda, Item
from dashboard.audit.own_files import OwnFiles
from dashboard.audit.trail import Trail
from graph.errors import GraphError
from graph.files import private_folder, reason_of, replace_text
from graph.model import SHANGHAI

FOLDER = "agendas"
_REMOVED = "removed"
Change = Callable[[Agenda], Agenda]


@dataclass(frozen=True)
class AgendaFile:
    """One file: its agenda, or why it is none."""

    name: str
    agenda: Agenda | None
    wrong: GraphError | None = None


class Agendas:
    """The agendas of one home, in ``own/agendas``."""

    def __init__(self, home: Path, trail: Trail) -> None:
        self._home, self._trail = home, trail
        self.folder = home / "own" / FOLDER

    def find(self, name: str) -> AgendaFile:
        """One file. Raises NoSuchAgenda."""
        if not re.fullmatch(NAME, name) or not (self.folder / f"{name}.yaml").is_file():
            raise no_agenda(name)
        return read_file(self.folder / f"{name}.yaml")

    def get(self, name: str) -> Agenda:
        """An agenda. Raises NoSuchAgenda, and BrokenFile for one that cannot be read."""
        found = self.find(name)
        if found.agenda is None:
            assert found.wrong is not None
            raise found.wrong
        return found.agenda

    def make(self, agenda: Agenda, reader: Reader) -> str:
        """Keep a new agenda and return its name. Raises AgendaRefused, AuditFailed, Busy."""
        day = (agenda.day or datetime.now(SHANGHAI).date()).isoformat().replace("-", "")
        with self._by_us():
            name, number = day, 1
            while (self.folder / f"{name}.yaml").exists():
                number += 1
                name = f"{day}_{number}"
            self._trail.record("agenda", reader, name, act="add")
            self._write(name, agenda.text())
        return name

    def change(self, name: str, change: Change, reader: Reader) -> Agenda:
        """The agenda after a change to what it is at that moment; others wait meanwhile.

        Raises NoSuchAgenda, AgendaChanged, AgendaRefused, AuditFailed, Busy.
        """
        with self._writing(reader, name, "edit"):
            before = self.get(name)
            after = change(before)
            if after != before:
                self._write(name, self._edited(name, before, after))
        return after

    def remove(self, name: str, reader: Reader) -> None:
        """Take an agenda away; its file is kept beside. Raises NoSuchAgenda, AuditFailed, Busy."""
        with self._writing(reader, name, "remove"):
            self.find(name)
            kept = self.folder / _REMOVED
            private_folder(kept)
            (self.folder / f"{name}.yaml").replace(kept / f"{name}.{secrets.token_hex(3)}.yaml")

    @contextmanager
    def _writing(self, reader: Reader, name: str, act: str) -> Iterator[None]:
        with self._by_us():
            self._trail.record("agenda", reader, name, act=act)
            yield

    def _by_us(self) -> AbstractContextManager[None]:
        """Held by one at a time among all processes of the home, so that no change is lost."""
        return OwnFiles(self._home).changed_by_us(self._trail)

    def _edited(self, name: str, before: Agenda, after: Agenda) -> str:
        """The file's text with a change, everything else as somebody has written it."""
        file, shown = self.folder / f"{name}.yaml", f"own/{FOLDER}/{name}.yaml"

        def read(text: str) -> Agenda | None:
            try:
                return _agenda(LocatedYaml(text, 1, shown), shown)
            except GraphError:
                return None

        text = decoded(read_own(file.parent.resolve() / file.name, shown), shown)
        return edited(text, before, after, read)

    def _write(self, name: str, text: str) -> None:
        try:
            private_folder(self.folder)
            replace_text(self.folder / f"{name}.yaml", text)
        except OSError as error:
            zh, en = reason_of(error)
            raise AgendaRefused(
                f"议程没有存下：{zh}。", f"The agenda was not saved: {en}."
            ) from None


def files_in(own: Path) -> list[AgendaFile]:
    """Every agenda in the folder of own files, in the order of their names."""
    folder = own / FOLDER
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.yaml"), key=lambda file: file.name)
    return [read_file(file) for file in files]


def read_file(file: Path) -> AgendaFile:
    """One file, whatever is in it."""
    name, shown = file.stem, f"own/{FOLDER}/{file.name}"
    try:
        return AgendaFile(name, _agenda(read_named(file, shown), shown))
    except GraphError as error:
        return AgendaFile(name, None, error)


def read_named(file: Path, shown: str) -> LocatedYaml:
    """A file of the user's own that goes by its name, as an address does. Raises BrokenFile."""
    if not re.fullmatch(NAME, file.stem):
        raise BrokenFile(
            shown, 1, "文件名只能用小写字母、数字和下划线。",
            "its name may hold small letters, digits and _ only.",
        )  # fmt: skip
    content = read_own(file.parent.resolve() / file.name, shown)
    return LocatedYaml(decoded(content, shown), 1, shown)


def _agenda(written: LocatedYaml, shown: str) -> Agenda:
    try:
        return Agenda.model_validate(written.value)
    except ValidationError as error:
        detail = error.errors()[0]
        where = place(detail, Agenda)
        if detail["type"] == "value_error":
            zh = f"{'.'.join(map(str, where))}：每一项只写 {'、'.join(KINDS)} 中的一种。"
            raise BrokenFile(
                shown, written.line(where), zh, f"each item is one of {', '.join(KINDS)}."
            ) from None
        raise BrokenFile(shown, written.line(where), *sentence(detail, Agenda)) from None


def added(items: list[Item], before: str = "") -> Change:
    """Put items in front of the one with a key, or at the end; one whose neighbour has gone comes
    last."""

    def change(agenda: Agenda) -> Agenda:
        if len(agenda.items) + len(items) > MOST_ITEMS:
            raise AgendaRefused(
                f"一份议程最多 {MOST_ITEMS} 项。", f"An agenda has {MOST_ITEMS} items at most."
            )
        keys = [key for key, _ in agenda.keyed()]
        at = keys.index(before) if before in keys else len(keys)
        return _with(agenda, [*agenda.items[:at], *items, *agenda.items[at:]])

    return change


def moved(key: str, before: str) -> Change:
    """Put the item with a key in front of another, or at the end."""

    def change(agenda: Agenda) -> Agenda:
        found = agenda.keyed()
        item = dict(found).get(key)
        if item is None:
            raise _gone()
        rest = [(one, other) for one, other in found if one != key]
        keys = [one for one, _ in rest]
        at = keys.index(before) if before in keys else len(keys)
        items = [other for _, other in rest]
        return _with(agenda, [*items[:at], item, *items[at:]])

    return change


def dropped(key: str) -> Change:
    """Take the item with a key out; one that has gone already is no matter."""
    return lambda agenda: _with(agenda, [item for one, item in agenda.keyed() if one != key])


def replaced(key: str, item: Item) -> Change:
    """Put another item, such as a note with other words, in the place of the one with a key."""

    def change(agenda: Agenda) -> Agenda:
        found = agenda.keyed()
        if key not in dict(found):
            raise _gone()
        return _with(agenda, [item if one == key else other for one, other in found])

    return change


def named(title: str, day: date | None, audience: str) -> Change:
    """Another title, day or audience."""
    return lambda agenda: Agenda.model_validate(
        {**agenda.model_dump(by_alias=True), "title": title, "day": day, "audience": audience}
    )


def _with(agenda: Agenda, items: list[Item]) -> Agenda:
    return agenda.model_copy(update={"items": tuple(items)})


def _gone() -> AgendaChanged:
    return AgendaChanged(
        "这一项刚被别人改过或移走，请看一下现在的议程再改。",
        "Somebody has just changed or removed this item; look at the agenda as it is now.",
    )
