"""A checked row as the properties that it has in the graph."""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import cache, lru_cache

from pypinyin import lazy_pinyin

from graph.load.record import Properties
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.reading import Table
from graph.load.write.coordinates import to_wgs84
from graph.model import FAR_TIME, SHANGHAI, Located, Relationship, Row, about_fields
from graph.text import printable

_CHINESE = re.compile("[一-鿿]+")
_POINT = frozenset({"longitude", "latitude"})
_PLACE = _POINT | {"datum"}


def stated_fields(table: Table, row: Row, blanks_clear: bool) -> Collection[str]:
    """The attributes that a row speaks of: its cells, and where they clear its blank ones too.

    A row from Python also speaks of what it gives as None. What a row holds beside its columns is for
    a new record only.
    """
    given = row.model_fields_set
    if table.headers is None:
        return given
    if blanks_clear:
        return given | _columns(table)
    values, columns = row.__dict__, _columns(table)
    return [name for name in given if values[name] is not None and name in columns]


def _columns(table: Table) -> set[str]:
    fields = fields_of(KINDS[table.kind])
    return {fields[name].attribute for name in table.headers or () if name in fields}


def properties_of(row: Row, stated: Collection[str]) -> tuple[Properties, Properties]:
    """What the row states, with None for what it clears, and what else holds of a new record."""
    said: Properties = {}
    fresh: Properties = {}
    values = row.__dict__
    for attribute, name, convert in _stored(type(row)):
        value = values[attribute]
        if convert is not None and value is not None:
            value = convert(value)
        if attribute in stated:
            said[name] = value
        elif value is not None:
            fresh[name] = value
    if isinstance(row, Located) and not _POINT.isdisjoint(stated):
        said["location"], said["sourceDatum"] = _place(row)
    return said, fresh


def _place(row: Located) -> tuple[object, object]:
    if row.longitude is None or row.latitude is None:
        return None, None
    longitude, latitude = to_wgs84(row.longitude, row.latitude, row.datum)
    return {"longitude": longitude, "latitude": latitude}, row.datum


@cache
def _stored(kind: type[Row]) -> tuple[tuple[str, str, Callable[[object], object] | None], ...]:
    """Attribute, name in the graph and conversion of each field that is stored as a property."""
    ends = {"start", "end"} if issubclass(kind, Relationship) else {"id"}
    skipped = ends | (_PLACE if issubclass(kind, Located) else set())
    return tuple(
        (field.attribute, name, _CONVERSIONS.get(field.base))
        for name, field in fields_of(kind).items()
        if name not in skipped
    )


def _at_shanghai(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is not SHANGHAI:
        return FAR_TIME if value.year == FAR_TIME.year else value.astimezone(SHANGHAI)
    return value


def _shown(value: object) -> object:
    """A text as it is read back."""
    return printable(value) if isinstance(value, str) else value


_CONVERSIONS: dict[type, Callable[[object], object]] = {datetime: _at_shanghai, str: _shown}


@cache
def _searched(kind: type[Row]) -> tuple[str, ...]:
    names = [name for name, about in about_fields(kind).items() if about.searched]
    return tuple(names) if len(names) > 1 else ()


def search_text(kind: type[Row], id: str, properties: Properties) -> str | None:
    """What full-text search finds a node by; None for a kind that has only its id to search by."""
    names = _searched(kind)
    if not names:
        return None
    whole = {**properties, "id": id}
    return _with_pinyin(str(whole[name]) for name in names if whole.get(name) is not None)


def _with_pinyin(parts: Iterable[str]) -> str:
    """The words, their pinyin, and the pinyin's initials."""
    words = " ".join(parts)
    chinese = "".join(_CHINESE.findall(words))
    return f"{words} {_pinyin(chinese)}" if chinese else words


@lru_cache(maxsize=4096)
def _pinyin(chinese: str) -> str:
    """The syllables together and apart, and their initials: ``heqing he qing hq``."""
    syllables = lazy_pinyin(chinese)
    initials = "".join(syllable[0] for syllable in syllables)
    return f"{''.join(syllables)} {' '.join(syllables)} {initials}"
