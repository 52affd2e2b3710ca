"""The list of persons who were removed, kept in the home: what to complete, and what to remove again.

A restored backup may bring a person back: the list has each record by its id and the moment at which
it was made, and holds no name once a removal is complete.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from graph.errors import LoadError
from graph.files import DRAFT, private_folder, replace_text

FOLDER = "removals"


class Removal(BaseModel):
    """One person who was removed, or is being.

    ``created``: when the record was made ("": not known). ``by`` and ``role``: who did it. ``names``
    are there until it is complete, so that it can be gone on with after a crash.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    created: str = ""
    at: datetime
    by: str
    role: str
    state: Literal["begun", "done"] = "begun"
    names: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    """Backups and editions that held the person when it was complete, by their path in the home."""


class RemovalUnderWay(LoadError):
    """Another removal in this home is not complete yet."""

    exit_code = 8

    def __init__(self) -> None:
        super().__init__(
            "另一次清除正在进行，请等它完成后再试。",
            "Another removal is under way; try again when it is complete.",
        )


class Removals:
    """The list of one home: a file each."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def all(self) -> list[Removal]:
        """Every removal, the oldest first; a file that cannot be read is left out."""
        found = []
        for file in self._folder.glob("*.json"):
            try:
                found.append(Removal.model_validate_json(file.read_bytes()))
            except (OSError, ValidationError):
                continue
        return sorted(found, key=lambda one: one.at)

    def of(self, id: str) -> Removal | None:
        """The removal of a record; None where there was none."""
        return next((one for one in self.all() if one.id == id), None)

    def keep(self, removal: Removal) -> None:
        """Keep a removal in place of what was kept of it; on the disk when this returns. Raises OSError."""
        private_folder(self._folder)
        replace_text(self._folder / f"{removal.id}.json", removal.model_dump_json())

    def complete(self, removal: Removal, copies: Iterable[str]) -> None:
        """Forget the names of one that is complete, and keep which copies still hold the person."""
        done = {"state": "done", "names": (), "consents": (), "copies": tuple(copies)}
        self.keep(removal.model_copy(update=done))

    @contextmanager
    def alone(self, seconds: float) -> Iterator[None]:
        """While the body runs nobody else removes anyone in this home. Raises RemovalUnderWay."""
        private_folder(self._folder)
        try:
            with FileLock(self._folder / "lock", timeout=seconds, mode=0o600):
                for draft in self._folder.glob(f"*{DRAFT}"):
                    draft.unlink(missing_ok=True)
                yield
        except Timeout:
            raise RemovalUnderWay from None
