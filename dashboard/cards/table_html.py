"""The desk's table: rows worked out by the server, headings that sort, filters, totals, pages."""

from collections.abc import Sequence
from html import escape

from cypher.format import format_heading, format_value
from cypher.table import Table
from dashboard.cards.table_query import SIZES, Part, Wanted, part, wanted, words_of
from dashboard.figures.lists.table import Link, body_of, css_class, listed, look, numeric
from dashboard.pages.location import TABLE, Location
from dashboard.texts import say

AROUND = 2
"""How many pages are named on either side of the present one."""
FILTERED_FROM = 8
"""Fewer rows than these are seen at a glance: nothing to search or filter."""


def sheet(location: Location, table: Table, link: Link | None = None) -> str:
    """The rows as a form whose fields are the table's state; it works by its addresses alone."""
    lang = location.lang
    asked = wanted(table, location.table)
    cut = part(table, asked, lang)
    names = listed(table)
    return (
        f'<form class="sheet-form{" filtered" if asked.where else ""}" method="get" data-sheet'
        f"{_found(table, cut)}>"
        f"{_kept(location)}{_bar(location, table, asked, cut, names)}"
        f'<div class="scroll"><table class="{look(names)} sheet-table">'
        f"<thead>{_heads(location, table, asked, names)}{_filters(table, asked, names, lang)}</thead>"
        f"{body_of(table, cut.rows, names, lang, link)}{_totals(table, cut, names, lang)}</table></div>"
        f"{_nothing(location, cut)}{_pager(location, cut)}</form>"
    )


def _found(table: Table, cut: Part) -> str:
    """How many rows were found of how many, for who takes a file away; nothing where all were."""
    if table.truncated or len(cut.fit) == len(table.rows):
        return ""
    return f' data-found="{len(cut.fit):,}" data-all="{len(table.rows):,}"'


def counted(table: Table, cut: Part, lang: str) -> str:
    """Which rows are shown, how many fit and how many there are; never a silent cut."""
    held, fit = len(table.rows), len(cut.fit)
    if cut.pages > 1:
        span = say(
            "rows_span", lang, first=f"{cut.first + 1:,}", last=f"{cut.first + len(cut.rows):,}"
        )
    else:
        span = ""
    fitting = say("rows_fit", lang, fit=f"{fit:,}") if fit != held else ""
    if table.truncated:
        whole = say("rows_held", lang, held=f"{held:,}")
    else:
        whole = say("rows_one" if held == 1 else "rows_all", lang, all=f"{held:,}")
    comma = "，" if lang == "zh" else ", "
    return comma.join(one for one in (span, fitting, whole) if one)


def _go(location: Location, **changes: object) -> str:
    """The address with the table's state changed; an empty value takes a name away."""
    state = {**location.table, **{name: str(value) for name, value in changes.items()}}
    kept = {name: value for name, value in state.items() if value}
    return f'href="?{escape(location.at(table=kept).query())}" data-go'


def _kept(location: Location) -> str:
    """What the address holds beside the table's state."""
    pairs = [
        ("report", location.report or ""),
        *sorted(location.values.items()),
        ("lang", location.lang),
    ]
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in pairs
    )


def _bar(location: Location, table: Table, asked: Wanted, cut: Part, names: Sequence[str]) -> str:
    lang = location.lang
    count = f'<p class="count" role="status">{escape(counted(table, cut, lang))}</p>'
    if table.truncated:
        count += f'<button type="button" class="plain" data-count>{escape(say("count_all", lang))}</button>'
    if len(table.rows) < FILTERED_FROM:
        return f'<div class="counts">{count}</div>'
    find = escape(say("find_rows", lang))
    sorts = "".join(
        _option(f"{sign}{name}", f"{format_heading(table, name, lang)} {arrow}", _sort_state(asked))
        for name in names
        for sign, arrow in (("", "↑"), ("-", "↓"))
    )
    clear = (
        f'<a class="clear" {_go(location.at(table=_order(location)))}>{escape(say("clear_filters", lang))}</a>'
        if asked.where or asked.find
        else ""
    )
    return (
        f'<div class="counts">{count}<span class="tools">{clear}'
        f'<input type="search" name="{TABLE}find" value="{escape(asked.find)}" placeholder="{find}"'
        f' aria-label="{find}" autocomplete="off">'
        f'<select class="sorts" name="{TABLE}sort" aria-label="{escape(say("sort", lang))}">'
        f"{_option('', say('unsorted', lang), _sort_state(asked))}{sorts}</select>"
        f'<button type="button" class="button" data-filter aria-pressed="{str(bool(asked.where)).lower()}">'
        f"{escape(say('filter', lang))}</button></span></div>"
    )


def _order(location: Location) -> dict[str, str]:
    return {name: value for name, value in location.table.items() if name in ("sort", "rows")}


def _sort_state(asked: Wanted) -> str:
    return f"{'-' if asked.falling else ''}{asked.sort}" if asked.sort else ""


def _heads(location: Location, table: Table, asked: Wanted, names: Sequence[str]) -> str:
    """Headings that sort: numbers the greatest first, the rest the other way; then back again."""
    lang = location.lang

    def head(name: str) -> str:
        right = numeric(table, name)
        is_sorted = asked.sort == name
        first, second = (f"-{name}", name) if right else (name, f"-{name}")
        now = _sort_state(asked) if is_sorted else ""
        then = {"": first, first: second}.get(now, "")
        state = ("descending" if asked.falling else "ascending") if is_sorted else "none"
        return (
            f'<th scope="col"{css_class(right)} aria-sort="{state}">'
            f'<a class="sort" {_go(location, sort=then, page="")}>'
            f"{escape(format_heading(table, name, lang))}</a></th>"
        )

    return f'<tr class="heads">{"".join(map(head, names))}</tr>'


def _filters(table: Table, asked: Wanted, names: Sequence[str], lang: str) -> str:
    if len(table.rows) < FILTERED_FROM:
        return ""

    def filter_cell(name: str) -> str:
        label = format_heading(table, name, lang)
        sentence = escape(say("filter_of", lang, column=label))
        field = f'name="{TABLE}is.{escape(name)}" aria-label="{sentence}"'
        now, few = asked.where.get(name, ""), words_of(table, name, lang)
        if few is not None:
            options = _option("", say("all", lang), now) + "".join(
                _option(value, word, now) for value, word in few
            )
            control = f"<select {field}>{options}</select>"
        else:
            hint = say("filter_number" if numeric(table, name) else "filter_text", lang)
            control = (
                f'<input {field} value="{escape(now)}" placeholder="{escape(hint)}"'
                ' size="4" autocomplete="off">'
            )
        return f'<th data-label="{escape(label)}">{control}</th>'

    return f'<tr class="filters">{"".join(map(filter_cell, names))}</tr>'


def _option(value: str, word: str, now: str) -> str:
    chosen = " selected" if value == now else ""
    return f'<option value="{escape(value)}"{chosen}>{escape(word)}</option>'


def _totals(table: Table, cut: Part, names: Sequence[str], lang: str) -> str:
    """Totals of the columns that may be added up, over every row that fits, and said so."""
    adding = [name for name in names if table.column(name).adds_up]
    if not adding or table.withheld or not cut.fit:
        return ""
    whole = len(cut.fit) == len(table.rows)
    key = "total_held" if table.truncated and whole else "total_all" if whole else "total_fit"
    label = escape(say(key, lang, rows=f"{len(cut.fit):,}"))

    def total(name: str) -> str:
        at = table.names.index(name)
        values = [one for row in cut.fit if isinstance(one := row[at], int | float)]
        return escape(format_value(sum(values), lang, table.column(name).unit))

    def cell(name: str) -> str:
        if name not in adding:
            return '<td class="gap"></td>'
        sentence = escape(format_heading(table, name, lang))
        return f'<td class="n" data-label="{sentence}">{total(name)}</td>'

    before = max(1, names.index(adding[0]))
    first = f" {total(names[0])}" if names[0] in adding else ""
    return (
        f'<tfoot><tr><th scope="row" colspan="{before}">{label}{first}</th>'
        f"{''.join(map(cell, names[before:]))}</tr></tfoot>"
    )


def _nothing(location: Location, cut: Part) -> str:
    if cut.fit:
        return ""
    return f'<p class="empty">{escape(say("no_fit", location.lang))}</p>'


def _pager(location: Location, cut: Part) -> str:
    """Links to the other pages, and how many rows stand on one."""
    lang = location.lang
    if len(cut.fit) <= SIZES[0]:
        return ""
    near = range(max(1, cut.page - AROUND), min(cut.pages, cut.page + AROUND) + 1)
    numbers: list[int | None] = [*near]
    if near[0] > 1:
        numbers = [1, *([None] if near[0] > 2 else []), *numbers]
    if near[-1] < cut.pages:
        numbers += [*([None] if near[-1] < cut.pages - 1 else []), cut.pages]

    def number(one: int | None) -> str:
        if one is None:
            return "<span>…</span>"
        present = ' aria-current="page"' if one == cut.page else ""
        sentence = escape(say("page_n", lang, n=one))
        return f'<a {_go(location, page=one if one > 1 else "")} aria-label="{sentence}"{present}>{one}</a>'

    def step(key: str, to: int) -> str:
        word = escape(say(key, lang))
        if not 1 <= to <= cut.pages:
            return f'<span class="off">{word}</span>'
        return f"<a {_go(location, page=to if to > 1 else '')}>{word}</a>"

    sizes = "".join(
        _option(str(size) if size != SIZES[0] else "", f"{size}", location.table.get("rows", ""))
        for size in SIZES
    )
    return (
        f'<nav class="pager" aria-label="{escape(say("pages_of_rows", lang))}">'
        f"{step('page_prev', cut.page - 1)}{''.join(map(number, numbers))}"
        f"{step('page_next', cut.page + 1)}"
        f'<label>{escape(say("rows_a_page", lang))} <select name="{TABLE}rows">{sizes}</select>'
        "</label></nav>"
    )
