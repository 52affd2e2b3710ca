"""The records of meetings: what an agenda showed on a day with which figures, never changed again."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cypher.header import Audience, Words
from cypher.table import Table
from dashboard.agenda.errors import AgendaRefused, NoSuchAgenda
from dashboard.agenda.model import NAME
from dashboard.edition.content.folders import is_own_file, whole_folder
from dashboard.edition.content.frozen_answers import frozen_text, read_frozen
from dashboard.edition.manifest import FILE, File, sums
from dashboard.errors import NoSuchEdition
from graph.files import private_folder, reason_of, sync_file, sync_folder

FOLDER = "meetings"
ANSWERS = "answers.json"
HANDOUTS = {"zh": "handout-zh.pdf", "en": "handout-en.pdf"}
_NAME = r"^\d{4}-\d{2}-\d{2}(-\d{1,2})?$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrozenCard(_Strict):
    """One card: the report behind it with its hash and values, and what came of it."""

    id: str
    title: Words
    kind: str
    column: str | None = None
    """The column that a number shows."""
    report: str
    sha256: str
    version: str
    parameters: dict[str, object] = {}
    rows: int | None = None
    value: int | float | None = None
    left_out: Words | None = None


class FrozenItem(_Strict):
    """One item as it was shown."""

    kind: str
    names: str
    title: Words | None = None
    note: str = ""
    cards: tuple[FrozenCard, ...] = ()
    gone: Words | None = None


def _plain(name: str) -> str:
    if "/" in name or name.startswith("."):
        raise ValueError("not a file of the record's own folder")
    return name


class Meeting(_Strict):
    """A record's own account; ``files`` are the sums by which it is verified."""

    format: Literal[1] = 1
    agenda: Annotated[str, Field(pattern=NAME)]
    name: Annotated[str, Field(pattern=_NAME)]
    title: str
    day: date
    as_of: date
    at: datetime
    by: str
    audience: Audience
    synthetic: bool
    provenance: tuple[str, ...]
    data_version: str
    lianxin: str
    items: tuple[FrozenItem, ...]
    seal: str = ""
    """The last seal of the home's trail when it was made."""
    files: dict[Annotated[str, AfterValidator(_plain)], File]

    def cards(self) -> Iterator[FrozenCard]:
        """Every card in order."""
        for item in self.items:
            yield from item.cards


class Meetings:
    """The records of one home, in ``meetings/AGENDA/DAY``."""

    def __init__(self, home: Path) -> None:
        self.root = home / FOLDER

    def of(self, agenda: str) -> list[Meeting]:
        """The records of an agenda that can be read, the newest first."""
        folder = self.root / agenda
        names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        found = []
        for name in names:
            with suppress(NoSuchAgenda):
                found.append(self.get(agenda, name))
        return sorted(found, key=lambda one: (one.day, one.at), reverse=True)

    def all(self) -> list[Meeting]:
        """The records of all agendas, also of those that were taken away, the newest first."""
        agendas = [one.name for one in self.root.iterdir()] if self.root.is_dir() else []
        found = [one for name in agendas for one in self.of(name)]
        return sorted(found, key=lambda one: (one.day, one.at), reverse=True)

    def get(self, agenda: str, name: str) -> Meeting:
        """One record. Raises NoSuchAgenda."""
        folder = self.folder(agenda, name)
        try:
            return Meeting.model_validate_json((folder / FILE).read_bytes())
        except (OSError, ValidationError):
            raise NoSuchAgenda(
                f"{folder.name} 的会议记录读不懂，可能被改动过。",
                f"The record of {folder.name} cannot be read; it may have been altered.",
            ) from None

    def folder(self, agenda: str, name: str) -> Path:
        """Where a record lies. Raises NoSuchAgenda."""
        for text in (agenda, name):
            if not text or text.startswith(".") or "/" in text or "\\" in text or "\0" in text:
                raise _none(name)
        folder = self.root / agenda / name
        if not is_own_file(self.root, f"{agenda}/{name}/{FILE}"):
            raise _none(name)
        return folder

    def answers(self, meeting: Meeting) -> Mapping[str, Table]:
        """The answers that were shown, by the card's id. Raises NoSuchAgenda."""
        try:
            return read_frozen(self.folder(meeting.agenda, meeting.name), ANSWERS)
        except NoSuchEdition as error:
            raise NoSuchAgenda(error.zh, error.en) from None

    def altered(self, meeting: Meeting) -> list[str]:
        """The files that are not as they were written, by name."""
        found = sums(self.folder(meeting.agenda, meeting.name))
        names = {*found, *meeting.files}
        return sorted(name for name in names if found.get(name) != meeting.files.get(name))

    def seal(self, meeting: Meeting) -> str:
        """The sum of the record's own account, as the trail holds it."""
        file = self.folder(meeting.agenda, meeting.name) / FILE
        return hashlib.sha256(file.read_bytes()).hexdigest()

    def keep(
        self,
        agenda: str,
        day: date,
        tables: Mapping[str, Table],
        handouts: Mapping[str, bytes],
        account: Callable[[str, dict[str, File]], Meeting],
    ) -> Meeting:
        """Write a record whole or not at all, under a name that no other has.

        ``account`` makes the manifest from its name and the sums of its files. Raises
        AgendaRefused where the disk does not take it.
        """
        root = self.root / agenda
        try:
            private_folder(root)
            name = self._free(root, day)
            with whole_folder(root, name) as folder:
                (folder / ANSWERS).write_text(frozen_text(tables), "utf-8", newline="\n")
                for lang, data in handouts.items():
                    (folder / HANDOUTS[lang]).write_bytes(data)
                meeting = account(name, sums(folder))
                (folder / FILE).write_text(meeting.model_dump_json(indent=1) + "\n", "utf-8")
                for file in folder.iterdir():
                    sync_file(file)
                    os.chmod(file, 0o400)
                sync_folder(folder)
            sync_folder(root)
        except OSError as error:
            zh, en = reason_of(error)
            raise AgendaRefused(
                f"会议记录没有存下：{zh}。", f"The record was not kept: {en}."
            ) from None
        return meeting

    @staticmethod
    def _free(root: Path, day: date) -> str:
        name, number = day.isoformat(), 1
        while (root / name).exists():
            number += 1
            name = f"{day.isoformat()}-{number}"
        return name


def given_of(parameters: Mapping[str, object]) -> str:
    """Values of a report without its day, as text that is the same for the same values."""
    plain = {name: str(value) for name, value in parameters.items() if name != "as_of"}
    return json.dumps({k: v for k, v in plain.items() if v not in ("", "None")}, sort_keys=True)


def _none(name: str) -> NoSuchAgenda:
    return NoSuchAgenda(f"没有“{name}”的会议记录。", f"There is no record of a meeting {name!r}.")
