"""The out-tray of a home: makes what is due, once among all processes, and what somebody asks for now."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import JobUnderWay
from dashboard.outtray.data_checks import Checked, look
from dashboard.outtray.due import Attempt, attempts, to_complete, to_send, withheld
from dashboard.outtray.errors import NotDue
from dashboard.outtray.fit import faults, meeting_day
from dashboard.outtray.making import Output, Place, make
from dashboard.outtray.record import Paused, Records, RunState, ScheduleRecord, Sending
from dashboard.outtray.robot.key import RobotPlace
from dashboard.outtray.robot.sending import Sender
from dashboard.outtray.rounds import BY_CALENDAR, Maker, RunRequest
from dashboard.outtray.runs import Runs
from dashboard.outtray.store import FOLDER, ScheduleFile, find_schedule, schedules_in
from dashboard.pages.reload import FileReader
from graph.errors import GraphError
from graph.model import SHANGHAI

log = logging.getLogger(__name__)

_PATIENCE = 15.0
"""Seconds that who asks for something waits for what is under way."""


@dataclass(frozen=True)
class Preview:
    """What a schedule would make now, and whether the data's checks hold."""

    made: Output
    checked: Checked


class OutTray:
    """What is done with the schedules of a home. ``address`` is the dashboard's for others, or ""."""

    def __init__(
        self, runner: Runner, home: Path, font: Path | None, trail: Trail,
        *, robots: RobotPlace | None = None, address: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(SHANGHAI),
    ) -> None:  # fmt: skip
        self.records, self.runs = Records(home), Runs(home)
        self.own, self.now = home / "own", now
        self._runner, self._home, self._trail = runner, home, trail
        self._letters = FontMetrics(font)
        self._files = FileReader(lambda: runner.catalogue, self.own)
        sender = Sender(home, self.records, robots or RobotPlace())
        self._maker = Maker(self.records, self.runs, trail, sender, address, now)
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> int:
        """Whether it is at work in this process: 1 or 0."""
        return int(self._thread is not None and self._thread.is_alive())

    def look(self) -> None:
        """Begin to make what is due, in a thread of its own, where there is any; opens few files."""
        if not self.running and self.has_work():
            self._thread = threading.Thread(target=self._work, daemon=True, name="outtray")
            self._thread.start()

    def wait(self) -> None:
        """Return when this process is not at work."""
        if self._thread is not None:
            self._thread.join()

    def has_work(self) -> bool:
        """Whether anything is to be made or sent now, or a schedule is new."""
        now = self.now()
        for file in self._schedules():
            record = self.records.get(file.name)
            if record is None or self._due(file, record, now) or to_complete(record):
                return True
            if to_send(record, now):
                return True
        return False

    def kept_back(self) -> int:
        """How many runs that were due could not be made and still may be."""
        now = self.now()
        records = (self.records.get(name) for name in self._names())
        return sum(one is not None and withheld(one, now) is not None for one in records)

    def round(self) -> list[RunState]:
        """Make what is due and send what waits. Where another process is at it, nothing is done.

        What one schedule meets with keeps no other from being made. Raises AuditFailed, OSError.
        """
        done: list[RunState] = []
        failed: list[GraphError | OSError] = []
        try:
            with self.records.held(0):
                for file in self._schedules():
                    try:
                        done += self._round_of(file)
                    except (GraphError, OSError) as error:
                        failed.append(error)
        except JobUnderWay:
            log.info("the out-tray is at work in another process")
        if failed:
            raise failed[0]
        return done

    def make_now(self, name: str, reader: Reader, *, tells: bool = False) -> tuple[str, RunState]:
        """Make a schedule now, and give the run's name: that of the day it was due where it could
        not be made then. Raises NoSuchRun, BrokenFile, NotDue, JobUnderWay, AuditFailed, OSError."""
        file = self._sound(name)
        with self.records.held(_PATIENCE):
            now = self.now()
            open_run = withheld(self._maker.record_of(name), now)
            if open_run is None:
                open_run = Attempt(self.runs.free_name(name, now.date()), now)
                asked = RunRequest(file, open_run.name, None, reader, tells)
            else:
                asked = RunRequest(file, open_run.name, open_run.due, reader, True)
            run = self._maker.attempt(self._place(), asked)
            if run.state == "made" and run.message is not None:
                self._maker.send(file, asked.name, reader)
        if run.state != "made":
            words = run.why
            assert words is not None
            raise NotDue(words.zh, words.en)
        return asked.name, run

    def tell(self, name: str, run: str, reader: Reader) -> Sending:
        """Send the message of a run that was made, once more where somebody asks for that. Raises
        NoSuchRun, BrokenFile, JobUnderWay, AuditFailed, OSError."""
        file = self._sound(name)
        self.runs.get(name, run)
        with self.records.held(_PATIENCE):
            record = self._maker.record_of(name)
            before = record.runs.get(run) or RunState(state="made", at=self.now())
            again = before.model_copy(update={"state": "made", "message": Sending()})
            self.records.put(name, record.with_run(run, again))
            return self._maker.send(file, run, reader)

    def pause(self, name: str, reader: Reader) -> None:
        """Have a schedule rest. Raises NoSuchRun, JobUnderWay, AuditFailed, OSError."""
        find_schedule(self.own, name)
        with self.records.held(_PATIENCE):
            self._trail.record("outtray", reader, name, act="pause")
            paused = Paused(by=reader.name, at=self.now())
            record = self._maker.record_of(name)
            self.records.put(name, record.model_copy(update={"paused": paused}))

    def resume(self, name: str, reader: Reader) -> None:
        """Have it go on; what was due meanwhile is not made up for. Raises as ``pause``."""
        find_schedule(self.own, name)
        with self.records.held(_PATIENCE):
            self._trail.record("outtray", reader, name, act="resume")
            record = self._maker.record_of(name)
            going = {"paused": None, "begun": self.now()}
            self.records.put(name, record.model_copy(update=going))

    def preview(self, name: str) -> Preview:
        """What would be made now; nothing is kept. Raises NoSuchRun, BrokenFile, GraphError."""
        file = self._sound(name)
        assert file.schedule is not None
        place, today = self._place(), self.now().date()
        wrong = faults(file, place.files.catalogue, self.own, today)
        if wrong:
            raise wrong[0]
        made = make(place, file.schedule, name, today, BY_CALENDAR)
        return Preview(made, look(self._runner, file.schedule))

    def _round_of(self, file: ScheduleFile) -> list[RunState]:
        record, done = self._maker.record_of(file.name), []
        now = self.now()
        for one in self._due(file, record, now):
            asked = RunRequest(file, one.name, one.due, BY_CALENDAR, True)
            done.append(self._maker.attempt(self._place(), asked))
        for name in to_complete(record):
            asked = RunRequest(file, name, None, BY_CALENDAR, False)
            done.append(self._maker.attempt(self._place(), asked))
        for name in to_send(self._maker.record_of(file.name), self.now()):
            self._maker.send(file, name, BY_CALENDAR)
        return done

    def _due(self, file: ScheduleFile, record: ScheduleRecord, now: datetime) -> list[Attempt]:
        assert file.schedule is not None
        return attempts(file.schedule, record, meeting_day(self.own, file.schedule), now)

    def _schedules(self) -> list[ScheduleFile]:
        """Those that can be read; what is wrong with the others is said on the page."""
        return [one for one in schedules_in(self.own) if one.schedule is not None]

    def _names(self) -> list[str]:
        return [one.stem for one in (self.own / FOLDER).glob("*.yaml")]

    def _sound(self, name: str) -> ScheduleFile:
        file = find_schedule(self.own, name)
        if file.schedule is None:
            assert file.wrong is not None
            raise file.wrong
        return file

    def _place(self) -> Place:
        return Place(self._runner, self._files.read_now(), self._home, self._letters)

    def _work(self) -> None:
        try:
            self.round()
        except (GraphError, OSError) as error:
            log.warning("the out-tray could not go on: %s", type(error).__name__, exc_info=error)
        except Exception:
            log.exception("the out-tray")
