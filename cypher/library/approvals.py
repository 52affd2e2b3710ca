"""Who has approved a file of staff's own: bound to its text and header, lapsed when either changes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from cypher.errors import NotApproved
from cypher.header import Words
from cypher.values.days import written
from cypher.words import words
from graph.files import append_line, private_folder, reason_of
from graph.model import SHANGHAI
from graph.text import printable

State = Literal["release", "approved", "edited", "unapproved"]
_LONGEST = 60


@dataclass(frozen=True)
class Approval:
    """Where a file stands: shipped with the release, approved, edited since, or never approved."""

    state: State
    by: str = ""
    at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether the file as it is now has been approved."""
        return self.state in ("release", "approved")

    def sentence(self) -> Words:
        """The state as a short sentence."""
        state = words()["approval"][self.state]
        day = self.at.date() if self.at else None
        zh, en = (written(day, lang) if day else "" for lang in ("zh", "en"))
        actor = words()["actor"].get(self.by)  # who has no account, by other words than a name
        by_zh, by_en = (actor.zh, actor.en) if actor else (self.by, self.by)
        return Words(zh=state.zh.format(by=by_zh, day=zh), en=state.en.format(by=by_en, day=en))


class Approvable(Protocol):
    """A file that can be approved: by its id among all files of the home, and its digest."""

    @property
    def id(self) -> str:
        """The id, with the folder of its kind."""

    @property
    def source(self) -> str:
        """``shipped`` or ``own``."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole text."""


class Approvals:
    """The approvals in a folder: for each file one that lists who approved which text, and when."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def of(self, saved: Approvable) -> Approval:
        """Where a file stands. What cannot be read there approves nothing."""
        if saved.source == "shipped":
            return Approval("release")
        last: Approval | None = None
        for digest, one in self._of(saved.id):
            if digest == saved.digest:
                return one
            last = last or one
        return Approval("edited", last.by, last.at) if last else Approval("unapproved")

    def checked_name(self, by: str) -> str:
        """The name of who approves, without spaces around it. Raises NotApproved."""
        by = by.strip()
        if not by or len(by) > _LONGEST or not by.isprintable():
            raise NotApproved(
                f"批准人应写明，最多 {_LONGEST} 字。",
                f"Say who approves, in at most {_LONGEST} characters.",
            )
        return by

    def add(self, saved: Approvable, by: str, at: datetime) -> Approval:
        """Approve a file as it is now. Raises NotApproved for a name that is none."""
        by = self.checked_name(by)
        assert self.folder is not None
        path = self._path(self.folder, saved.id)
        line = {"sha256": saved.digest, "by": by, "at": at.isoformat(timespec="seconds")}
        try:
            private_folder(path.parent)
            append_line(path, json.dumps(line, ensure_ascii=False))
        except OSError as error:
            zh, en = reason_of(error)
            raise NotApproved(
                f"批准没有写成：{path}（{zh}）。",
                f"The approval could not be written: {path} ({en}).",
            ) from None
        return Approval("approved", by, at)

    def _of(self, id: str) -> Iterator[tuple[str, Approval]]:
        """Digest and approval, the latest first."""
        if self.folder is None:
            return
        try:
            lines = self._path(self.folder, id).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for line in reversed(lines):
            try:
                entry = json.loads(line)
                at = datetime.fromisoformat(entry["at"]).astimezone(SHANGHAI)
                yield str(entry["sha256"]), Approval("approved", printable(str(entry["by"])), at)
            except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
                continue

    @staticmethod
    def _path(folder: Path, id: str) -> Path:
        return folder / f"{id}.jsonl"
