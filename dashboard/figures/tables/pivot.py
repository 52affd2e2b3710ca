"""Long rows as a table: what a chart has along its axis goes down, its series go across."""

from collections.abc import Mapping

from markupsafe import Markup

from cypher.format import format_cell, format_heading
from cypher.table import Table
from cypher.views import ChartView
from dashboard.figures.drawing.keys import Key, key_of
from dashboard.figures.lists.table import Link, css_class, numeric


def can_pivot(table: Table, lang: str) -> bool:
    """Whether the rows hold a value for each of ``x`` and ``series`` of their chart, and no more."""
    view = table.header.view
    if not isinstance(view, ChartView) or view.series is None or not table.rows:
        return False
    return set(table.listed(lang)) == {view.x, view.series, view.y}


def pivoted(table: Table, lang: str, link: Link | None = None) -> Markup:
    """The rows with a column for each of the series, in the order of its codes; the last ``x`` first
    where they are days or months, for one looks for the latest. A place without a row is empty."""
    view = table.view(ChartView)
    series = view.series or ""
    cells: dict[tuple[Key, Key], dict[str, object]] = {}
    down: dict[Key, object] = {}
    across: dict[Key, object] = {}
    for row in table.dicts():
        x, one = key_of(row[view.x]), key_of(row[series])
        down.setdefault(x, row[view.x])
        across.setdefault(one, row[series])
        cells[x, one] = row
    place = {code: at for at, code in enumerate(table.codes(series))}
    columns = sorted(across, key=lambda key: place.get(str(across[key]), len(place)))
    right = css_class(numeric(table, view.y))
    heads = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(
            right, format_cell(table, series, across[key], lang)
        )
        for key in columns
    )

    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            format_cell(table, view.x, down[x], lang),
            Markup("").join(_cell(table, lang, cells.get((x, one)), link) for one in columns),
        )
        for x in reversed(down)
    )
    return Markup(
        '<div class="scroll" tabindex="0"><table class="data few pivot"><thead><tr>'
        '<th scope="col">{} / {}</th>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(format_heading(table, view.x, lang), format_heading(table, view.y, lang), heads, body)


def _cell(table: Table, lang: str, row: Mapping[str, object] | None, link: Link | None) -> Markup:
    if row is None:
        return Markup("<td></td>")
    name = table.view(ChartView).y
    text: str | Markup = format_cell(table, name, row[name], lang)
    address = link(table, name, row) if link is not None else None
    if address:
        text = Markup('<a href="{}">{}</a>').format(address, text)
    return Markup("<td{}>{}</td>").format(css_class(numeric(table, name)), text)
