"""Where the cells and the marks of an answer lead: to a record, to a report with its conditions
filled in, to the rows that a number counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from cypher.file.parse import SavedStatement
from cypher.format import format_cell
from cypher.header import Audience, Rows
from cypher.header import Link as Declared
from cypher.library.catalogue import Catalogue
from cypher.table import Table
from cypher.values.days import Period
from cypher.values.rows_behind import change_behind, rows_behind, whole_values
from dashboard.cards.table_query import exactly
from dashboard.figures.lists.table import Beside, Link
from dashboard.figures.relations.flow_table import Leads
from dashboard.figures.relations.kind_style import KIND_STYLES
from dashboard.pages import RECORD, Page
from dashboard.pages.location import TABLE, Location, written
from dashboard.texts import say
from graph.errors import GraphError
from graph.model import node_of_id


def leads_to_records(table: Table) -> bool:
    """Whether a cell of an answer leads to a record."""
    declared = (column.links for column in table.header.columns.values())
    return any(isinstance(one, str) or (one is not None and one.record) for one in declared)


@dataclass(frozen=True)
class Links:
    """The addresses for the cells of any answer shown at a place: same language, same day.

    ``given`` are the values that the answer's report was asked with, as an address writes them.
    """

    catalogue: Catalogue
    pages: Mapping[str, Page]
    audience: Audience
    location: Location
    given: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, table: Table, name: str, row: Mapping[str, object]) -> str | None:
        """Where the cell of a column leads in a row; None for nowhere."""
        column = table.column(name)
        leads = column.rows or column.ratio
        if leads and (behind := rows_behind(table.header, name, row)) is not None:
            return self._rows(table, *behind)
        declared = column.links
        if declared is None:
            return None
        if isinstance(declared, str):
            return self._record(row[name])
        if declared.record:
            return self._record(row.get(declared.record))
        return self._report(declared, row)

    def whole(self, table: Table, name: str, row: Mapping[str, object]) -> str | None:
        """Where the rows are that a share in a column is a part of."""
        ratio = table.column(name).ratio
        behind = rows_behind(table.header, ratio[1], row) if ratio is not None else None
        return None if behind is None else self._rows(table, *behind)

    def beside(self, table: Table, names: Sequence[str]) -> Beside | None:
        """A way into the explorer after the first cell of each row that leads to a record; None where
        no column does, or the reader has no explorer."""
        walk = next((one for one in self.pages.values() if one.kind == "explorer"), None)
        columns = [(name, _record_column(table, name)) for name in names]
        found = next(((name, id) for name, id in columns if id is not None), None)
        if walk is None or self.audience not in walk.audience or found is None:
            return None
        at, lang = walk.id, self.location.lang

        def shown(name: str, row: Mapping[str, object]) -> Markup:
            id, kind = str(row.get(found[1])), node_of_id(str(row.get(found[1])))
            if name != found[0] or kind is None or kind.__name__ not in KIND_STYLES:
                return Markup("")
            address = Location(at, lang, None, {"ids": id, **self._day()}).link(self.pages)
            words = say("explorer_open_row", lang, name=format_cell(table, name, row[name], lang))
            return _WALK.format(address, words, words)

        return shown

    def within(
        self, table: Table, name: str, row: Mapping[str, object], column: str, period: Period
    ) -> str | None:
        """Where the rows are that a number counts in a period, of which ``column`` holds a part; None
        where the header declares no period of the rows' report to be filled from that column."""
        behind = rows_behind(table.header, name, row)
        if behind is None or (saved := self._open_report(behind[0].report)) is None:
            return None
        filled = [to for to, of in behind[0].given.items() if of == column]
        if not filled or any(saved.header.parameters[to].type != "period" for to in filled):
            return None
        return self._rows(table, behind[0], {**behind[1], **dict.fromkeys(filled, period)})

    def change(self, table: Table, name: str, row: Mapping[str, object], day: date) -> str | None:
        """Where the change of a number since an earlier day leads: what came and what went."""
        behind = change_behind(table.header, name, row, day)
        return None if behind is None else self._rows(table, *behind)

    def _day(self) -> dict[str, str]:
        return {name: value for name, value in self.location.values.items() if name == "as_of"}

    def _record(self, id: object) -> str | None:
        if RECORD not in self.pages or id is None:
            return None
        values = {"id": str(id), **self._day()}
        return Location(RECORD, self.location.lang, None, values).link(self.pages)

    def _report(self, declared: Declared, row: Mapping[str, object]) -> str | None:
        named = row.get(declared.report_in) if declared.report_in else declared.report
        saved = self._open_report(str(named or ""))
        given = {name: row.get(column) for name, column in declared.given.items()}
        if saved is None or any(value is None for value in given.values()):
            return None
        kept = self._day() if "as_of" in saved.header.parameters else {}
        return self._desk(saved, {**kept, **given})

    def _rows(self, table: Table, declared: Rows, values: Mapping[str, object]) -> str | None:
        saved = self._open_report(declared.report)
        if saved is None:
            return None
        given = {**self.given, **self._day()}
        return self._desk(saved, whole_values(table.header, saved.header, declared, values, given))

    def _desk(self, saved: SavedStatement, values: Mapping[str, object]) -> str | None:
        desk = next((page.id for page in self.pages.values() if page.kind == "report_desk"), None)
        if desk is None:
            return None
        texts = {name: written(value) for name, value in values.items()}
        id = saved.id.removeprefix("reports/")
        return Location(desk, self.location.lang, id, texts).link(self.pages)

    def _open_report(self, id: str) -> SavedStatement | None:
        """A report that is there and open to the reader."""
        try:
            saved = self.catalogue.find(id)
        except GraphError:
            return None
        is_open = saved.kind == "reports" and self.audience in saved.header.audience
        return saved if is_open else None


_WALK = Markup(
    ' <a class="walk" href="{}" title="{}" aria-label="{}"><svg viewBox="0 0 20 20" aria-hidden="true">'
    '<path d="M6.5 12.5 13 6M7 14.5l7 0" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<circle cx="5" cy="14" r="2.6"/><circle cx="14.6" cy="5" r="2.6"/><circle cx="15.4" cy="14.6" r="2"/>'
    "</svg></a>"
)


def _record_column(table: Table, name: str) -> str | None:
    """The column with the id of the record to which a column's cells lead; None for nowhere."""
    declared = table.column(name).links
    if isinstance(declared, str):
        return name
    return declared.record if declared is not None else None


def leads(table: Table, lang: str, desk: str, link: Link) -> Leads:
    """The addresses for the nodes of a picture: the record, or else the rows behind the node on the
    report's own ``desk``."""

    def lead(name: str, row: Mapping[str, object]) -> str | None:
        there = link(table, name, row)
        if there is not None:
            return there
        written_value = quote(exactly(table, name, row[name], lang), safe="")
        return f"{desk}&{TABLE}is.{name}={written_value}#card-rows"

    return lead
