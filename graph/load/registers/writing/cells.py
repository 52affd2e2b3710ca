"""The cells of a row of a register from what is on record."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from graph.load.registers import notation
from graph.load.registers.language import Column, Many, Register
from graph.load.registers.life.steps import LifeRow
from graph.load.registers.records import Values, base_of, name_field
from graph.load.registers.writing.lookup import Lookup
from graph.load.table.fields import KINDS
from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS, SHANGHAI, node_of_id
from graph.model.town import Town
from graph.model.words import is_coded, word_of


@dataclass
class RegisterRow:
    """A row to be: the id of each node in it, those of which it tells all, and its relationships."""

    ids: dict[str, str]
    new: set[str] = field(default_factory=set)
    links: dict[str, Values] = field(default_factory=dict)
    chosen: str | None = None
    life: LifeRow | None = None


class CellWriter:
    """Writes the cells of rows in one language."""

    def __init__(self, lookup: Lookup, town: Town, lang: str) -> None:
        self.lookup, self.town, self.lang = lookup, town, lang

    def cell(self, register: Register, column: Column, row: RegisterRow) -> object:
        """The cell of a column in a row, or None where it is blank."""
        if column.chooses:
            kind = KINDS[register.kinds[row.chosen or ""]]
            return kind.zh if self.lang == "zh" else kind.en
        if column.many:
            return self._many(register, column.many, row)
        if column.consent:
            return self._consent(register, column, row)
        if column.headcounts:
            return self._headcounts(column.headcounts, row)
        if column.step and row.life:
            return self._step(column, row.life)
        refs = register.refs_of(column, row.chosen)
        cells = (self._field(register, row, ref) for ref in refs)
        return next((cell for cell in cells if cell is not None), None)

    def _field(self, register: Register, row: RegisterRow, ref: str) -> object:
        name, _, field_name = ref.partition(".")
        kind = register.kinds[name]
        if row.life is not None and name in ("claim", "handover", "visit", "made"):
            said = {"claim": row.life.claim, "made": row.life.claim}.get(name) or getattr(
                row.life, name, {}
            )
            if name == "made":
                maker = said.get("maker")
                return self.lookup.directory.call(str(maker)) if maker else None
            return self.shown(kind, field_name, said.get(field_name))
        if name in row.ids:
            if field_name == "id":
                return row.ids[name]
            if name not in row.new and field_name != name_field(kind):
                return None
            return self.shown(
                kind, field_name, self.lookup.nodes(kind)[row.ids[name]].get(field_name)
            )
        values = row.links.get(name)
        if values is None:
            return None
        if field_name in ("start", "end"):
            return self.lookup.directory.call(str(values[field_name]))
        return self.shown(kind, field_name, values.get(field_name))

    def shown(self, kind: str, field_name: str, value: object) -> object:
        """A value as its cell: a word for a code, yuan, the town's own time, nothing for an open end."""
        if value is None or value in (FAR_DAY, FAR_TIME):
            return None
        if is_coded(kind, field_name, self.town):
            assert isinstance(value, str | int)
            return word_of(kind, field_name, value, self.lang, self.town)
        if field_name.lower().endswith("fen") and isinstance(value, int):
            return value / 100
        if isinstance(value, datetime):
            at = value.astimezone(SHANGHAI).replace(tzinfo=None)
            return notation.written(value) if at.microsecond else at
        return value

    def _many(self, register: Register, many: Many, row: RegisterRow) -> str | None:
        if many.of not in row.new:
            return None
        id, model = row.ids[many.of], RELATIONSHIPS[many.kind]
        own = "start" if register.kinds[many.of] in map(base_of, model.starts) else "end"
        texts = []
        for values in self.lookup.links(many.kind, id):
            other = str(values[other_end(own)])
            if values[own] != id or (many.only and node_of_id(other) is not NODES[many.only]):
                continue
            said = {name: value for name, value in values.items() if name not in ("start", "end")}
            usual = _usual(register, many, self.lookup.nodes(register.kinds[many.of])[id])
            if said.get("to") == FAR_DAY and usual is not None and said.get("from") == usual:
                del said["from"]
            name = self.lookup.directory.call(other)
            if "qty" in said and many.kind == "Stocks":
                said["unit"] = self.lookup.nodes("SupplyItem")[other]["unit"]
            text = notation.item_text(name, said, many.kind, self.lang, self.town)
            texts.append(text)
        return "、".join(texts) or None

    def _consent(self, register: Register, column: Column, row: RegisterRow) -> object:
        what = column.consent
        assert what is not None
        part = what.about or what.giver
        if part not in row.new:
            return None
        giver = row.ids.get(what.giver)
        if "." in what.giver:
            name, _, end = what.giver.partition(".")
            giver = str(row.links[name][end]) if name in row.links else None
        about = row.ids.get(what.about) if what.about else None
        consents = self.lookup.consents().get((what.scope, giver, about), [])
        spans = sorted((_time(one["grantedAt"]), _time(one["withdrawnAt"])) for one in consents)
        if not spans:
            return None
        if len(spans) == 1 and spans[0][1] == FAR_TIME:
            return self.shown("Consent", "grantedAt", spans[0][0])
        return notation.spans_text(spans)

    def _headcounts(self, part: str, row: RegisterRow) -> str | None:
        if part not in row.new:
            return None
        site = self.lookup.nodes("DeliverySite")[row.ids[part]]
        counted = [
            self.lookup.nodes("Headcount")[str(r["start"])]
            for r in self.lookup.links("CountedAt", row.ids[part])
        ]
        by_day = {_day(one["asOf"]): int(str(one["count"])) for one in counted}
        if site["headcountAsOf"] is not None and site["headcountStated"] is not None:
            by_day[_day(site["headcountAsOf"])] = int(str(site["headcountStated"]))
        return notation.counts_text(by_day) or None

    def _step(self, column: Column, life: LifeRow) -> object:
        step = life.steps.get(column.step or "")
        if column.says == "outcome":
            return (
                word_of("WishEvent", "toStatus", life.outcome, self.lang) if life.outcome else None
            )
        if step is None:
            return None
        if column.says == "reason":
            return step.reason
        if column.says == "department":
            return step.department
        if column.step in _WITH_REASON:
            step = replace(step, reason=None)
        text = notation.step_text(step, self.lang)
        return self.shown("WishEvent", "at", text) if isinstance(text, datetime) else text


_WITH_REASON = ("result", "CLOSED", "WITHDRAWN")
"""Steps whose reason has a column of its own."""


def _usual(register: Register, many: Many, node: Values) -> object:
    """The day that holds where a cell names something without one."""
    header = many.defaults.get("from")
    for column in register.columns:
        for ref in column.refs if column.zh == header else ():
            return node.get(ref.partition(".")[2])
    return None


def other_end(end: str) -> str:
    """The other end of a relationship."""
    return "end" if end == "start" else "start"


def _time(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
