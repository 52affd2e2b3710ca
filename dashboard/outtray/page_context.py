"""What the page 发件箱 shows: each schedule, when it is due, what was made of it, what was not and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from cypher.format import format_day
from cypher.values.parameters import meaning
from cypher.words import word
from dashboard.outtray.due import TRIED_FOR, upcoming
from dashboard.outtray.fit import agenda_of, faults, meeting_day, report_of
from dashboard.outtray.model import WEEKDAYS, Schedule, When
from dashboard.outtray.record import RunState, ScheduleRecord, Sending
from dashboard.outtray.robot.message import count_words, stop_of
from dashboard.outtray.rounds import BY_CALENDAR
from dashboard.outtray.runs import SUMS, Run
from dashboard.outtray.store import ScheduleFile, schedules_in
from dashboard.outtray.tray import OutTray
from dashboard.pages.reload import SiteFiles
from dashboard.texts import either, say
from graph.errors import GraphError
from graph.model import SHANGHAI

Context = dict[str, Any]
_SHOWN = 5
"""So many runs of a schedule stand open; the earlier ones are folded."""


def outtray_context(tray: OutTray | None, files: SiteFiles, lang: str) -> Context:
    """Every schedule, and what was made by those that are gone."""
    if tray is None:
        return {"here": False, "schedules": []}
    page = _Page(tray, files, lang)
    found = schedules_in(tray.own)
    names = {one.name for one in found}
    gone = [page.gone(name) for name in tray.runs.schedules() if name not in names]
    return {"here": True, "schedules": [*map(page.schedule, found), *gone]}


def when_words(when: When, lang: str) -> str:
    """On which days, in words."""
    at = when.at
    if when.weekly is not None:
        return say(
            "tray_weekly",
            lang,
            day=word("weekday", str(WEEKDAYS.index(when.weekly) + 1), lang),
            at=at,
        )
    if when.monthly is not None:
        key = "_last" if when.monthly == 31 else "_short" if when.monthly > 28 else ""
        return say(f"tray_monthly{key}", lang, day=when.monthly, at=at)
    if when.yearly is not None:
        month, day = when.yearly.split("-") if lang == "en" else map(int, when.yearly.split("-"))
        return say("tray_yearly", lang, month=month, day=day, at=at)
    days = when.before or 0
    return say(f"tray_before_{days}" if days < 2 else "tray_before", lang, n=days, at=at)


def moment(at: datetime, lang: str) -> str:
    """A moment by the calendar at +08:00."""
    here = at.astimezone(SHANGHAI)
    return f"{format_day(here.date(), lang)} {here:%H:%M}"


def message_words(message: Sending | None, lang: str) -> str:
    """How the message of a run stands; "" where there is none."""
    if message is None:
        return ""
    why = message.why.get(lang) if message.why else ""
    if message.state == "sent":
        return say("tray_message_sent", lang, at=moment(message.at, lang) if message.at else "")
    if message.state == "waiting" and message.not_before is not None:
        why = why or say("tray_wait_minute", lang)
        return say("tray_message_again", lang, at=moment(message.not_before, lang), why=why)
    if message.state in ("waiting", "sending"):
        return say("tray_message_waiting", lang)
    return say(f"tray_message_{message.state}", lang, why=why)


def what_words(tray: OutTray, schedule: Schedule, files: SiteFiles, lang: str) -> str:
    """What is made, by its name, with its values as they would be read now."""
    try:
        if schedule.agenda:
            return say("tray_agenda", lang, name=agenda_of(tray.own, schedule.agenda).title)
        saved = report_of(files.catalogue, schedule)
        parts, today = [saved.header.title.get(lang)], tray.now().date()
        for name, value in schedule.given.items():
            parameter = saved.header.parameters.get(name)
            meant = meaning(name, parameter, value, today) if parameter is not None else None
            if parameter is not None and meant is not None:
                label = parameter.label.get(lang)
                parts.append(say("named", lang, name=label, value=meant.get(lang)))
        return " · ".join(parts)
    except GraphError:
        return schedule.report or schedule.agenda or ""


class _Page:
    def __init__(self, tray: OutTray, files: SiteFiles, lang: str) -> None:
        self._tray, self._files, self._lang = tray, files, lang
        self._now = tray.now()

    def schedule(self, file: ScheduleFile) -> Context:
        """One schedule whose file is there."""
        record, lang = self._tray.records.get(file.name), self._lang
        shown = {**self._made(file.name, record, file), "name": file.name, "path": file.path}
        wrong = faults(file, self._files.catalogue, self._tray.own, self._now.date())
        shown["faults"] = [either(one, lang) for one in wrong]
        if file.schedule is None:
            return {**shown, "title": file.name}
        one, paused = file.schedule, record.paused if record else None
        return {
            **shown, "title": one.title, "sound": not wrong, "is_paused": paused is not None,
            "about": [
                what_words(self._tray, one, self._files, lang), when_words(one.when, lang),
                word("audience", one.audience, lang),
                " ".join(format.upper() for format in one.formats),
                *([say("tray_robot", lang, name=one.message.robot)] if one.message else []),
            ],
            "next": say("tray_paused", lang, by=paused.by, at=moment(paused.at, lang))
            if paused else self._next(one, record),
        }  # fmt: skip

    def gone(self, name: str) -> Context:
        """What was made by a schedule whose file is gone."""
        made = self._made(name, self._tray.records.get(name), None)
        newest = made["runs"][0]["title"] if made["runs"] else name
        note = say("tray_gone_schedule", self._lang)
        return {**made, "name": name, "title": newest, "next": note, "faults": []}

    def _next(self, schedule: Schedule, record: ScheduleRecord | None) -> str:
        lang, meeting = self._lang, meeting_day(self._tray.own, schedule)
        if schedule.when.before is not None and meeting is None:
            return say("tray_next_no_day", lang)
        at = upcoming(schedule, record, meeting, self._now)
        return say("tray_next", lang, at=moment(at, lang)) if at else say("tray_next_none", lang)

    def _made(self, name: str, record: ScheduleRecord | None, file: ScheduleFile | None) -> Context:
        tells = file is not None and file.schedule is not None and file.schedule.message is not None
        states = record.runs if record else {}
        runs = [self._run(one, states.get(one.name), tells) for one in self._tray.runs.of(name)]
        return {
            "runs": runs[:_SHOWN], "earlier": runs[_SHOWN:],
            "more": say("tray_more", self._lang, n=len(runs) - _SHOWN),
            "withheld": list(self._withheld(states)),
        }  # fmt: skip

    def _withheld(self, states: dict[str, RunState]) -> Iterator[Context]:
        for name, run in sorted(states.items(), reverse=True):
            if run.state != "withheld" or run.why is None or run.due is None:
                continue
            open_now = self._now - run.due <= TRIED_FOR
            yield {
                "title": say("tray_withheld", self._lang, day=name), "why": run.why.get(self._lang),
                "again": say("tray_again" if open_now else "tray_given_up", self._lang),
            }  # fmt: skip

    def _run(self, run: Run, state: RunState | None, tells: bool) -> Context:
        lang, altered = self._lang, self._tray.runs.altered(run)
        base = f"outtray/{quote(run.schedule)}/{quote(run.name)}"
        by_hand = run.by != BY_CALENDAR.name
        message = state.message if state else None
        comma = "、" if lang == "zh" else ", "
        facts = [
            say("tray_run_at", lang, at=moment(run.at, lang)),
            say("tray_by_hand", lang, by=run.by) if by_hand else say("tray_by_calendar", lang),
            say("as_of", lang, day=format_day(run.day, lang)),
            say("tray_checks", lang, n=run.checks) if run.checks else say("tray_no_checks", lang),
        ]
        if run.left_out:
            facts.append(say("tray_left_out", lang, n=run.left_out))
        return {
            "name": run.name, "title": run.title, "late": run.late, "synthetic": run.synthetic,
            "due": say("tray_due", lang, at=moment(run.due, lang)) if run.due else "",
            "facts": facts, "sentences": run.sentences, "stop": stop_of(run.lang),
            "counts": [(one.title.get(lang), count_words(one, lang)) for one in run.counts],
            "files": [
                (file, f"{base}/{quote(file)}?lang={lang}", _size(one.bytes), one.sha256)
                for file, one in run.files.items() if file != SUMS
            ],
            "sums": f"{base}/{SUMS}?lang={lang}",
            "altered": say("tray_altered", lang, names=comma.join(altered)) if altered else "",
            "message": message_words(message, lang),
            "told": message is not None and message.state == "sent",
            "tells": tells and (message is None or message.state not in ("waiting", "sending")),
        }  # fmt: skip


def _size(bytes: int) -> str:
    return f"{bytes / 1024:,.0f} kB" if bytes < 1024 * 1024 else f"{bytes / 1024 / 1024:,.1f} MB"
