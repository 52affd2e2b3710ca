"""What is on record as the rows of a register: the way back of reading one."""

from collections.abc import Iterator

from graph.load.registers.language import Link, Register
from graph.load.registers.life.existing import existing_lives
from graph.load.registers.life.life import life_of
from graph.load.registers.life.packing import rows_of
from graph.load.registers.life.steps import Life, LifeRow
from graph.load.registers.records import Records, Values
from graph.load.registers.writing.cells import CellWriter, RegisterRow, other_end
from graph.load.registers.writing.lookup import Lookup, link_order
from graph.model.town import Town

Cells = dict[str, object]
"""A row of a register: the Chinese header of its column to the cell."""


class Exporter:
    """Writes what is on record as rows of registers, in one language."""

    def __init__(self, records: Records, town: Town, lang: str = "zh") -> None:
        self.records, self.town, self.lang = records, town, lang
        self.lookup = Lookup(records)
        self._cells = CellWriter(self.lookup, town, lang)
        self.left: list[str] = []
        """Ids of wishes whose life no rows can say; nothing else is left out."""

    def rows(self, register: Register) -> Iterator[Cells]:
        """The rows of a register, in the order of the ids of what they are about."""
        for row in self._rows(register):
            yield {
                column.zh: cell
                for column in register.columns
                if (cell := self._cells.cell(register, column, row)) is not None
            }

    def _rows(self, register: Register) -> Iterator[RegisterRow]:
        if register.life:
            yield from self._lives(register)
            return
        if register.chosen and not register.parts:
            for name, link in register.relationships.items():
                for row in sorted(self.records.all(link.kind), key=link_order):
                    yield RegisterRow({}, links={name: row}, chosen=name)
            return
        written: set[tuple[str, str]] = set()
        for name, part in register.parts.items():
            for id in self.lookup.nodes(part.kind):
                if (name, id) not in written:
                    rows = list(self._joined(register, {name: id}, {}))
                    yield from self._spread(register, rows, written, name)

    def _joined(
        self, register: Register, ids: dict[str, str], links: dict[str, Values]
    ) -> Iterator[RegisterRow]:
        """Rows of a node and all that it hangs together with by relationships between the row's nodes."""
        for name, link in () if register.chosen else register.relationships.items():
            own, other = (link.start, link.end) if link.start in ids else (link.end, link.start)
            if own is None or other is None or own not in ids or other in ids or name in links:
                continue
            end = "end" if own == link.start else "start"
            rows = [
                r for r in self.lookup.links(link.kind, ids[own]) if r[other_end(end)] == ids[own]
            ]
            for row in rows:
                yield from self._joined(register, ids | {other: str(row[end])}, links | {name: row})
            if rows:
                return
        yield RegisterRow(ids, links=links)

    def _spread(
        self,
        register: Register,
        rows: list[RegisterRow],
        written: set[tuple[str, str]],
        chosen: str,
    ) -> Iterator[RegisterRow]:
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
        self, register: Register, rows: list[RegisterRow], name: str, link: Link, part: str
    ) -> None:
        own = "start" if link.start else "end"
        for first in [row for row in rows if part in row.new]:
            id = first.ids[part]
            mine = [row for row in rows if row.ids.get(part) == id]
            for n, values in enumerate(r for r in self.lookup.links(link.kind, id) if r[own] == id):
                if n == len(mine):
                    mine.append(RegisterRow({part: id}, chosen=first.chosen))
                    rows.append(mine[-1])
                mine[n].links[name] = values

    def _lives(self, register: Register) -> Iterator[RegisterRow]:
        ids = list(self.lookup.nodes("Wish"))
        lives = existing_lives(self.records, ids)
        for id in ids:
            rows = rows_of(lives[id]) or [LifeRow()]
            if not _says(rows, lives[id]):
                self.left.append(id)
            found = [
                RegisterRow({"wish": id}, {"wish"} if n == 0 else set(), life=one)
                for n, one in enumerate(rows)
            ]
            for name, link in register.relationships.items():
                if "wish" in (link.start, link.end):
                    self._place(register, found, name, link, "wish")
            yield from found


def _says(rows: list[LifeRow], life: Life) -> bool:
    """Whether rows, read again, say a life as it is."""
    read = life_of(rows)
    claims = (sorted(one.claims, key=lambda claim: str(claim.values)) for one in (read, life))
    return read.events == life.events and next(claims) == next(claims) and not read.problems
