"""Whether what a schedule asks for can be had: its report, values, audience, agenda, checks."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cypher.errors import BrokenFile, UnknownReport
from cypher.file.parse import SavedStatement
from cypher.library.catalogue import Catalogue
from cypher.reader import OPEN_TO
from cypher.run.audience import refuse_others
from cypher.values.parameters import parsed
from cypher.values.reckoned import reckoned
from dashboard.agenda.model import Agenda
from dashboard.agenda.store import FOLDER as AGENDAS
from dashboard.agenda.store import read_file as read_agenda
from dashboard.outtray.model import Schedule
from dashboard.outtray.store import ScheduleFile
from dashboard.sentences import load_sentences
from graph.errors import GraphError

_REPORTS = "reports/"


def report_of(catalogue: Catalogue, schedule: Schedule) -> SavedStatement:
    """The report of a schedule, written with or without ``reports/``. Raises UnknownReport, BrokenFile."""
    return catalogue.find(_REPORTS + schedule.report.removeprefix(_REPORTS))


def agenda_of(own: Path, name: str) -> Agenda:
    """An agenda of the home. Raises UnknownReport, BrokenFile."""
    file = own / AGENDAS / f"{name}.yaml"
    if not file.is_file():
        raise UnknownReport(f"没有议程“{name}”。", f"There is no agenda {name!r}.")
    found = read_agenda(file)
    if found.agenda is None:
        assert found.wrong is not None
        raise found.wrong
    return found.agenda


def meeting_day(own: Path, schedule: Schedule) -> date | None:
    """The day of the meeting before which a schedule is due, where there is one."""
    name = schedule.before_meeting_of
    if schedule.when.before is None or name is None:
        return None
    try:
        return agenda_of(own, name).day
    except GraphError:
        return None


def values_on(saved: SavedStatement, given: Mapping[str, str], day: date) -> dict[str, object]:
    """The values of a report on a day: words such as last_month mean what they mean then, and the
    report's day is that day where none is given. Raises BadValue."""
    declared, values = saved.header.parameters, dict[str, object](given)
    if "as_of" in declared and "as_of" not in given:
        values["as_of"] = day
    return reckoned(declared, values, day)


def faults(file: ScheduleFile, catalogue: Catalogue, own: Path, today: date) -> list[BrokenFile]:
    """What keeps a schedule from being made, each with its line; nothing where all is well."""
    if file.schedule is None:
        wrong = file.wrong
        return [wrong] if isinstance(wrong, BrokenFile) else [file.fault((), *_both(wrong))]
    schedule = file.schedule
    return [
        *_of_form(file, schedule),
        *_of_report(file, schedule, catalogue, today),
        *_of_agenda(file, schedule, own),
        *_of_checks(file, schedule, catalogue),
        *_of_sentences(file, schedule, catalogue, own),
    ]


def _of_form(file: ScheduleFile, schedule: Schedule) -> Iterator[BrokenFile]:
    if bool(schedule.report) == bool(schedule.agenda):
        yield file.fault(
            ("agenda",) if schedule.agenda else (), "report 和 agenda 要写一个，也只写一个。",
            "it needs a report or an agenda, and not both.",
        )  # fmt: skip
    kinds = schedule.when.kinds
    if len(kinds) != 1:
        yield file.fault(
            ("when",), "when 里 weekly、monthly、yearly、before 要写一个，也只写一个。",
            "when needs one of weekly, monthly, yearly, before, and no more.",
        )  # fmt: skip
    if kinds == ["before"] and schedule.before_meeting_of is None:
        yield file.fault(
            ("when", "before"), "before 要有开会的议程：写 agenda 或 meeting。",
            "before needs the agenda of a meeting: say agenda or meeting.",
        )  # fmt: skip
    if schedule.agenda and schedule.given.keys() - {"as_of"}:
        yield file.fault(
            ("with",), "议程的 with 只能写 as_of；每一项的参数写在议程里。",
            "with an agenda only as_of can be given; each item has its values in the agenda.",
        )  # fmt: skip


def _of_report(
    file: ScheduleFile, schedule: Schedule, catalogue: Catalogue, today: date
) -> Iterator[BrokenFile]:
    if not schedule.report:
        return
    try:
        saved = report_of(catalogue, schedule)
        approval = catalogue.approval(saved)
        refuse_others(saved, schedule.audience)
    except GraphError as error:
        key = "report" if isinstance(error, UnknownReport | BrokenFile) else "audience"
        yield file.fault((key,) if _says(file, key) else ("report",), error.zh, error.en)
        return
    if saved.header.privacy.personal:
        yield file.fault(
            ("report",), "涉及个人的报表不能放进发件箱。",
            "a report about persons cannot be in the out-tray.",
        )  # fmt: skip
    if saved.source == "own" and not approval.holds:
        yield file.fault(
            ("report",), "这张报表还没有批准。", "this report is not approved."
        )  # fmt: skip
    declared = saved.header.parameters
    for name in schedule.given.keys() - declared.keys():
        yield file.fault(
            ("with", name), f"{saved.id} 没有参数 {name}。", f"{saved.id} has no parameter {name}."
        )
    for name, parameter in declared.items():
        value = schedule.given.get(name, parameter.default)
        if name == "as_of" and name not in schedule.given:
            continue
        try:
            parsed(name, parameter, value, today)
        except GraphError as error:
            yield file.fault(("with", name), error.zh, error.en)


def _of_agenda(file: ScheduleFile, schedule: Schedule, own: Path) -> Iterator[BrokenFile]:
    named = {"agenda": schedule.agenda, "meeting": schedule.meeting}
    for key, name in named.items():
        if name is None:
            continue
        try:
            agenda = agenda_of(own, name)
        except GraphError as error:
            yield file.fault((key,), error.zh, error.en)
            continue
        if (
            schedule.before_meeting_of == name
            and schedule.when.before is not None
            and not agenda.day
        ):
            yield file.fault(
                (key,), f"议程“{name}”没有写开会的日期。", f"the agenda {name!r} has no day."
            )
        if key == "agenda" and agenda.audience not in OPEN_TO[schedule.audience]:
            yield file.fault(
                ("audience",),
                "这份议程不对这些读者开放。",
                "the agenda is not open to these readers.",
            )


def _of_checks(
    file: ScheduleFile, schedule: Schedule, catalogue: Catalogue
) -> Iterator[BrokenFile]:
    known = [one.id for one in catalogue.of("checks")]
    for at, name in enumerate(schedule.checks or ()):
        if not any(is_check(id, name) for id in known):
            yield file.fault(("checks", at), f"没有检查 {name}。", f"there is no check {name}.")


def _of_sentences(
    file: ScheduleFile, schedule: Schedule, catalogue: Catalogue, own: Path
) -> Iterator[BrokenFile]:
    """Names that no sentence has, and sentences that ask reports about persons."""
    if not schedule.sentences:
        return
    known = load_sentences(catalogue, own)
    for at, name in enumerate(schedule.sentences):
        try:
            asked = [catalogue.find(report) for report in known.find(name).reports]
        except GraphError as error:
            yield file.fault(("sentences", at), error.zh, error.en)
            continue
        if any(one.header.privacy.personal for one in asked):
            yield file.fault(
                ("sentences", at), f"句子 {name} 涉及个人，不能放进发件箱。",
                f"the sentence {name} is about persons and cannot be in the out-tray.",
            )  # fmt: skip


def is_check(id: str, named: str) -> bool:
    """Whether a check is meant by what a schedule names: an id or a folder, with or without ``checks/``."""
    bare = "checks/" + named.removeprefix("checks/").rstrip("/")
    return id == bare or id.startswith(f"{bare}/")


def _says(file: ScheduleFile, key: str) -> bool:
    value = file.written.value if file.written else None
    return isinstance(value, dict) and key in value


def _both(wrong: GraphError | None) -> tuple[str, str]:
    return (wrong.zh, wrong.en) if wrong else ("读不懂。", "it cannot be read.")
