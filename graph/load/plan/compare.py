"""A row beside what is in the graph: new, changed in some fields, or as it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic_core import PydanticUndefined

from graph.load.checking import Checked
from graph.load.plan.model import Change, Choices, FieldChange
from graph.load.plan.properties import properties_of, search_text, stated_fields
from graph.load.record import Properties, RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.model import Relationship, Row

STAMPS = ("updatedAt", "importId")
"""What is kept of a changed record beside its fields, so that a load cut off can be taken back."""

_OURS = frozenset({"rev", "reachPlace", "id"})
"""What the graph keeps for itself: how often a record was written, from where reach was computed."""


@dataclass
class Diff:
    """What a load would write, what its files state as it is, and what its blank cells do."""

    records: list[RecordChange] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)
    blanks: list[Change] = field(default_factory=list)


class _Column(NamedTuple):
    """A column of a file: its property, its header, and what the model takes where nothing is said."""

    name: str
    header: str
    attribute: str
    default: object


class Comparison:
    """The rows of one table beside what is in the graph."""

    def __init__(self, checked: Checked, choices: Choices, diff: Diff) -> None:
        self._table = checked.table
        self._kind = KINDS[checked.table.kind]
        self._clears = choices.of(checked.table.sheet).blanks == "clear"
        self._diff = diff
        self._columns = tuple(self._columns_of())
        self.defaults = {one.name: one.default for one in self._columns if one.default is not None}
        """What a blank cell of a column leaves unsaid, though the graph has it."""

    def _columns_of(self) -> Iterator[_Column]:
        fields = fields_of(self._kind)
        for name, header in (self._table.headers or {}).items():
            if name in fields:
                attribute = fields[name].attribute
                default = self._kind.model_fields[attribute].default
                yield _Column(
                    name, header, attribute, None if default is PydanticUndefined else default
                )

    def stated(self, row: Row) -> tuple[Properties, Properties]:
        """What a row states, and what else holds of a new record."""
        return properties_of(row, stated_fields(self._table, row, self._clears))

    def blank(self, row: Row) -> list[str]:
        """The properties whose cell is blank in a row."""
        return [column.name for column in self._blank(row)]

    def as_it_is(self) -> None:
        """Count a row that changes nothing."""
        self._diff.unchanged[self._table.sheet] += 1

    def record(
        self,
        number: int,
        row: Row,
        was: Properties | None,
        keys: Properties,
        stated: tuple[Properties, Properties] | None = None,
    ) -> RecordChange | None:
        """What a row changes, which is added to the diff; None where it changes nothing.

        ``was`` is None where there is no such record. ``keys`` are those of a relationship.
        ``stated`` is what the method of that name gave, where it was asked before.
        """
        said, fresh = stated or self.stated(row)
        change = self._empty(number, row, keys)
        if was is None:
            change.after = {n: v for n, v in (fresh | said).items() if v is not None}
        else:
            self._note_blanks(change, row, was)
            after = {name: value for name, value in said.items() if was.get(name) != value}
            if not after:
                self.as_it_is()
                return None
            change.action, change.rev, change.after = "changed", rev_of(was), after
        _search(change, was or {})
        if was is not None and change.after is not None:
            change.before = {name: was.get(name) for name in (*change.after, *STAMPS)}
        self._diff.records.append(change)
        return change

    def _empty(self, number: int, row: Row, keys: Properties) -> RecordChange:
        table = self._table
        if isinstance(row, Relationship):
            return RecordChange(
                table.kind,
                "new",
                None,
                None,
                start=row.start,
                end=row.end,
                keys=keys,
                sheet=table.sheet,
                row=number,
            )
        id = row.__dict__["id"]
        return RecordChange(table.kind, "new", None, None, id=id, sheet=table.sheet, row=number)

    def _note_blanks(self, change: RecordChange, row: Row, was: Properties) -> None:
        fields = tuple(self._blanks(row, was)) if self._table.headers else ()
        if fields:
            named = change.name
            place = (change.ref, change.sheet, change.row, change.kind, named, named)
            self._diff.blanks.append(Change(*place, "changed", fields))

    def _blanks(self, row: Row, was: Properties) -> Iterator[FieldChange]:
        """The fields whose cell is blank and which have a value in the graph."""
        for column in self._blank(row):
            held = was.get(column.name)
            if held is not None and held != column.default:
                kept = held if not self._clears else None
                yield FieldChange(column.name, column.header, held, kept)

    def _blank(self, row: Row) -> Iterator[_Column]:
        values, given = row.__dict__, row.model_fields_set
        for column in self._columns:
            if column.attribute not in given or values[column.attribute] is None:
                yield column


def rev_of(was: Properties) -> int:
    """How often a record has been written since it was made; 0 for one from before this was counted."""
    rev = was.get("rev")
    return rev if isinstance(rev, int) else 0


def whole(was: Properties) -> Properties:
    """All properties of a record that is taken away, as its before-image has them."""
    return {name: value for name, value in was.items() if name not in _OURS}


def _search(change: RecordChange, was: Properties) -> None:
    """Keep the text that search finds a node by in step with its names."""
    kind = KINDS[change.kind]
    if change.after is None or not change.id:
        return
    text = search_text(kind, change.id, {**was, **change.after})
    if text is not None and text != was.get("searchText"):
        change.after["searchText"] = text
