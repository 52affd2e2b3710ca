"""The links and choices by which the rows of the desk's table are turned over, and its addresses."""

from markupsafe import Markup

from dashboard.cards.table_query import SIZES, TablePage
from dashboard.pages.location import TABLE, Location
from dashboard.texts import say

AROUND = 2
"""How many pages are named on either side of the present one."""


def go(location: Location, **changes: object) -> Markup:
    """The address with the table's state changed; an empty value takes a name away."""
    state = {**location.table, **{name: str(value) for name, value in changes.items()}}
    kept = {name: value for name, value in state.items() if value}
    return Markup('href="?{}" data-go').format(location.at(table=kept).query())


def option(value: str, word: str, now: str) -> Markup:
    """A choice of a list; chosen where it is what holds now."""
    chosen = " selected" if value == now else ""
    return Markup('<option value="{}"{}>{}</option>').format(value, chosen, word)


def pager(location: Location, cut: TablePage) -> Markup:
    """Links to the other pages, and how many rows stand on one."""
    lang = location.lang
    if len(cut.fit) <= SIZES[0]:
        return Markup("")

    def step(key: str, to: int) -> Markup:
        word = say(key, lang)
        if not 1 <= to <= cut.pages:
            return Markup('<span class="off">{}</span>').format(word)
        return Markup("<a {}>{}</a>").format(go(location, page=to if to > 1 else ""), word)

    sizes = Markup("").join(
        option(str(size) if size != SIZES[0] else "", f"{size}", location.table.get("rows", ""))
        for size in SIZES
    )
    return Markup(
        '<nav class="pager" aria-label="{}">{}{}{}'
        '<label>{} <select name="{}rows">{}</select></label></nav>'
    ).format(
        say("pages_of_rows", lang),
        step("page_prev", cut.page - 1),
        Markup("").join(_page_link(location, cut, one) for one in _pages_named(cut)),
        step("page_next", cut.page + 1),
        say("rows_a_page", lang),
        TABLE,
        sizes,
    )


def _pages_named(cut: TablePage) -> list[int | None]:
    """The first page, those around the present one and the last; None where some are left out."""
    near = range(max(1, cut.page - AROUND), min(cut.pages, cut.page + AROUND) + 1)
    numbers: list[int | None] = [*near]
    if near[0] > 1:
        numbers = [1, *([None] if near[0] > 2 else []), *numbers]
    if near[-1] < cut.pages:
        numbers += [*([None] if near[-1] < cut.pages - 1 else []), cut.pages]
    return numbers


def _page_link(location: Location, cut: TablePage, number: int | None) -> Markup:
    if number is None:
        return Markup("<span>…</span>")
    return Markup('<a {} aria-label="{}"{}>{}</a>').format(
        go(location, page=number if number > 1 else ""),
        say("page_n", location.lang, n=number),
        Markup(' aria-current="page"') if number == cut.page else "",
        number,
    )
