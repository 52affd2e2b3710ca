"""How each schedule stands: since when it counts, whether it rests, what came of each day it was due.

One file a schedule in the home's ``schedules``, outside of backups: a restore must not have made and
sent again what was made and sent.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from cypher.header import Words
from dashboard.errors import JobUnderWay
from graph.files import private_folder, replace_text

log = logging.getLogger(__name__)
FOLDER = "schedules"
_SENDING = "robots.json"
MOST_KEPT = 400
"""So many runs are remembered, the newest."""
MessageState = Literal["waiting", "sending", "sent", "failed", "unclear"]
Why = Literal["check", "audience", "file", "away"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sending(_Strict):
    """How the message about a run stands. ``unclear``: it may have arrived, and is not sent again."""

    state: MessageState = "waiting"
    tries: int = 0
    at: datetime | None = None
    not_before: datetime | None = None
    why: Words | None = None


class RunState(_Strict):
    """What came of one run. ``due`` is when it was to be made, None where somebody asked for it.

    ``making``: begun; whoever holds the lock next completes it. ``withheld``: not made, and ``why``.
    """

    state: Literal["making", "made", "withheld"]
    due: datetime | None = None
    at: datetime
    kind: Why | None = None
    why: Words | None = None
    message: Sending | None = None


class Paused(_Strict):
    """By whom, and when, a schedule was told to rest."""

    by: str
    at: datetime


class ScheduleRecord(_Strict):
    """How one schedule stands. What was due up to ``begun`` is not made up for."""

    begun: datetime
    paused: Paused | None = None
    runs: dict[str, RunState] = {}

    def with_run(self, name: str, run: RunState) -> "ScheduleRecord":
        """The record with one run as it is now; the oldest beyond ``MOST_KEPT`` are forgotten."""
        runs = {**self.runs, name: run}
        kept = sorted(runs, key=lambda one: runs[one].at)[-MOST_KEPT:]
        return self.model_copy(update={"runs": {one: runs[one] for one in runs if one in kept}})


class Records:
    """The records of one home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    @contextmanager
    def held(self, seconds: float) -> Iterator[None]:
        """While the body runs no other thread or process makes, sends or changes anything here.

        Raises JobUnderWay where another one does so for longer than ``seconds``.
        """
        private_folder(self._folder)
        try:
            with FileLock(self._folder / "round.lock", timeout=seconds, mode=0o600):
                yield
        except Timeout:
            raise JobUnderWay(
                "发件箱正在制作，请稍等再试。",
                "The out-tray is at work; try again in a little while.",
            ) from None

    def get(self, name: str) -> ScheduleRecord | None:
        """The record of a schedule; None where there is none yet, or none that can be read."""
        try:
            return ScheduleRecord.model_validate_json(self._file(name).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError):
            log.warning("the record of the schedule %s cannot be read", name)
            return None

    def put(self, name: str, record: ScheduleRecord) -> None:
        """Keep a record in place of what was known. Raises OSError."""
        private_folder(self._folder)
        replace_text(self._file(name), record.model_dump_json(indent=1) + "\n")

    def sent_times(self) -> dict[str, list[datetime]]:
        """When something was sent to each robot lately, by the sign of its key."""
        try:
            return _SentTimes.model_validate_json((self._folder / _SENDING).read_bytes()).times
        except (OSError, ValidationError):
            return {}

    def put_sent_times(self, times: dict[str, list[datetime]]) -> None:
        """Keep when something was sent. Raises OSError."""
        text = _SentTimes(times=times).model_dump_json()
        replace_text(self._folder / _SENDING, text)

    def _file(self, name: str) -> Path:
        return self._folder / f"of-{name}.json"


class _SentTimes(_Strict):
    times: dict[str, list[datetime]] = {}
