"""Schedules as files of a home, in ``own/outtray``: each read with care, a bad one stops no other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cypher.errors import BrokenFile
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml
from dashboard.agenda.model import NAME
from dashboard.agenda.store import read_named
from dashboard.outtray.errors import no_schedule
from dashboard.outtray.model import Schedule
from graph.errors import GraphError

FOLDER = "outtray"
_PATTERNS = {
    "at": ('应为时刻，如 "08:00"。', 'a time of day such as "08:00".'),
    "yearly": ("应为一年里的某一天，如 12-31。", "a day of the year such as 12-31."),
    "robot": (
        "只能用小写字母、数字、- 和 _。",
        "small letters, digits, - and _ only.",
    ),
    "agenda": ("应为议程的文件名，不带 .yaml。", "the name of an agenda's file without .yaml."),
    "meeting": ("应为议程的文件名，不带 .yaml。", "the name of an agenda's file without .yaml."),
}


@dataclass(frozen=True)
class ScheduleFile:
    """One file: its schedule, or why it is none. ``path`` is its place in the home."""

    name: str
    path: str
    schedule: Schedule | None = None
    wrong: GraphError | None = None
    written: LocatedYaml | None = None

    def fault(self, where: Sequence[object], zh: str, en: str) -> BrokenFile:
        """A fault at the line of a path of keys."""
        return BrokenFile(self.path, self.written.line(where) if self.written else 1, zh, en)


def schedules_in(own: Path) -> list[ScheduleFile]:
    """Every schedule in the folder of own files, in the order of their names."""
    folder = own / FOLDER
    if not folder.is_dir():
        return []
    return [read_file(one) for one in sorted(folder.glob("*.yaml"), key=lambda file: file.name)]


def find_schedule(own: Path, name: str) -> ScheduleFile:
    """One file, whatever is in it. Raises NoSuchRun."""
    file = own / FOLDER / f"{name}.yaml"
    if not re.fullmatch(NAME, name) or not file.is_file():
        raise no_schedule(name)
    return read_file(file)


def read_file(file: Path) -> ScheduleFile:
    """One file, whatever is in it."""
    name, shown = file.stem, f"own/{FOLDER}/{file.name}"
    try:
        written = read_named(file, shown)
        return ScheduleFile(name, shown, _schedule(written, shown), None, written)
    except GraphError as error:
        return ScheduleFile(name, shown, None, error)


def _schedule(written: LocatedYaml, shown: str) -> Schedule:
    try:
        return Schedule.model_validate(written.value)
    except ValidationError as error:
        detail = error.errors()[0]
        where = place(detail, Schedule)
        words = _PATTERNS.get(str(where[-1])) if where else None
        if detail["type"] == "string_pattern_mismatch" and words is not None:
            name = ".".join(map(str, where))
            zh, en = f"{name} {words[0]}", f"{name}: {words[1]}"
            raise BrokenFile(shown, written.line(where), zh, en) from None
        raise BrokenFile(shown, written.line(where), *sentence(detail, Schedule)) from None
