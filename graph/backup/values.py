"""Property values of the graph as JSON, and back, with nothing of them lost.

Texts, truth values, whole numbers and numbers are themselves, and so are lists of them. Any other
value is an object of one key, its type, or "<type> list" for a list of such values:

    date, localdatetime, localtime, time   ISO text, in any year, to the nanosecond
    datetime                               [seconds since 1970, nanoseconds, zone or offset]
    duration                               [months, days, seconds, nanoseconds]
    point                                  [number of the coordinate system, x, y, perhaps z]
    bytes                                  Base64
    float                                  "nan", "inf", "-inf" (in a list also numbers)

The server itself writes and reads the first five (``READ_PROPERTIES``, ``TYPED``): the driver would
cut the seconds off an offset, and has no type for a year beyond 9999.
"""

import math
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from neo4j.spatial import CartesianPoint, Point, WGS84Point
from neo4j.time import Duration

Json = Any
"""What ``json.loads`` gives."""

_MOMENT = "[{0}.epochSeconds, {0}.nanosecond, {0}.timezone]"
_SERVER = {
    "date": ("DATE", "toString({0})", "date({0})"),
    "localdatetime": ("LOCAL DATETIME", "toString({0})", "localdatetime({0})"),
    "localtime": ("LOCAL TIME", "toString({0})", "localtime({0})"),
    "time": ("ZONED TIME", "toString({0})", "time({0})"),
    "datetime": (
        "ZONED DATETIME",
        _MOMENT,
        "datetime({{datetime: datetime({{epochSeconds: {0}[0], nanosecond: {0}[1]}}), "
        "timezone: {0}[2]}})",
    ),
}
"""Type to Cypher's name of it, its JSON and, from its JSON, the value."""


def read_properties(entity: str) -> str:
    """Cypher for the list of ``[key, value]`` of a node or relationship, typed values as objects."""
    value = f"{entity}[k]"
    whens = [f"WHEN {value} IS :: STRING | BOOLEAN | INTEGER | FLOAT | LIST<NOTHING> THEN {value}"]
    for tag, (type, json, _) in _SERVER.items():
        whens.append(f"WHEN {value} IS :: {type} THEN {{`{tag}`: {json.format(value)}}}")
        items = f"[x IN {value} | {json.format('x')}]"
        whens.append(f"WHEN {value} IS :: LIST<{type}> THEN {{`{tag} list`: {items}}}")
    return f"[k IN keys({entity}) | [k, CASE {' '.join(whens)} ELSE {value} END]]"


def _typed() -> str:
    whens = []
    for tag, (_, _, make) in _SERVER.items():
        whens.append(f"WHEN '{tag}' THEN {make.format('t[2]')}")
        whens.append(f"WHEN '{tag} list' THEN [x IN t[2] | {make.format('x')}]")
    return f"CASE t[1] {' '.join(whens)} END"


TYPED = _typed()
"""Cypher for the value of a ``t`` = [key, type, JSON] of a type that the server reads."""

_ISO_DAY = r"[+-]?\d{4,9}-\d\d-\d\d"
_ISO_TIME = r"\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
_OFFSET = r"(Z|[+-]\d\d:\d\d)"
_TEXTS = {
    "date": re.compile(_ISO_DAY),
    "localdatetime": re.compile(f"{_ISO_DAY}T{_ISO_TIME}"),
    "localtime": re.compile(_ISO_TIME),
    "time": re.compile(_ISO_TIME + _OFFSET),
}
_ZONE = re.compile(rf"{_OFFSET}|[A-Za-z][A-Za-z0-9_+/-]*")
_SPECIAL = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_SYSTEMS = {4326: (WGS84Point, 2), 4979: (WGS84Point, 3), 7203: (CartesianPoint, 2)}
_SYSTEMS |= {9157: (CartesianPoint, 3)}
_KINDS: tuple[tuple[type, str], ...] = (
    (bytes, "bytes"),
    (bytearray, "bytes"),
    (Point, "point"),
    (Duration, "duration"),
)
_INT64 = range(-(2**63), 2**63)


class NotAValue(ValueError):
    """What is no property value, or none that can be kept."""


def to_json(value: object) -> Json:
    """The JSON of a value as ``read_properties`` gives it. Raises NotAValue."""
    if isinstance(value, list):
        tags = {_tag(item) for item in value}
        tag = next(iter(tags - {"", "number"}), "")
        if not tag:
            return value
        return {f"{tag} list": [_plain(item) for item in value]}
    if isinstance(value, dict):
        (typed,) = value.items()
        _check(*typed)
        return value
    tag = _tag(value)
    return {tag: _plain(value)} if tag not in ("", "number") else value


def _tag(value: object) -> str:
    """The type that an object of JSON says of a value of the driver; nothing where it says none."""
    if isinstance(value, float):
        return "number" if math.isfinite(value) else "float"
    if isinstance(value, str | bool | int):
        return ""
    for kind, tag in _KINDS:
        if isinstance(value, kind):
            return tag
    raise NotAValue(type(value).__name__)


def _plain(value: object) -> Json:
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode("ascii")
    if isinstance(value, Point):
        return [value.srid, *map(_plain, value)]
    if isinstance(value, Duration):
        return list(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def from_json(value: Json) -> tuple[str, object]:
    """The value of a JSON: the type for the server to read it as and its JSON, or "" and the value.

    Raises NotAValue.
    """
    if isinstance(value, dict):
        if len(value) != 1:
            raise NotAValue("an object that names no type")
        ((tag, item),) = value.items()
        return _check(tag, item)
    if isinstance(value, list):
        kinds = {type(item) for item in value}
        if len(kinds) > 1 or not kinds <= {str, bool, int, float}:
            raise NotAValue("a list of mixed values")
        return "", [_scalar(item) for item in value]
    return "", _scalar(value)


def _scalar(value: Json) -> object:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int) and value in _INT64:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise NotAValue("neither text nor number")


def _check(tag: str, item: Json) -> tuple[str, object]:
    name = tag.removesuffix(" list")
    make = _MAKERS.get(name)
    if make is None:
        raise NotAValue(f"a value of the type {tag[:40]!r}")
    try:
        if name == tag:
            made: object = make(item)
        elif isinstance(item, list):
            made = [make(one) for one in item]
        else:
            raise NotAValue(f"no {tag}")
    except (TypeError, ValueError, OverflowError) as error:
        raise NotAValue(f"no {tag}") from error
    return (tag, item) if name in _SERVER else ("", made)


def _text(tag: str) -> Callable[[Json], object]:
    def check(value: Json) -> object:
        if not _TEXTS[tag].fullmatch(value):
            raise NotAValue(f"no {tag}")
        return value

    return check


def _moment(value: Json) -> object:
    seconds, nanoseconds, zone = value
    if seconds not in _INT64 or nanoseconds not in range(10**9) or not _ZONE.fullmatch(zone):
        raise NotAValue("no datetime")
    return value


def _duration(value: Json) -> object:
    months, days, seconds, nanoseconds = value
    if any(type(part) is not int for part in value):
        raise NotAValue("no duration")
    return Duration(months=months, days=days, seconds=seconds, nanoseconds=nanoseconds)


def _point(value: Json) -> object:
    srid, *place = value
    make, dimensions = _SYSTEMS.get(srid, (None, 0))
    if make is None or len(place) != dimensions:
        raise NotAValue("no point")
    return make(tuple(map(_number, place)))


def _number(value: Json) -> float:
    if isinstance(value, str):
        if value not in _SPECIAL:
            raise NotAValue("no number")
        return _SPECIAL[value]
    if type(value) is not float:
        raise NotAValue("no number")
    return value


_MAKERS: dict[str, Callable[[Json], object]] = {
    **{tag: _text(tag) for tag in _TEXTS},
    "datetime": _moment,
    "duration": _duration,
    "point": _point,
    "bytes": lambda value: b64decode(value, validate=True),
    "float": _number,
}
