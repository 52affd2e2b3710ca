"""Cells that say something by day: consents, and the headcounts of a site."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from graph.load.registers.language import Agreement
from graph.load.registers.reading.sheet import RegisterSheet, SheetRow

if TYPE_CHECKING:
    from graph.load.registers.reading.assembling import Assembler


def add_consents(
    assembler: "Assembler",
    sheet: RegisterSheet,
    row: SheetRow,
    header: str,
    what: Agreement,
    spans: list[tuple[datetime, datetime]],
) -> None:
    """The consents of a cell, given and perhaps withdrawn, in the order of their days."""
    giver = _giver(assembler, sheet, row, header, what)
    about = row.ids.get(what.about) if what.about else None
    if giver is None or (what.about and about is None):
        return
    known = _consents(assembler, giver, about, what.scope)
    for n, (granted, withdrawn) in enumerate(spans):
        id = known[n] if n < len(known) else assembler.directory.next_id("Consent")
        values = {"id": id, "scope": what.scope, "grantedAt": granted, "withdrawnAt": withdrawn}
        assembler.directory.declare("Consent", id)
        told = ("grantedAt", "withdrawnAt", "scope")
        assembler.drafts.add("Consent", row.place, values, dict.fromkeys(told, header))
        ends = {"end": header}
        assembler.drafts.add("GivenBy", row.place, {"start": id, "end": giver}, ends)
        if about is not None:
            assembler.drafts.add("Covers", row.place, {"start": id, "end": about}, ends)


def _giver(
    assembler: "Assembler", sheet: RegisterSheet, row: SheetRow, header: str, what: Agreement
) -> str | None:
    if "." not in what.giver:
        return row.ids.get(what.giver)
    part, _, end = what.giver.partition(".")
    text = row.values.get(part, {}).get(end)
    if text is None:
        wrong = ("写了同意，没有写是谁同意", "a consent is given and it is not said by whom")
        sheet.problem(row.place, header, wrong)
        return None
    return assembler.found(what.giver, sheet, str(text))


def _consents(assembler: "Assembler", giver: str, about: str | None, scope: str) -> list[str]:
    """The ids of the consents that exist, the earliest first."""
    given = assembler.existing.links("GivenBy", giver)
    links = given if about is None else assembler.existing.links("Covers", about)
    ids = {str(row["start"]) for row in links}
    rows = assembler.existing.nodes("Consent", ids)
    found = [row for row in rows.values() if row["scope"] == scope]
    return [str(row["id"]) for row in sorted(found, key=lambda row: str(row["grantedAt"]))]


def add_headcounts(
    assembler: "Assembler", row: SheetRow, header: str, site: str, by_day: dict[date, int]
) -> None:
    """The latest figure is the site's own; those before it are kept beside it."""
    counted = {str(one["start"]) for one in assembler.existing.links("CountedAt", site)}
    earlier = assembler.existing.nodes("Headcount", counted)
    ids = {one["asOf"]: id for id, one in earlier.items()}
    stated = assembler.existing.nodes("DeliverySite", [site]).get(site, {})
    day, count = stated.get("headcountAsOf"), stated.get("headcountStated")
    if isinstance(day, date) and isinstance(count, int):
        by_day = {day: count} | by_day
    last = max(by_day.keys() | {day for day in ids if isinstance(day, date)})
    for at, number in sorted(by_day.items()):
        if at == last:
            values = {"id": site, "headcountStated": number, "headcountAsOf": at}
            told = {"headcountStated": header, "headcountAsOf": header}
            assembler.drafts.add("DeliverySite", row.place, values, told)
            continue
        id = ids.get(at) or assembler.directory.next_id("Headcount")
        assembler.directory.declare("Headcount", id)
        told = {"asOf": header, "count": header}
        assembler.drafts.add("Headcount", row.place, {"id": id, "asOf": at, "count": number}, told)
        ends = {"start": id, "end": site}
        assembler.drafts.add("CountedAt", row.place, {**ends}, {"start": header})
