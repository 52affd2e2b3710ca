"""What needs attention: the first few matters with a number above nothing, each leading to its rows."""

from collections.abc import Callable
from html import escape

from cypher.format import format_cell, format_value
from cypher.table import Table
from dashboard.texts import say

MOST = 3


def attention(
    table: Table, lang: str, report: Callable[[str], str] | None = None, *, most: int | None = None
) -> str:
    """Rows of a matter (``title``), its ``value``, of how many (``of``) and its report (``to``).

    Matters whose number is nothing are left out; how many more there are is said.
    """
    view = table.header.view
    title, value = view.title or "title", view.value or "value"
    pressing = [row for row in table.dicts() if row[value]]
    if not pressing:
        return f'<p class="empty">{escape(say("nothing_pressing", lang))}</p>'
    listed = pressing[: most or MOST]
    lines = []
    for row in listed:
        said = escape(format_cell(table, title, row[title], lang))
        of = row.get(view.of or "")
        beside = (
            ""
            if of is None
            else f" <small>{escape(say('of_so_many', lang, n=format_value(of, lang)))}</small>"
        )
        body = f"<b>{escape(format_value(row[value], lang))}</b><span>{said}{beside}</span>"
        to = row.get(view.to or "")
        link = report(str(to)) if report is not None and to is not None else None
        lines.append(
            f'<li><a href="{escape(link)}">{body}</a></li>' if link else f"<li><a>{body}</a></li>"
        )
    more = len(pressing) - len(listed)
    left = f'<p class="muted">{escape(say("more_points", lang, n=more))}</p>' if more else ""
    return f'<ol class="points">{"".join(lines)}</ol>{left}'
