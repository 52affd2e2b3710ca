"""One run made, and its message sent, by who holds the records of the home. What a process that was
killed had begun is completed by the next, and nothing is made or sent twice."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from cypher.errors import NotForAudience
from cypher.header import Words
from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.edition.manifest import File
from dashboard.errors import AuditFailed
from dashboard.outtray.data_checks import look
from dashboard.outtray.due import LATE
from dashboard.outtray.errors import NoSuchRun
from dashboard.outtray.fit import faults
from dashboard.outtray.making import Output, Place, make
from dashboard.outtray.model import Schedule
from dashboard.outtray.record import Records, RunState, ScheduleRecord, Sending, Why
from dashboard.outtray.robot.message import message_of
from dashboard.outtray.robot.sending import Sender
from dashboard.outtray.runs import Run, Runs
from dashboard.outtray.store import ScheduleFile
from graph.errors import GraphError
from graph.files import reason_of

log = logging.getLogger(__name__)
BY_CALENDAR = Reader("outtray", "committee", "committee")
"""Who makes what the calendar asks for; what is shown is decided by the schedule's audience."""


@dataclass(frozen=True)
class RunRequest:
    """A run that is to be made: for which file, under which name, when it was due (None: somebody
    asked for it now), by whom, and whether a message is to go out."""

    file: ScheduleFile
    name: str
    due: datetime | None
    reader: Reader
    tells: bool

    @property
    def about(self) -> str:
        """What the trail calls it."""
        return f"{self.file.name}/{self.name}"


class Maker:
    """Makes runs and sends their messages. Whoever calls it holds the records."""

    def __init__(
        self, records: Records, runs: Runs, trail: Trail, sender: Sender, address: str,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._records, self._runs, self._trail = records, runs, trail
        self._sender, self._address, self._now = sender, address, now

    def record_of(self, name: str) -> ScheduleRecord:
        """The record of a schedule; one that was never looked at counts from now on."""
        found = self._records.get(name)
        if found is None:
            found = ScheduleRecord(begun=self._now())
            self._records.put(name, found)
        return found

    def attempt(self, place: Place, asked: RunRequest) -> RunState:
        """Make one run, or say why not. Raises AuditFailed, OSError."""
        file, now = asked.file, self._now()
        assert file.schedule is not None
        if self._runs.is_there(file.name, asked.name):  # its process ended before it noted that
            return self._put(asked, self._made(asked, file.schedule, now))
        before = self.record_of(file.name).runs.get(asked.name)
        why = before.why if before is not None else None
        self._put(asked, RunState(state="making", due=asked.due, at=now, why=why))
        try:
            wrong = faults(file, place.files.catalogue, place.own, now.date())
            if wrong:
                return self._withheld(asked, "file", wrong[0])
            checked = look(place.runner, file.schedule)
            if checked.failing is not None:
                return self._withheld(asked, "check", checked.failing)
            day = asked.due.date() if asked.due else now.date()
            made = make(place, file.schedule, file.name, day, asked.reader)
            self._keep(asked, file.schedule, made, checked.number, now)
        except AuditFailed:
            raise
        except NotForAudience as error:
            return self._withheld(asked, "audience", error)
        except GraphError as error:
            return self._withheld(asked, "away", error)
        except OSError as error:
            zh, en = reason_of(error)
            words = Words(zh=f"文件没有写下：{zh}。", en=f"The files were not written: {en}.")
            return self._withheld(asked, "away", words)
        except Exception as error:  # a fault of ours must not keep the others from being made
            log.exception("the schedule %s", file.name)
            kind = type(error).__name__
            zh, en = (
                f"程序出错（{kind}），详情已记入日志。",
                f"The program failed ({kind}); the log says where.",
            )
            return self._withheld(asked, "away", Words(zh=zh, en=en))
        return self._put(asked, self._made(asked, file.schedule, now))

    def send(self, file: ScheduleFile, name: str, reader: Reader) -> Sending:
        """Send the message of a run, where that may be. Raises AuditFailed, OSError."""
        before = self.record_of(file.name).runs[name].message or Sending()
        if before.state == "sending":  # its process ended before it knew what came of it
            after = before.model_copy(update={"state": "unclear", "why": _CUT_OFF})
        else:
            after = self._sent(file, name, before)
        self._put_message(file.name, name, after)
        if after.state not in ("waiting", "sending"):
            act = {"sent": "send", "failed": "not_sent", "unclear": "unclear"}[after.state]
            self._trail.record("outtray", reader, f"{file.name}/{name}", act=act)
        return after

    def _sent(self, file: ScheduleFile, name: str, before: Sending) -> Sending:
        schedule = file.schedule
        if schedule is None or schedule.message is None:
            return before.model_copy(update={"state": "failed", "why": _NO_ROBOT})
        try:
            text = message_of(self._runs.get(file.name, name), self._address)
        except NoSuchRun as error:
            why = Words(zh=error.zh, en=error.en)
            return before.model_copy(update={"state": "failed", "why": why})
        return self._sender.send(
            schedule.message.robot, text, before, self._now(),
            lambda sending: self._put_message(file.name, name, sending),
        )  # fmt: skip

    def _made(self, asked: RunRequest, schedule: Schedule, now: datetime) -> RunState:
        tells = schedule.message is not None and asked.tells
        return RunState(state="made", due=asked.due, at=now, message=Sending() if tells else None)

    def _keep(
        self, asked: RunRequest, schedule: Schedule, made: Output, checks: int, now: datetime
    ) -> None:
        def account(files: dict[str, File]) -> Run:
            return Run(
                schedule=asked.file.name, name=asked.name, title=schedule.title, due=asked.due,
                at=now, late=asked.due is not None and now - asked.due > LATE,
                by=asked.reader.name, audience=schedule.audience, lang=schedule.lang,
                day=made.day, synthetic=made.synthetic, provenance=made.provenance,
                data_version=made.data_version, lianxin=version("lianxin"), checks=checks,
                counts=made.counts, left_out=made.left_out, sentences=made.sentences, link=made.link, files=files,
            )  # fmt: skip

        def noted(sum: str) -> None:
            self._trail.record(
                "outtray", asked.reader, asked.about, act="make", files=len(made.files),
                audience=schedule.audience, sha256=sum,
            )  # fmt: skip

        self._runs.keep(asked.file.name, asked.name, made.files, account, noted)

    def _withheld(self, asked: RunRequest, kind: Why, why: Words | GraphError) -> RunState:
        """Note why a run was not made, in the trail where that is another reason than before."""
        words = Words(zh=why.zh, en=why.en)
        before = self.record_of(asked.file.name).runs[asked.name].why
        run = RunState(state="withheld", due=asked.due, at=self._now(), kind=kind, why=words)
        if before != words:
            self._trail.record("outtray", asked.reader, asked.about, act="withhold", why=kind)
        return self._put(asked, run)

    def _put(self, asked: RunRequest, run: RunState) -> RunState:
        record = self.record_of(asked.file.name)
        self._records.put(asked.file.name, record.with_run(asked.name, run))
        return run

    def _put_message(self, schedule: str, name: str, sending: Sending) -> None:
        record = self.record_of(schedule)
        run = record.runs[name].model_copy(update={"message": sending})
        self._records.put(schedule, record.with_run(name, run))


_CUT_OFF = Words(
    zh="发送时程序中途停止，不知道是否已发出，不再重发",
    en="the program ended while sending: it may have arrived, and is not sent again",
)
_NO_ROBOT = Words(zh="计划里已经没有机器人", en="the schedule names no robot any more")
