"""What every kind of thing and every relationship in the model is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

SHANGHAI = timezone(timedelta(hours=8))
FAR_DAY = date(9999, 12, 31)
FAR_TIME = datetime(9999, 12, 31, tzinfo=SHANGHAI)

ON_THE_DAY = "on the day"
"""Stands in ``Row.ending`` for the day on which a record ends."""

Provenance = Literal["article", "entered", "derived", "synthetic"]
PROVENANCES: tuple[str, ...] = get_args(Provenance)


@dataclass(frozen=True)
class About:
    """What a person reads of a field, and what the graph does with it.

    ``unit`` is a short unit name (``day``, ``fen``, ``m2``, ``minute`` ...); ``indexed`` asks for a
    range index; ``searched`` puts the value into the stored search text; ``ahead`` says that a day
    may still lie ahead, as one that something is due on may; ``unique`` asks for a constraint: no two
    of a kind have the same value.
    """

    zh: str
    en: str
    unit: str | None = None
    indexed: bool = False
    searched: bool = False
    ahead: bool = False
    unique: bool = False


def _at_shanghai(value: object) -> object:
    """A time without an offset is on the town's own clock; a bare day is its first instant.

    One with another offset is the same moment on that clock, so that its day is the town's day.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip().replace("/", "-"))
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        return value.replace(tzinfo=SHANGHAI)
    try:
        return value.astimezone(SHANGHAI)
    except OverflowError:
        raise ValueError("out of range") from None


def _day(value: object) -> object:
    """A spreadsheet stores a day as a time at midnight."""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date()
    if isinstance(value, str):
        return value.strip().replace("/", "-")
    return value


FIRST_DAY = date(1949, 1, 1)
"""Nothing that the town records is older: an earlier year is a slip of the pen."""

Day = Annotated[date, BeforeValidator(_day), Field(ge=FIRST_DAY)]
Time = Annotated[
    datetime, BeforeValidator(_at_shanghai), Field(ge=datetime(1949, 1, 1, tzinfo=SHANGHAI))
]
Fen = Annotated[int, Field(ge=0, le=10**13)]
Count = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(min_length=1, max_length=500)]


Ending = Mapping[str, object]
"""Field to the value that it has once a record has ended; see ``Row.ending``."""


class Row(BaseModel):
    """One row as it comes from a workbook, a CSV file or Python: nothing unknown is taken."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True
    )
    zh: ClassVar[str]
    en: ClassVar[str]
    ending: ClassVar[Ending | None] = None
    """What ends a record on a day: field to value, ``ON_THE_DAY`` for the day itself.

    Where it is empty, a node ends by its dated relationships; None: it cannot end.
    """

    provenance: Annotated[Provenance, About("数据性质", "Provenance")] = "entered"


class Node(Row):
    """A kind of thing: its label is the class's name, its key is ``id``."""

    prefix: ClassVar[str]
    also: ClassVar[dict[str, str]] = {}
    """Value of ``kind`` to the further label that it brings."""
    about_person: ClassVar[bool] = False
    """Whether a record of it is about a person: each reading of one is logged."""

    id: Annotated[str, About("编号", "Id", searched=True)]


class Located(Node):
    """A thing that has a place. Stored as a WGS-84 point with the datum it came in."""

    longitude: Annotated[float | None, Field(ge=73, le=136), About("经度", "Longitude")] = None
    latitude: Annotated[float | None, Field(ge=3, le=54), About("纬度", "Latitude")] = None
    datum: Annotated[
        Literal["WGS-84", "GCJ-02", "BD-09"], About("坐标系", "Datum of the coordinates")
    ] = "WGS-84"


class Relationship(Row):
    """A relationship between two things named by their ids.

    ``type`` is the relationship's type, ``starts`` and ``ends`` the labels allowed at each end,
    ``keys`` what beside type and ends tells two relationships apart. ``most_from_start`` says how
    many of its kind a start may have, ``most_to_end`` how many an end; of dated ones at a time.
    """

    type: ClassVar[str]
    starts: ClassVar[tuple[str, ...]]
    ends: ClassVar[tuple[str, ...]]
    keys: ClassVar[tuple[str, ...]] = ()
    most_from_start: ClassVar[Literal[1] | None] = None
    most_to_end: ClassVar[Literal[1] | None] = None

    start: Annotated[str, About("起点编号", "Start id")]
    end: Annotated[str, About("终点编号", "End id")]


class DatedRelationship(Relationship):
    """A relationship that holds from a day (which counts) to a day (which does not).

    Between the same two ends there is one of a kind at a time.
    """

    keys: ClassVar[tuple[str, ...]] = ("from",)
    ending: ClassVar[Ending] = {"to": ON_THE_DAY}

    from_: Annotated[Day, Field(alias="from"), About("自", "From", indexed=True)]
    to: Annotated[Day, About("至", "To", indexed=True)] = FAR_DAY
