"""What needs attention: the matters with a number above nothing, each with whose it is and how it has
changed, leading to its rows."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from cypher.format import format_cell, format_day, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import AttentionView
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.number import change
from dashboard.figures.lists.table import Link
from dashboard.texts import DOT, say

MOST = 5
Report = Callable[[str], str]
"""Where a report is seen, by its id."""
_LINK = Markup('<a href="{}">{}</a>')


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
    before: Table | None = None,
    link: Link | None = None,
) -> Markup:
    """Rows of a matter (``title``), its ``value``, of how many (``of``), for how long (``oldest``),
    who is to act (``whose``), who has most of them (``owner``) and its report (``to``).

    Matters whose number is nothing are left out; how many more there are is said. ``empty`` is
    what is said where nothing is left. ``before`` is the same report on an earlier day.
    """
    matters = pressing(table)
    if not matters:
        return Markup('<p class="empty">{}</p>').format(empty or say("nothing_pressing", lang))
    lines = [
        Markup("<li>{}{}{}</li>").format(
            _matter(table, lang, row, report),
            _trend(table, lang, row, before),
            _whose(table, lang, row, link),
        )
        for row in matters[: most or MOST]
    ]
    more = len(matters) - len(lines)
    left = Markup('<p class="muted">{}</p>').format(say("more_points", lang, n=more))
    return Markup('<ol class="points">{}</ol>{}').format(
        Markup("").join(lines), left if more else ""
    )


def _matter(table: Table, lang: str, row: Mapping[str, object], report: Report | None) -> Markup:
    """Its number and name, which lead to its rows."""
    view = table.view(AttentionView)
    to, small = row.get(view.to or ""), _beside(table, lang, row)
    body = Markup("<b>{}</b><span>{}{}</span>").format(
        format_value(row[view.value], lang),
        format_cell(table, view.title, row[view.title], lang),
        Markup(" <small>{}</small>").format(small) if small else "",
    )
    if report is None or is_nothing(to):
        return Markup("<a>{}</a>").format(body)
    return _LINK.format(report(str(to)), body)


def _beside(table: Table, lang: str, row: Mapping[str, object]) -> str:
    """What stands small beside a matter: of how many, for how long."""
    view, parts = table.view(AttentionView), []
    if view.of is not None and not is_nothing(row[view.of]):
        parts.append(say("of_so_many", lang, n=format_value(row[view.of], lang)))
    if view.oldest is not None and not is_nothing(row[view.oldest]):
        parts.append(say("oldest_days", lang, n=format_value(row[view.oldest], lang)))
    return " \u00b7 ".join(parts)


def _trend(table: Table, lang: str, row: Mapping[str, object], before: Table | None) -> Markup:
    """By how much it has changed since the earlier day, good or bad by the column's header."""
    if before is None or before.as_of is None:
        return Markup("")
    view = table.view(AttentionView)
    then = next((one for one in before.dicts() if one[view.title] == row[view.title]), {})
    was, now = finite_number(then.get(view.value)), finite_number(row[view.value])
    if was is None or now is None:
        return Markup("")
    tip = f"{format_day(before.as_of, lang)}\n{format_value(was, lang)}"
    if was == now:
        text, look = say("unchanged", lang), ""
    else:
        better = table.column(view.value).better
        look = "" if better is None else "good" if (now > was) == (better == "more") else "bad"
        arrow = "\u25b2" if now > was else "\u25bc"
        text = f"{arrow}\u00a0{change(now, was, table.column(view.value).unit, lang)}"
        text = f"{text} {say('than_month', lang)}"
    return Markup('<span class="trend {}" data-tip="{}">{}</span>').format(look, tip, text)


def _whose(table: Table, lang: str, row: Mapping[str, object], link: Link | None) -> Markup:
    """Who is to act, and who has most of them."""
    view = table.view(AttentionView)
    parts = []
    if view.whose is not None and not is_nothing(row[view.whose]):
        parts.append(Markup("{}").format(format_cell(table, view.whose, row[view.whose], lang)))
    if owner := owner_words(table, lang, row, link):
        parts.append(owner)
    if not parts:
        return Markup("")
    return Markup('<span class="whose">{}</span>').format(Markup(DOT).join(parts))


def owner_words(
    table: Table, lang: str, row: Mapping[str, object], link: Link | None = None
) -> Markup:
    """Who has most of a matter, how many, and of how many; nothing where nobody is named."""
    name = table.view(AttentionView).owner
    if name is None or is_nothing(row[name]):
        return Markup("")
    text = Markup("{}").format(format_cell(table, name, row[name], lang))
    address = link(table, name, row) if link is not None else None
    owner = _LINK.format(address, text) if address else text
    has = finite_number(row.get(f"{name}_has")) or 1
    owners = finite_number(row.get(f"{name}s")) or 1
    key = (
        "attention_owner"
        if owners == 1
        else "attention_owner_most"
        if has > 1
        else "attention_owners"
    )
    return Markup(say(key, lang)).format(
        owner=owner, n=format_value(has, lang), owners=format_value(owners, lang),
        more=format_value(owners - 1, lang),
    )  # fmt: skip
