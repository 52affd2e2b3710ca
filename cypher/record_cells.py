"""Cells that hold a record's properties, put into the words of its kind."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from cypher.format import format_value
from cypher.header import Header, Words
from cypher.record_values import RecordValues
from cypher.words import word, word_of
from graph.model import FAR_DAY, NODES, RELATIONSHIPS, Row, about_fields
from graph.model.town import Town

Rows = list[tuple[object, ...]]
_LANGS = ("zh", "en")
_ASIDE = frozenset({"provenance", "searchText"})
"""What is said only where nothing else is."""
_COORDINATES = ("longitude", "latitude")
_LAST = FAR_DAY.year
_DAYS: Mapping[type, type[date] | type[time]] = {datetime: datetime, date: date, time: time}


def put_records_in_words(header: Header, names: Sequence[str], rows: Rows, town: Town) -> Rows:
    """Rows in which the columns with ``record`` hold RecordValues.

    Such a cell holds a mapping, or the same as JSON; what is neither stays as it is.
    """
    places = [
        (at, names.index(column.record))
        for at, name in enumerate(names)
        if (column := header.columns.get(name)) and column.record and column.record in names
    ]
    if not places:
        return rows
    found = []
    for row in rows:
        cells = list(row)
        for at, kind in places:
            values = _mapping(cells[at])
            if values is not None:
                cells[at] = RecordValues(values, record_in_words(str(row[kind]), values, town))
        found.append(tuple(cells))
    return found


def record_in_words(kind: str, values: Mapping[str, object], town: Town) -> Words:
    """Properties as a person reads them: 自：2024年1月1日；至：2025年3月1日.

    ``kind`` is a label or a type of relationship. What the model does not know is left out.
    """
    classes = _classes(kind)
    named = [
        (field, value, found)
        for field, value in _with_places(values).items()
        if (found := next((one for one in classes if field in about_fields(one)), None))
    ]
    shown = [one for one in named if not _is_aside(*one[:2])] or named
    zh, en = (
        separator.join(_said(found, field, value, town, lang) for field, value, found in shown)
        for lang, separator in zip(_LANGS, ("；", "; "), strict=True)
    )
    return Words(zh=zh or "—", en=en or "—")


def record_pairs(
    kind: str, values: Mapping[str, object], town: Town, lang: str
) -> list[tuple[str, str, str]]:
    """Name, label and value in words of each property of a record that the model knows, without
    those that nobody chose, in the model's order."""
    found = []
    for known in _classes(kind):
        for field, about in about_fields(known).items():
            value = values.get(field)
            if value is not None and not _is_aside(field, value):
                label = about.zh if lang == "zh" else about.en
                found.append((field, label, _value(known, field, value, town, lang)))
    return found


def _is_aside(field: str, value: object) -> bool:
    """Whether a field need not be said beside others: nobody chose its value."""
    never = isinstance(value, date) and value.year == _LAST
    return field in _ASIDE or never or (isinstance(value, str) and value.startswith(f"{_LAST}-"))


def _mapping(cell: object) -> Mapping[str, object] | None:
    if isinstance(cell, str):
        try:
            cell = json.loads(cell)
        except ValueError:
            return None
    return cell if isinstance(cell, Mapping) else None


def _classes(kind: str) -> list[type[Row]]:
    """The classes of the model of a label, or of a type of relationship, which may be several."""
    if kind in NODES:
        return [NODES[kind]]
    return [one for one in RELATIONSHIPS.values() if one.type == kind]


def _with_places(values: Mapping[str, object]) -> dict[str, object]:
    """The same with a place as its two coordinates."""
    if "location" not in values:
        return dict(values)
    place = values["location"]
    where = place if isinstance(place, Mapping) else dict.fromkeys(_COORDINATES)
    return {name: value for name, value in values.items() if name != "location"} | {**where}


def _said(kind: type[Row], field: str, value: object, town: Town, lang: str) -> str:
    about = about_fields(kind)[field]
    label = about.zh if lang == "zh" else about.en
    return f"{label}{'：' if lang == 'zh' else ': '}{_value(kind, field, value, town, lang)}"


def _value(kind: type[Row], field: str, value: object, town: Town, lang: str) -> str:
    if isinstance(value, list):
        texts = [_value(kind, field, one, town, lang) for one in value]
        return ("、" if lang == "zh" else ", ").join(texts)
    if isinstance(value, str):
        value = _typed(kind, field, value)
    if isinstance(value, str):
        of_town = town.codes_of(kind.__name__, field).get(value)
        return of_town.get(lang) if of_town else word_of(kind.__name__, field, value, lang)
    if isinstance(value, date) and value.year == _LAST:
        return word("moment", "far", lang)
    return format_value(value, lang, "fen" if about_fields(kind)[field].unit == "fen" else None)


def _typed(kind: type[Row], field: str, text: str) -> object:
    """A day or a time that JSON holds as its text; any other text as it is."""
    from graph.load.table.fields import (
        fields_of,
    )  # reads many modules that a list of reports needs not

    base = _DAYS.get(fields_of(kind)[field].base)
    try:
        return base.fromisoformat(text) if base else text
    except ValueError:
        return text
