"""What needs attention: the first few matters with a number above nothing, each leading to its rows."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from cypher.format import format_cell, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import AttentionView
from dashboard.texts import say

MOST = 3
Report = Callable[[str], str]
"""Where a report is seen, by its id."""


def attention(
    table: Table, lang: str, report: Report | None = None, *, most: int | None = None
) -> Markup:
    """Rows of a matter (``title``), its ``value``, of how many (``of``) and its report (``to``).

    Matters whose number is nothing are left out; how many more there are is said.
    """
    value = table.view(AttentionView).value
    pressing = [row for row in table.dicts() if row[value]]
    if not pressing:
        return Markup('<p class="empty">{}</p>').format(say("nothing_pressing", lang))
    lines = [_line(table, lang, row, report) for row in pressing[: most or MOST]]
    more = len(pressing) - len(lines)
    left = Markup('<p class="muted">{}</p>').format(say("more_points", lang, n=more))
    return Markup('<ol class="points">{}</ol>{}').format(
        Markup("").join(lines), left if more else ""
    )


def _line(table: Table, lang: str, row: Mapping[str, object], report: Report | None) -> Markup:
    view = table.view(AttentionView)
    of, to = row.get(view.of or ""), row.get(view.to or "")
    all_there_are = say("of_so_many", lang, n=format_value(of, lang))
    body = Markup("<b>{}</b><span>{}{}</span>").format(
        format_value(row[view.value], lang),
        format_cell(table, view.title, row[view.title], lang),
        "" if of is None else Markup(" <small>{}</small>").format(all_there_are),
    )
    if report is None or is_nothing(to):
        return Markup("<li><a>{}</a></li>").format(body)
    return Markup('<li><a href="{}">{}</a></li>').format(report(str(to)), body)
