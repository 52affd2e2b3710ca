"""What is on record as the rows of a register: the way back of reading one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from graph.load.registers import notation
from graph.load.registers.directory import Directory
from graph.load.registers.language import Column, Link, Many, Register
from graph.load.registers.life import Life, LifeRow, life_of, rows_of
from graph.load.registers.lives import existing_lives
from graph.load.registers.records import Records, Values, base_of, name_field
from graph.load.table.fields import KINDS
from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS, SHANGHAI, node_of_id
from graph.model.town import Town
from graph.model.words import is_coded, word_of

Cells = dict[str, object]
"""A row of a register: the Chinese header of its column to the cell."""


@dataclass
class _Row:
    """A row to be: the id of each node in it, those of which it tells all, and its relationships."""

    ids: dict[str, str]
    new: set[str] = field(default_factory=set)
    links: dict[str, Values] = field(default_factory=dict)
    chosen: str | None = None
    life: LifeRow | None = None


class Exporter:
    """Writes what is on record as rows of registers, in one language."""

    def __init__(self, records: Records, town: Town, lang: str = "zh") -> None:
        self.records, self.town, self.lang = records, town, lang
        self.directory = Directory(records)
        self.left: list[str] = []
        """Ids of wishes whose life no rows can say; nothing else is left out."""
        self._nodes: dict[str, dict[str, Values]] = {}
        self._links: dict[str, dict[str, list[Values]]] = {}
        self._consents: dict[tuple[object, ...], list[Values]] | None = None

    def rows(self, register: Register) -> Iterator[Cells]:
        """The rows of a register, in the order of the ids of what they are about."""
        for row in self._rows(register):
            yield {
                column.zh: cell
                for column in register.columns
                if (cell := self._cell(register, column, row)) is not None
            }

    def nodes(self, kind: str) -> dict[str, Values]:
        """Every node of a kind by its id."""
        if kind not in self._nodes:
            self._nodes[kind] = {str(row["id"]): row for row in self.records.all(kind)}
        return self._nodes[kind]

    def links(self, kind: str, id: str) -> list[Values]:
        """The relationships of a kind at a node, the earliest first."""
        if kind not in self._links:
            found: defaultdict[str, list[Values]] = defaultdict(list)
            for row in sorted(self.records.all(kind), key=_order):
                found[str(row["start"])].append(row)
                found[str(row["end"])].append(row)
            self._links[kind] = found
        return self._links[kind].get(id, [])

    def _rows(self, register: Register) -> Iterator[_Row]:
        if register.life:
            yield from self._lives(register)
            return
        if register.chosen and not register.parts:
            for name, link in register.relationships.items():
                for row in sorted(self.records.all(link.kind), key=_order):
                    yield _Row({}, links={name: row}, chosen=name)
            return
        written: set[tuple[str, str]] = set()
        for name, part in register.parts.items():
            for id in self.nodes(part.kind):
                if (name, id) not in written:
                    rows = list(self._joined(register, {name: id}, {}))
                    yield from self._spread(register, rows, written, name)

    def _joined(
        self, register: Register, ids: dict[str, str], links: dict[str, Values]
    ) -> Iterator[_Row]:
        """Rows of a node and all that it hangs together with by relationships between the row's nodes."""
        for name, link in () if register.chosen else register.relationships.items():
            own, other = (link.start, link.end) if link.start in ids else (link.end, link.start)
            if own is None or other is None or own not in ids or other in ids or name in links:
                continue
            end = "end" if own == link.start else "start"
            rows = [r for r in self.links(link.kind, ids[own]) if r[_other(end)] == ids[own]]
            for row in rows:
                yield from self._joined(register, ids | {other: str(row[end])}, links | {name: row})
            if rows:
                return
        yield _Row(ids, links=links)

    def _spread(
        self, register: Register, rows: list[_Row], written: set[tuple[str, str]], chosen: str
    ) -> Iterator[_Row]:
        """The rows with the relationships whose other end a column names, one a row of its node."""
        for row in rows:
            row.chosen = chosen if register.chosen else None
            for name, id in row.ids.items():
                if (name, id) not in written:
                    written.add((name, id))
                    row.new.add(name)
        for name, link in register.relationships.items():
            part = link.start or link.end
            if part is None or (link.start and link.end) or part not in rows[0].ids:
                continue
            self._place(register, rows, name, link, part)
        yield from rows

    def _place(
        self, register: Register, rows: list[_Row], name: str, link: Link, part: str
    ) -> None:
        own = "start" if link.start else "end"
        for first in [row for row in rows if part in row.new]:
            id = first.ids[part]
            mine = [row for row in rows if row.ids.get(part) == id]
            for n, values in enumerate(r for r in self.links(link.kind, id) if r[own] == id):
                if n == len(mine):
                    mine.append(_Row({part: id}, chosen=first.chosen))
                    rows.append(mine[-1])
                mine[n].links[name] = values

    def _lives(self, register: Register) -> Iterator[_Row]:
        ids = list(self.nodes("Wish"))
        lives = existing_lives(self.records, ids)
        for id in ids:
            rows = rows_of(lives[id]) or [LifeRow()]
            if not _says(rows, lives[id]):
                self.left.append(id)
            found = [_Row({"wish": id}, {"wish"} if n == 0 else set(), life=one) for n, one in enumerate(rows)]
            for name, link in register.relationships.items():
                if "wish" in (link.start, link.end):
                    self._place(register, found, name, link, "wish")
            yield from found

    def _cell(self, register: Register, column: Column, row: _Row) -> object:
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

    def _field(self, register: Register, row: _Row, ref: str) -> object:
        name, _, field_name = ref.partition(".")
        kind = register.kinds[name]
        if row.life is not None and name in ("claim", "handover", "visit", "made"):
            said = {"claim": row.life.claim, "made": row.life.claim}.get(name) or getattr(
                row.life, name, {}
            )
            if name == "made":
                maker = said.get("maker")
                return self.directory.call(str(maker)) if maker else None
            return self.shown(kind, field_name, said.get(field_name))
        if name in row.ids:
            if field_name == "id":
                return row.ids[name]
            if name not in row.new and field_name != name_field(kind):
                return None
            return self.shown(kind, field_name, self.nodes(kind)[row.ids[name]].get(field_name))
        values = row.links.get(name)
        if values is None:
            return None
        if field_name in ("start", "end"):
            return self.directory.call(str(values[field_name]))
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

    def _many(self, register: Register, many: Many, row: _Row) -> str | None:
        if many.of not in row.new:
            return None
        id, model = row.ids[many.of], RELATIONSHIPS[many.kind]
        own = "start" if register.kinds[many.of] in map(base_of, model.starts) else "end"
        texts = []
        for values in self.links(many.kind, id):
            other = str(values[_other(own)])
            if values[own] != id or (many.only and node_of_id(other) is not NODES[many.only]):
                continue
            said = {name: value for name, value in values.items() if name not in ("start", "end")}
            usual = _usual(register, many, self.nodes(register.kinds[many.of])[id])
            if said.get("to") == FAR_DAY and usual is not None and said.get("from") == usual:
                del said["from"]
            name = self.directory.call(other)
            if "qty" in said and many.kind == "Stocks":
                said["unit"] = self.nodes("SupplyItem")[other]["unit"]
            text = notation.item_text(name, said, many.kind, self.lang, self.town)
            texts.append(text)
        return "、".join(texts) or None

    def _consent(self, register: Register, column: Column, row: _Row) -> object:
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
        consents = self._all_consents().get((what.scope, giver, about), [])
        spans = sorted((_time(one["grantedAt"]), _time(one["withdrawnAt"])) for one in consents)
        if not spans:
            return None
        if len(spans) == 1 and spans[0][1] == FAR_TIME:
            return self.shown("Consent", "grantedAt", spans[0][0])
        return notation.spans_text(spans)

    def _all_consents(self) -> dict[tuple[object, ...], list[Values]]:
        if self._consents is None:
            givers = {row["start"]: row["end"] for row in self.records.all("GivenBy")}
            abouts = {row["start"]: row["end"] for row in self.records.all("Covers")}
            found: defaultdict[tuple[object, ...], list[Values]] = defaultdict(list)
            for id, row in self.nodes("Consent").items():
                found[row["scope"], givers.get(id), abouts.get(id)].append(row)
            self._consents = found
        return self._consents

    def _headcounts(self, part: str, row: _Row) -> str | None:
        if part not in row.new:
            return None
        site = self.nodes("DeliverySite")[row.ids[part]]
        counted = [self.nodes("Headcount")[str(r["start"])] for r in self.links("CountedAt", row.ids[part])]
        by_day = {_day(one["asOf"]): int(str(one["count"])) for one in counted}
        if site["headcountAsOf"] is not None and site["headcountStated"] is not None:
            by_day[_day(site["headcountAsOf"])] = int(str(site["headcountStated"]))
        return notation.counts_text(by_day) or None

    def _step(self, column: Column, life: LifeRow) -> object:
        step = life.steps.get(column.step or "")
        if column.says == "outcome":
            return word_of("WishEvent", "toStatus", life.outcome, self.lang) if life.outcome else None
        if step is None:
            return None
        if column.says == "reason":
            return step.reason
        if column.step in _WITH_REASON:
            step = notation.Step(step.at, step.actor, None, step.only)
        text = notation.step_text(step, self.lang)
        return self.shown("WishEvent", "at", text) if isinstance(text, datetime) else text


_WITH_REASON = ("result", "CLOSED", "WITHDRAWN")
"""Steps whose reason has a column of its own."""


def _says(rows: list[LifeRow], life: Life) -> bool:
    read = life_of(rows)
    return (read.events, read.claims) == (life.events, life.claims) and not read.problems


def _usual(register: Register, many: Many, node: Values) -> object:
    """The day that holds where a cell names something without one."""
    header = many.defaults.get("from")
    for column in register.columns:
        for ref in column.refs if column.zh == header else ():
            return node.get(ref.partition(".")[2])
    return None


def _order(row: Values) -> tuple[str, str, str]:
    return str(row["start"]), str(row.get("from", "")), str(row["end"])


def _other(end: str) -> str:
    return "end" if end == "start" else "start"


def _time(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
