"""What a person reads of a change: names instead of ids, headers instead of fields."""

from collections.abc import Iterable, Mapping
from datetime import date

from graph.load.plan.model import Change, FieldChange
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.reading import Table
from graph.model import FAR_DAY, NODES, about_fields
from graph.model.words import word_of

Headers = dict[tuple[str, str], dict[str, str]]
"""The column of each field, by sheet and kind."""
_STAMPS = frozenset({"createdAt", "updatedAt", "importId", "searchText", "rev", "id"})
_ASKED = {"sourceDatum": "datum"}
"""What a kept field is called where it is asked for."""
_PLACE = ("longitude", "latitude")
NAME_FIELDS = {
    label: names[0]
    for label, kind in NODES.items()
    if (names := [n for n, about in about_fields(kind).items() if about.searched and n != "id"])
}
"""The field by which a node is called, by label; a kind without one is called by its id."""


def headers_of(tables: Iterable[Table]) -> Headers:
    """The column of each field, where all rows of a kind on a sheet have it in the same one.

    The steps of a wish are rows of one kind, and each has its time in a column of its own.
    """
    found: Headers = {}
    for table in tables:
        known = found.setdefault((table.sheet, table.kind), {})
        for name, header in (table.headers or {}).items():
            known[name] = header if known.get(name, header) == header else ""
    return {key: {n: text for n, text in known.items() if text} for key, known in found.items()}


def described(record: RecordChange, names: Mapping[str, str], headers: Headers) -> Change:
    """A record's change in words; ``names`` is what people call nodes, by id."""
    return Change(
        record.ref,
        record.sheet,
        record.row,
        record.kind,
        record.name,
        _name(record, names, "zh"),
        record.action,
        tuple(field_changes(record, headers.get((record.sheet, record.kind), {}))),
        record.replaces,
        _name(record, names, "en") if record.kind == "WishEvent" else "",
    )


def field_changes(record: RecordChange, headers: dict[str, str]) -> list[FieldChange]:
    """Each field that changes, with its header in the file or in the model's words.

    Of a record that comes or goes, those that say something.
    """
    before, after = _split(record.before), _split(record.after)
    changed = [n for n in {**before, **after} if before.get(n) != after.get(n)]
    if not before or not after:
        changed = [n for n in changed if n != "provenance" and not _is_open(before | after, n)]
    return [
        FieldChange(
            _ASKED.get(name, name),
            _header(record.kind, name, headers),
            before.get(name),
            after.get(name),
        )
        for name in changed
        if name not in _STAMPS
    ]


def _is_open(properties: Properties, name: str) -> bool:
    """Whether a field says nothing yet: an end that has not come."""
    value = properties[name]
    return value is None or (isinstance(value, date) and value.year == FAR_DAY.year)


def _header(kind: str, name: str, headers: dict[str, str]) -> str:
    name = _ASKED.get(name, name)
    if [*headers.values()].count(
        headers.get(name, "")
    ) == 1:  # else it is of a cell that holds more
        return headers[name]
    fields = fields_of(KINDS[kind])
    return fields[name].header if name in fields else name


def _split(properties: Properties | None) -> Properties:
    """Properties with a place as longitude and latitude."""
    found = dict(properties or {})
    if "location" in found:
        place = found.pop("location")
        found |= place if isinstance(place, dict) else dict.fromkeys(_PLACE)
    return found


def _name(record: RecordChange, names: Mapping[str, str], lang: str) -> str:
    if record.kind == "WishEvent":
        said: Properties = {"toStatus": names.get(record.id, record.id)}
        said |= {**(record.before or {}), **(record.after or {})}
        return word_of("WishEvent", "toStatus", str(said["toStatus"]), lang)
    if record.id:
        return names.get(record.id, record.id)
    start, end = names.get(record.start, record.start), names.get(record.end, record.end)
    return f"{start} → {word_of('WishEvent', 'toStatus', end, lang)}"
