"""The texts that a person changed as rows of the model, each with the slot that a fault belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.client import Graph
from graph.entry.held import HeldRecord, HeldRelationship
from graph.entry.kinds import Pattern, entered_fields, pattern_of
from graph.entry.problems import SlotProblem, problem
from graph.entry.texts import value_of
from graph.load.personal import personal_findings
from graph.load.registers.directory import Directory, NotFound
from graph.load.registers.records import GraphRecords
from graph.load.table.cells import NotAValue
from graph.load.table.fields import KINDS, Field, expected, fields_of
from graph.load.table.problems import Place, excerpt
from graph.model import NODES, Located
from graph.model.town import Town

SHEET = "form"
_PLACE = ("longitude", "latitude", "datum")
Values = dict[str, object]


@dataclass
class Row:
    """One row: its kind, its values, and the slot of each of its fields."""

    kind: str
    values: Values
    slots: dict[str, str] = field(default_factory=dict)


@dataclass
class Rows:
    """Everything that a form states beyond what is there."""

    rows: list[Row] = field(default_factory=list)
    gone: list[HeldRelationship] = field(default_factory=list)
    problems: list[SlotProblem] = field(default_factory=list)


class RowMaker:
    """Makes rows of one form's changed texts. ``held`` is None for a new record."""

    def __init__(
        self,
        graph: Graph,
        kind: str,
        id: str,
        held: HeldRecord | None,
        town: Town,
        directory: Directory | None = None,
    ) -> None:
        """``directory``: names that have been read already, for who makes rows of many records."""
        self._kind, self._id, self._held, self._town = kind, id, held, town
        self._directory = directory or Directory(GraphRecords(graph))

    def rows(self, changed: Mapping[str, str], accepted: frozenset[str]) -> Rows:
        """The rows of the texts that I change, by slot."""
        found = Rows()
        own = {slot: text for slot, text in changed.items() if "|" not in slot}
        if own or self._held is None:
            found.rows.append(self._own(own, found))
        groups: dict[str, dict[str, str]] = {}
        for slot, text in changed.items():
            if "|" in slot:
                head, _, name = slot.rpartition("|")
                groups.setdefault(head, {})[name] = text
        for head, texts in groups.items():
            self._relationship(head, texts, found)
        fields = entered_fields(self._kind)
        for slot, text in own.items():
            found.problems.extend(_personal(slot, fields[slot], text, accepted))
        return found

    def _own(self, texts: Mapping[str, str], found: Rows) -> Row:
        fields = entered_fields(self._kind)
        row = Row(self._kind, {"id": self._id}, {name: name for name in fields})
        if self._held is not None:
            row.values |= {
                name: self._held.properties[name]
                for name, one in _every(self._kind).items()
                if one.required and name in self._held.properties
            }
        for name, text in texts.items():
            self._put(row, fields[name], name, text, found)
        if issubclass(NODES[self._kind], Located) and not {*_PLACE}.isdisjoint(texts):
            for name in _PLACE:
                if name not in texts and self._held is not None:
                    row.values[name] = self._held.value(name)
        return row

    def _relationship(self, head: str, texts: Mapping[str, str], found: Rows) -> None:
        name, way, other, *_ = head.split("|")
        pattern = pattern_of(self._kind, name, way)
        if pattern is None:
            return
        if other.startswith("+"):
            self._new(pattern, head, texts, found)
            return
        held = next((one for one in self._relationships() if one.slot == head), None)
        if held is None:
            return
        if texts.get("gone"):
            found.gone.append(held)
            return
        start, end = pattern.ends(self._id, held.other)
        slots = {one: f"{head}|{one}" for one in held.fields}
        row = Row(pattern.name, {"start": start, "end": end}, slots)
        for field_name, one in pattern.fields().items():
            if one.required or field_name in pattern.kind.keys:
                row.values[field_name] = held.properties.get(field_name)
        for field_name, text in texts.items():
            if field_name in held.fields:
                self._put(row, held.fields[field_name], slots[field_name], text, found)
        found.rows.append(row)

    def _relationships(self) -> tuple[HeldRelationship, ...]:
        return self._held.relationships if self._held else ()

    def _new(self, pattern: Pattern, head: str, texts: Mapping[str, str], found: Rows) -> None:
        if not any(text.strip() for name, text in texts.items() if name != "gone"):
            return
        fields = pattern.fields()
        slots = {name: f"{head}|{name}" for name in fields}
        slots |= {"start": f"{head}|other", "end": f"{head}|other"}
        try:
            other = self._other(pattern, texts.get("other", ""))
        except NotFound as error:
            found.problems.append(problem(f"{head}|other", error.wrong, error.expected))
            return
        start, end = pattern.ends(self._id, other)
        row = Row(pattern.name, {"start": start, "end": end}, slots)
        for name, text in texts.items():
            if name in fields and text.strip():
                self._put(row, fields[name], slots[name], text, found)
        found.rows.append(row)

    def _other(self, pattern: Pattern, text: str) -> str:
        """The record that is meant: by ``name id`` as the list offers it, by its id or its name."""
        text = text.strip()
        if not text:
            raise NotFound(("没有选对方", "nobody is chosen"), ("名称或编号", "a name or an id"))
        last = text.split()[-1].strip("()（）")
        try:
            return self._directory.find(pattern.others, last)
        except NotFound:
            return self._directory.find(pattern.others, text)

    def _put(self, row: Row, one: Field, slot: str, text: str, found: Rows) -> None:
        try:
            row.values[one.name] = value_of(one, text, self._town)
        except NotAValue as error:
            quoted = excerpt(text.strip())
            wrong = (f"看不懂“{quoted}”", f"{quoted!r} cannot be read")
            if error.wrong:
                wrong = (f"“{quoted}”{error.wrong[0]}", f"{quoted!r} {error.wrong[1]}")
            found.problems.append(problem(slot, wrong, error.expected or expected(one)))
            return
        if row.values[one.name] is None and (one.open_end or one.base is bool):
            del row.values[one.name]  # the model's own
            if one.open_end and self._held is not None:
                row.values[one.name] = _far(row.kind, one)


def _far(kind: str, one: Field) -> object:
    return KINDS[kind].model_fields[one.attribute].default


def _every(kind: str) -> dict[str, Field]:
    return {name: one for name, one in fields_of(NODES[kind]).items() if name != "id"}


def _personal(slot: str, one: Field, text: str, accepted: frozenset[str]) -> list[SlotProblem]:
    """What looks like personal data in a text; a person may say that it is none."""
    place, ref = Place("", SHEET, 0), f"personal!{slot}"
    found = personal_findings(place, [one.zh], [(1, [text])], lambda header: True)
    return [problem(slot, each.wrong, each.expected, ref) for each in found if ref not in accepted]
