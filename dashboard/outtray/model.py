"""What a schedule's file may say: what is made, for whom, on which days, whom a message tells."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from cypher.header import Audience
from dashboard.agenda.model import NAME, Value, as_text
from graph.text import printable

Format = Literal["xlsx", "csv", "docx", "pdf"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
ROBOT = r"^[a-z0-9][a-z0-9_-]{0,40}$"
MOST_DAYS_BEFORE = 60
_IN_CHINESE = {
    f"{before}{day}": WEEKDAYS[at]
    for before in ("周", "星期", "礼拜")
    for at, days in enumerate(("一", "二", "三", "四", "五", "六", "日天"))
    for day in days
}


def _as_time(value: object) -> object:
    """YAML reads 18:30 without quotes as a number to the base of 60."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value // 60:02}:{value % 60:02}" if value >= 60 else str(value)
    return value


def _as_weekday(value: object) -> object:
    return _IN_CHINESE.get(value, value.lower()) if isinstance(value, str) else value


def _as_day_of_month(value: object) -> object:
    return 31 if value in ("last", "月末") else value


def _as_day_of_year(value: object) -> object:
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", value)):
        return f"{int(found[1]):02}-{int(found[2]):02}"
    return value


AgendaName = Annotated[str, BeforeValidator(as_text), Field(pattern=NAME)]
"""The name of an agenda's file, which may be a day without quotes."""
Text = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(printable)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """On which days, by the calendar at +08:00: exactly one of the four. ``at`` is the time of day.

    ``monthly`` is a day of the month and ``yearly`` one of the year (``MM-DD``), the last one of a
    month that has no such day; ``before`` is how many days before the meeting of the agenda.
    """

    weekly: Annotated[Weekday | None, BeforeValidator(_as_weekday)] = None
    monthly: Annotated[int | None, BeforeValidator(_as_day_of_month), Field(ge=1, le=31)] = None
    yearly: Annotated[
        str | None,
        BeforeValidator(_as_day_of_year),
        Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
    ] = None
    before: int | None = Field(None, ge=0, le=MOST_DAYS_BEFORE)
    at: Annotated[str, BeforeValidator(_as_time), Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = (
        "08:00"
    )

    @property
    def kinds(self) -> list[str]:
        """Which of the four are given."""
        four = ("weekly", "monthly", "yearly", "before")
        return [one for one in four if getattr(self, one) is not None]


class Message(_Strict):
    """A message to the robot whose key lies in the home's file ``robots/NAME.key``."""

    robot: str = Field(pattern=ROBOT)


class Schedule(_Strict):
    """One schedule. ``report`` or ``agenda`` says what is made; ``with`` holds the report's values,
    days and periods relative to the day on which it is due.

    ``meeting`` names the agenda before whose day a report is made. ``sentences``:
    names of sentences of finding, which the page shows and the group is told. ``checks``: those of
    the data that must hold, by id or folder; without it all of them.
    """

    title: Text
    report: Annotated[Value, Field(max_length=200)] = ""
    agenda: AgendaName | None = None
    meeting: AgendaName | None = None
    given: dict[Annotated[str, Field(max_length=60)], Value] = Field(
        {}, alias="with", max_length=30
    )
    audience: Audience = "committee"
    when: When
    files: tuple[Format, ...] = Field((), max_length=4)
    lang: Literal["zh", "en"] = "zh"
    sentences: tuple[Annotated[str, Field(max_length=60)], ...] = Field((), max_length=5)
    checks: tuple[str, ...] | None = None
    message: Message | None = None

    @property
    def formats(self) -> tuple[Format, ...]:
        """The files that are made, each once: an agenda's handout where none is named, or a workbook."""
        return tuple(dict.fromkeys(self.files)) or (("pdf",) if self.agenda else ("xlsx",))

    @property
    def before_meeting_of(self) -> str | None:
        """The agenda before whose day it is due."""
        return self.meeting or self.agenda
