"""Rows against columns as a table whose cells are the darker the larger their value."""

from html import escape

from cypher.format import format_cell, format_value
from cypher.table import Table
from dashboard.texts import say
from graph.model import node_of_id


def matrix(table: Table, lang: str) -> str:
    """The view's ``row`` against its ``column`` with ``value``; with sums; the largest first."""
    view = table.header.view
    row, column, value = view.row or "row", view.column or "column", view.value or "value"
    cells: dict[tuple[str, str], float] = {}
    ids: dict[tuple[int, str], str] = {}
    for one in table.dicts():
        amount = one[value]
        for side, label, id in ((0, row, view.source_id), (1, column, view.target_id)):
            if id is not None and node_of_id(str(one[id])) is not None:
                ids[side, _name(table, label, one, lang)] = str(one[id])
        if isinstance(amount, int | float):
            place = (_name(table, row, one, lang), _name(table, column, one, lang))
            cells[place] = cells.get(place, 0) + amount
    if not cells:
        return f'<p class="empty">{escape(say("no_rows", lang))}</p>'
    down, along = _sums(cells, 0), _sums(cells, 1)
    unit, top = table.column(value).unit, max(cells.values())
    head = "".join(
        f'<th scope="col"><span{_held(ids.get((1, name)))}>{escape(name)}</span></th>'
        for name in along
    )
    corner = f"{table.column(row).label.get(lang)} / {table.column(column).label.get(lang)}"
    body = "".join(
        f'<tr><th scope="row"><span{_held(ids.get((0, name)))}>{escape(name)}</span></th>'
        + "".join(_cell(cells.get((name, other)), name, other, top, lang, unit) for other in along)
        + f'<td class="sum">{escape(format_value(total, lang, unit))}</td></tr>'
        for name, total in down.items()
    )
    foot = "".join(
        f'<td class="sum">{escape(format_value(total, lang, unit))}</td>'
        for total in along.values()
    )
    total = say("total", lang)
    return (
        f'<div class="scroll"><table class="matrix"><thead><tr><th class="corner">{escape(corner)}</th>'
        f'{head}<th scope="col" class="sum"><span>{total}</span></th></tr></thead><tbody>{body}</tbody>'
        f'<tfoot><tr><th scope="row">{total}</th>{foot}'
        f'<td class="sum">{escape(format_value(sum(down.values()), lang, unit))}</td></tr></tfoot></table></div>'
    )


def _held(id: str | None) -> str:
    """What makes a heading one that can be held: its thing's id."""
    return f' data-id="{escape(id)}" tabindex="0" role="button"' if id else ""


def _name(table: Table, column: str, row: dict[str, object], lang: str) -> str:
    return format_cell(table, column, row[column], lang)


def _sums(cells: dict[tuple[str, str], float], side: int) -> dict[str, float]:
    sums: dict[str, float] = {}
    for place, value in cells.items():
        sums[place[side]] = sums.get(place[side], 0) + value
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _cell(
    value: float | None, row: str, column: str, top: float, lang: str, unit: str | None
) -> str:
    if value is None:
        return '<td class="none-between"></td>'
    share = round(12 + 78 * (value / top if top > 0 else 0))
    tip = escape(f"{row} → {column}\n{format_value(value, lang, unit)}")
    dark = " dark" if share > 55 else ""
    return (
        f'<td class="cell{dark}" style="--share:{share}%" data-tip="{tip}">'
        f"{escape(format_value(value, lang, unit))}</td>"
    )
