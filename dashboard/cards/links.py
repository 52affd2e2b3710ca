"""Where the cells of an answer lead: to a record, or to a report with its conditions filled in."""

from collections.abc import Mapping
from urllib.parse import quote

from cypher.header import Audience
from cypher.header import Link as Declared
from cypher.library.catalogue import Catalogue
from cypher.table import Table
from dashboard.cards.table_query import exactly
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.flow_table import Leads
from dashboard.pages import RECORD, Page
from dashboard.pages.location import TABLE, Location, written
from graph.errors import GraphError


def links(
    catalogue: Catalogue, pages: Mapping[str, Page], audience: Audience, location: Location
) -> Link:
    """The addresses for the cells of any answer shown at a place: same language, same day."""
    day = {name: value for name, value in location.values.items() if name == "as_of"}
    desks = [page.id for page in pages.values() if page.kind == "report_desk"]

    def record(id: object) -> str | None:
        if RECORD not in pages or id is None:
            return None
        return Location(RECORD, location.lang, None, {"id": str(id), **day}).link(pages)

    def report(declared: Declared, row: Mapping[str, object]) -> str | None:
        try:
            saved = catalogue.find(declared.report or "")
        except GraphError:
            return None
        header = saved.header
        if not desks or saved.kind != "reports" or audience not in header.audience:
            return None
        given = {name: row.get(column) for name, column in declared.given.items()}
        if any(value is None for value in given.values()):
            return None
        values = {name: written(value) for name, value in given.items()}
        kept = day if "as_of" in header.parameters else {}
        id = saved.id.removeprefix("reports/")
        return Location(desks[0], location.lang, id, {**kept, **values}).link(pages)

    def link(table: Table, name: str, row: Mapping[str, object]) -> str | None:
        declared = table.column(name).links
        if declared is None:
            return None
        if isinstance(declared, str):
            return record(row[name])
        return record(row.get(declared.record)) if declared.record else report(declared, row)

    return link


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
