"""Driver values to plain Python values, and back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from neo4j import Record
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Time
from neo4j.time import Duration as Neo4jDuration

from graph.model.base import SHANGHAI
from graph.text import printable

_PLAIN = (int, float, bool, bytes, type(None))


def plain_row(record: Record) -> tuple[object, ...]:
    """The values of a record as plain ones.

    The driver refuses a whole record for one day that it has no type for; taken as a tuple it is not.
    """
    return tuple(map(plain, tuple.__iter__(record)))


def plain(value: object) -> object:
    """A value of the driver as a plain one, its texts with nothing that cannot be shown.

    Dates and times become Python's (times at +08:00, to the microsecond), outside of the years 1 to
    9999 ISO text, durations ``Duration``,
    points ``{"longitude", "latitude"}`` or ``{"x", "y"}``, nodes ``{"labels", "properties"}``,
    relationships ``{"type", "properties"}``, paths the list of their nodes and relationships.
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Date):
        return value.to_native()
    if isinstance(value, DateTime | Time):
        return _clock(value)
    if isinstance(value, list | tuple) and not isinstance(value, Point | Neo4jDuration):
        return [plain(item) for item in value]
    if isinstance(value, Mapping) and not isinstance(value, Node | Relationship):
        return {printable(key): plain(item) for key, item in value.items()}
    return _special(value)


def _special(value: object) -> object:
    if isinstance(value, Neo4jDuration):
        return Duration(*value)
    if isinstance(value, Point):
        names = ("longitude", "latitude", "height") if value.srid in (4326, 4979) else "xyz"
        return dict(zip(names, value, strict=False))
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": _properties(value)}
    if isinstance(value, Path):
        return [
            plain(part)
            for pair in zip(value.nodes, value.relationships, strict=False)
            for part in pair
        ] + [plain(value.nodes[-1])]
    raw = getattr(value, "raw_data", None)  # what the driver could not make a value of
    return _beyond(raw.tag, raw.fields) if raw is not None else printable(str(value))


class Duration(str):
    """A duration as ISO text, with its parts; two of them compare by ``length``.

    ``length`` is in seconds, a month counting as the twelfth part of 365.2425 days.
    """

    def __new__(cls, months: int, days: int, seconds: int, nanoseconds: int = 0) -> "Duration":
        """From the parts that Neo4j keeps apart, each with its sign."""
        parts = {"months": months, "days": days, "seconds": seconds, "nanoseconds": nanoseconds}
        duration = super().__new__(cls, Neo4jDuration(**parts).iso_format())
        duration.months, duration.days = months, days
        duration.seconds = seconds + nanoseconds / 1e9
        return duration

    months: int
    days: int
    seconds: float

    @property
    def length(self) -> float:
        """By which durations are put in order."""
        return (self.months * 365.2425 / 12 + self.days) * _DAY + self.seconds


_DAY = 86_400
_FOUR_CENTURIES = 146_097
"""Days after which the calendar repeats itself."""


def _clock(value: DateTime | Time) -> datetime | time | str:
    """A time of the day, or a moment at +08:00; what is finer than a microsecond is cut off."""
    native = value.replace(nanosecond=value.nanosecond // 1000 * 1000).to_native()
    if not isinstance(native, datetime) or native.tzinfo is None:
        return native
    try:
        return native.astimezone(SHANGHAI)
    except OverflowError:
        past = native - datetime(1970, 1, 1, tzinfo=UTC)
        return _iso_moment(past // timedelta(seconds=1) + _AHEAD)


_AHEAD = 8 * 3600


def _beyond(tag: bytes, fields: Sequence[object]) -> str:
    """ISO text of a day (``D``) or a moment outside of Python's years, from Bolt's own fields."""
    count = int(str(fields[0]))
    if tag == b"D":
        return _iso_day(count)
    return _iso_moment(count if tag == b"d" else count + _AHEAD)


def _iso_moment(seconds: int) -> str:
    """The moment so many seconds after the beginning of 1970."""
    days, rest = divmod(seconds, _DAY)
    return f"{_iso_day(days)} {timedelta(seconds=rest)!s:0>8}"


def _iso_day(days: int) -> str:
    """The day so many days after the first of 1970, in any year."""
    cycles, rest = divmod(days, _FOUR_CENTURIES)
    day = date(1970, 1, 1) + timedelta(days=rest)
    year = day.year + 400 * cycles
    return f"{'-' if year < 0 else ''}{abs(year):04}-{day.month:02}-{day.day:02}"


def _properties(entity: Node | Relationship) -> dict[str, object]:
    return {printable(key): plain(item) for key, item in sorted(entity.items())}
