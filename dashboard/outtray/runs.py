"""What was made: one folder a run in the home's ``outtray``, with sums, never changed again."""

import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cypher.header import Audience, Words
from dashboard.agenda.model import NAME
from dashboard.edition.content.folders import is_own_file, whole_folder
from dashboard.edition.manifest import FILE, File, sums
from dashboard.outtray.errors import NoSuchRun, no_file
from graph.files import private_folder, sync_file, sync_folder

FOLDER = "outtray"
SUMS = "SHA256SUMS"
RUN = r"\d{4}-\d{2}-\d{2}(-\d{1,3})?"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Count(_Strict):
    """One answer: what it is called, how many rows it has, and the ``value`` of what is one number."""

    title: Words
    report: str
    sha256: str
    parameters: dict[str, object] = {}
    rows: int
    value: Words | None = None


def _plain(name: str) -> str:
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError("not a file of the run's own folder")
    return name


class Run(_Strict):
    """A run's own account; ``files`` are the sums by which it is verified.

    ``sentences``: of finding, in the run's language, without full stops. ``late``: it was made on a later day than the one it was due on. ``link`` leads to what it shows,
    below the dashboard's address.
    """

    format: Literal[1] = 1
    schedule: Annotated[str, Field(pattern=NAME)]
    name: Annotated[str, Field(pattern=f"^{RUN}$")]
    title: str
    due: datetime | None
    at: datetime
    late: bool
    by: str
    audience: Audience
    lang: Literal["zh", "en"]
    day: date
    synthetic: bool
    provenance: tuple[str, ...]
    data_version: str
    lianxin: str
    checks: int
    counts: tuple[Count, ...]
    left_out: int = 0
    sentences: tuple[str, ...] = ()
    link: str
    files: dict[Annotated[str, AfterValidator(_plain)], File]


class Runs:
    """The runs of one home."""

    def __init__(self, home: Path) -> None:
        self.root = home / FOLDER

    def of(self, schedule: str) -> list[Run]:
        """The runs of a schedule that can be read, the newest first."""
        folder = self.root / schedule
        names = [one.name for one in folder.iterdir()] if folder.is_dir() else []
        found = []
        for name in names:
            with suppress(NoSuchRun):
                found.append(self.get(schedule, name))
        return sorted(found, key=lambda one: one.at, reverse=True)

    def schedules(self) -> list[str]:
        """The names of all schedules of which anything was made."""
        return sorted(one.name for one in self.root.iterdir()) if self.root.is_dir() else []

    def get(self, schedule: str, name: str) -> Run:
        """One run. Raises NoSuchRun."""
        try:
            run = Run.model_validate_json((self.folder(schedule, name) / FILE).read_bytes())
        except (OSError, ValidationError):
            raise NoSuchRun(
                f"{name} 的清单读不懂，可能被改动过。",
                f"The account of {name} cannot be read; it may have been altered.",
            ) from None
        return run

    def folder(self, schedule: str, name: str) -> Path:
        """Where a run lies. Raises NoSuchRun."""
        folder = self.root / schedule / name
        fits = re.fullmatch(NAME, schedule) and re.fullmatch(RUN, name)
        if not fits or not is_own_file(self.root, f"{schedule}/{name}/{FILE}"):
            raise NoSuchRun(f"没有“{name}”这一次。", f"There is no run {name!r}.")
        return folder

    def file(self, run: Run, name: str) -> Path:
        """One file of a run. Raises NoSuchRun."""
        folder = self.folder(run.schedule, run.name)
        if name not in {*run.files, FILE} or not is_own_file(folder, name):
            raise no_file()
        return folder / name

    def altered(self, run: Run) -> list[str]:
        """The files that are not as they were made, by name."""
        found = sums(self.folder(run.schedule, run.name))
        names = {*found, *run.files}
        return sorted(name for name in names if found.get(name) != run.files.get(name))

    def is_there(self, schedule: str, name: str) -> bool:
        """Whether a run was made."""
        return is_own_file(self.root, f"{schedule}/{name}/{FILE}")

    def free_name(self, schedule: str, day: date) -> str:
        """A name for what somebody asks for on a day, which no other run has."""
        number = 1
        while (self.root / schedule / f"{day.isoformat()}-{number}").exists():
            number += 1
        return f"{day.isoformat()}-{number}"

    def keep(
        self,
        schedule: str,
        name: str,
        files: dict[str, bytes],
        account: Callable[[dict[str, File]], Run],
        noted: Callable[[str], None],
    ) -> Run:
        """Write a run whole or not at all. ``noted`` gets the sum of its account before it is seen.

        Raises OSError, NameTaken where another process makes it, and what ``noted`` raises.
        """
        root = self.root / schedule
        private_folder(root)
        with whole_folder(root, name) as folder:
            for file, data in files.items():
                (folder / file).write_bytes(data)
            found = sums(folder)
            lines = "".join(f"{one.sha256}  {file}\n" for file, one in found.items())
            (folder / SUMS).write_text(lines, "utf-8", newline="\n")
            run = account(sums(folder))
            text = run.model_dump_json(indent=1) + "\n"
            (folder / FILE).write_text(text, "utf-8", newline="\n")
            for one in folder.iterdir():
                sync_file(one)
                os.chmod(one, 0o400)
            sync_folder(folder)
            noted(hashlib.sha256(text.encode()).hexdigest())
        sync_folder(root)
        return run
