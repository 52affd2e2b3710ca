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


def pressing(table: Table) -> list[dict[str, object]]:
    """The rows of matters whose number is above nothing."""
    value = table.view(AttentionView).value
    return [row for row in table.dicts() if row[value]]


def attention(
    table: Table,
    lang: str,
    report: Report | None = None,
    *,
    most: int | None = None,
    empty: str | None = None,
) -> Markup:
    """Rows of a matter (``title``), its ``value``, of how many (``of``), for how long (``oldest``),
    who is to act (``whose``) and its report (``to``).

    Matters whose number is nothing are left out; how many more there are is said. ``empty`` is
    what is said where nothing is left.
    """
    matters = pressing(table)
    if not matters:
        return Markup('<p class="empty">{}</p>').format(empty or say("nothing_pressing", lang))
    lines = [_line(table, lang, row, report) for row in matters[: most or MOST]]
    more = len(matters) - len(lines)
    left = Markup('<p class="muted">{}</p>').format(say("more_points", lang, n=more))
    return Markup('<ol class="points">{}</ol>{}').format(
        Markup("").join(lines), left if more else ""
    )


def _line(table: Table, lang: str, row: Mapping[str, object], report: Report | None) -> Markup:
    view = table.view(AttentionView)
    to = row.get(view.to or "")
    small = _beside(table, lang, row)
    body = Markup("<b>{}</b><span>{}{}</span>").format(
        format_value(row[view.value], lang),
        format_cell(table, view.title, row[view.title], lang),
        Markup(" <small>{}</small>").format(small) if small else "",
    )
    if report is None or is_nothing(to):
        return Markup("<li><a>{}</a></li>").format(body)
    return Markup('<li><a href="{}">{}</a></li>').format(report(str(to)), body)


def _beside(table: Table, lang: str, row: Mapping[str, object]) -> str:
    """What stands small beside a matter: of how many, for how long, who is to act."""
    view, parts = table.view(AttentionView), []
    if view.of is not None and not is_nothing(row[view.of]):
        parts.append(say("of_so_many", lang, n=format_value(row[view.of], lang)))
    if view.oldest is not None and not is_nothing(row[view.oldest]):
        parts.append(say("oldest_days", lang, n=format_value(row[view.oldest], lang)))
    if view.whose is not None and not is_nothing(row[view.whose]):
        parts.append(format_cell(table, view.whose, row[view.whose], lang))
    return " \u00b7 ".join(parts)
