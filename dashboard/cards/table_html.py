"""The desk's table: rows worked out by the server, headings that sort, filters, totals, pages."""

from collections.abc import Sequence

from markupsafe import Markup

from cypher.format import format_heading, format_value
from cypher.table import Table
from dashboard.cards.foot.pager import go, option, pager
from dashboard.cards.table_query import (
    TablePage,
    Wanted,
    kinds_of_nothing,
    table_page,
    wanted,
    words_of,
)
from dashboard.figures.lists.columns import STATE, chooser, shown
from dashboard.figures.lists.table import Link, body_of, css_class, listed, look, numeric
from dashboard.pages.location import TABLE, Location
from dashboard.texts import say

VIEW = "view"
"""The name in the table's state: ``rows`` for each row by itself where they could be side by side."""
_CHIP = Markup('<a class="chip" {} aria-label="{}">{} <span aria-hidden="true"></span></a>')
BROAD = 12
"""A heading of more letters has room for them above a narrow column of numbers: two lines, not five."""
FILTERED_FROM = 8
"""Fewer rows than these are seen at a glance: nothing to search or filter."""


def sheet(location: Location, table: Table, link: Link | None = None) -> Markup:
    """The rows as a form whose fields are the table's state; it works by its addresses alone."""
    lang = location.lang
    asked = wanted(table, location.table)
    cut = table_page(table, asked, lang)
    every = listed(table, lang)
    names = shown(every, location.table)
    return Markup(
        '<form class="sheet-form{filtered}" method="get" data-sheet{found}>{kept}{bar}{columns}'
        '<div class="scroll"><table class="{look} sheet-table"><thead>{heads}{filters}</thead>'
        "{body}{totals}</table></div>{nothing}{pager}</form>"
    ).format(
        filtered=" filtered" if asked.where else "",
        found=_found(table, cut),
        kept=_kept(location),
        bar=_bar(location, table, asked, cut, names),
        columns=chooser(location, table, every),
        look=look(table, names, lang),
        heads=_heads(location, table, asked, names),
        filters=_filters(table, asked, names, lang),
        body=body_of(table, cut.rows, names, lang, link, grouped=True),
        totals=_totals(table, cut, names, lang),
        nothing=_nothing(location, cut),
        pager=pager(location, cut),
    )


def _found(table: Table, cut: TablePage) -> Markup:
    """How many rows were found of how many, for who takes a file away; nothing where all were."""
    if table.truncated or len(cut.fit) == len(table.rows):
        return Markup("")
    return Markup(' data-found="{:,}" data-all="{:,}"').format(len(cut.fit), len(table.rows))


def counted(table: Table, cut: TablePage, lang: str) -> str:
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


def _kept(location: Location) -> Markup:
    """What the address holds beside the table's state."""
    pairs = [("report", location.report or ""), *sorted(location.values.items())]
    pairs += [(TABLE + name, location.table.get(name, "")) for name in (STATE, VIEW)]
    pairs += [("lang", location.lang)]
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in pairs
    )


def _bar(
    location: Location, table: Table, asked: Wanted, cut: TablePage, names: Sequence[str]
) -> Markup:
    lang = location.lang
    count = Markup('<p class="count" role="status">{}</p>').format(counted(table, cut, lang))
    if table.truncated:
        count += Markup('<button type="button" class="plain" data-count>{}</button>').format(
            say("count_all", lang)
        )
    tools = _tools(location, table, asked, names) if len(table.rows) >= FILTERED_FROM else ""
    chips = _chips(location, table, asked)
    return Markup('<div class="counts">{}{}{}</div>').format(count, chips, tools)


def _chips(location: Location, table: Table, asked: Wanted) -> Markup:
    """What the rows are filtered by, each as a chip that takes it away."""
    lang = location.lang

    def chip(name: str, value: str) -> Markup:
        words = dict(words_of(table, name, lang) or ())
        label = format_heading(table, name, lang)
        text = say("named", lang, name=label, value=words.get(value, value.removeprefix("=")))
        return _CHIP.format(
            go(location, **{f"is.{name}": "", "page": ""}), say("take_away", lang, what=text), text
        )

    return Markup("").join(chip(*one) for one in asked.where.items())


def _tools(location: Location, table: Table, asked: Wanted, names: Sequence[str]) -> Markup:
    """What the rows are searched, sorted and filtered with."""
    lang = location.lang
    sorts = Markup("").join(
        option(f"{sign}{name}", f"{format_heading(table, name, lang)} {arrow}", _sort_state(asked))
        for name in names
        for sign, arrow in (("", "↑"), ("-", "↓"))
    )
    clear = Markup('<a class="clear" {}>{}</a>').format(
        go(location.at(table=_order(location))), say("clear_filters", lang)
    )
    return Markup(
        '<span class="tools">{clear}<input type="search" name="{table}find" value="{typed}"'
        ' placeholder="{find}" aria-label="{find}" autocomplete="off">'
        '<select class="sorts" name="{table}sort" aria-label="{sort}">{sorts}</select>'
        '<button type="button" class="button" data-filter aria-pressed="{pressed}">{filter}</button>'
        '<button type="button" class="button" data-dense aria-pressed="false">{dense}</button>'
        "</span>"
    ).format(
        clear=clear if asked.where or asked.find else "",
        table=TABLE,
        typed=asked.find,
        find=say("find_rows", lang),
        sort=say("sort", lang),
        sorts=option("", say("unsorted", lang), _sort_state(asked)) + sorts,
        pressed=str(bool(asked.where)).lower(),
        filter=say("filter", lang),
        dense=say("dense_rows", lang),
    )


def _order(location: Location) -> dict[str, str]:
    kept = ("sort", "rows", STATE, VIEW)
    return {name: value for name, value in location.table.items() if name in kept}


def _sort_state(asked: Wanted) -> str:
    return f"{'-' if asked.falling else ''}{asked.sort}" if asked.sort else ""


def _heads(location: Location, table: Table, asked: Wanted, names: Sequence[str]) -> Markup:
    """Headings that sort: numbers the greatest first, the rest the other way; then back again."""
    lang = location.lang

    def head(name: str) -> Markup:
        right, label = numeric(table, name), format_heading(table, name, lang)
        is_sorted = asked.sort == name
        first, second = (f"-{name}", name) if right else (name, f"-{name}")
        now = _sort_state(asked) if is_sorted else ""
        then = {"": first, first: second}.get(now, "")
        state = ("descending" if asked.falling else "ascending") if is_sorted else "none"
        return Markup('<th scope="col"{} aria-sort="{}"><a class="sort" {}>{}</a></th>').format(
            css_class(right, "w" if right and len(label) > BROAD else ""),
            state,
            go(location, sort=then, page=""),
            label,
        )

    return Markup('<tr class="heads">{}</tr>').format(Markup("").join(map(head, names)))


def _filters(table: Table, asked: Wanted, names: Sequence[str], lang: str) -> Markup:
    if len(table.rows) < FILTERED_FROM:
        return Markup("")

    def filter_cell(name: str) -> Markup:
        label = format_heading(table, name, lang)
        field = Markup('name="{}is.{}" aria-label="{}"').format(
            TABLE, name, say("filter_of", lang, column=label)
        )
        now, few = asked.where.get(name, ""), words_of(table, name, lang)
        if few is not None:
            options = option("", say("all", lang), now) + Markup("").join(
                option(value, word, now) for value, word in few
            )
            control = Markup("<select {}>{}</select>").format(field, options)
        else:
            control = _typed_filter(table, name, field, now, lang)
        return Markup('<th data-label="{}">{}</th>').format(label, control)

    return Markup('<tr class="filters">{}</tr>').format(Markup("").join(map(filter_cell, names)))


def _typed_filter(table: Table, name: str, field: Markup, now: str, lang: str) -> Markup:
    """A field to type into; it offers the words of the column's empty cells."""
    hint = say("filter_number" if numeric(table, name) else "filter_text", lang)
    words = Markup("").join(
        Markup("<option>{}</option>").format(said)
        for _, said in kinds_of_nothing(table, name, lang)
    )
    offered = Markup("empty-{}").format(table.names.index(name))
    return Markup('<input {} value="{}" placeholder="{}" size="4" autocomplete="off"{}>{}').format(
        field,
        now,
        hint,
        Markup(' list="{}"').format(offered) if words else "",
        Markup('<datalist id="{}">{}</datalist>').format(offered, words) if words else "",
    )


def _totals(table: Table, cut: TablePage, names: Sequence[str], lang: str) -> Markup:
    """Totals of the columns that may be added up, over every row that fits, and said so."""
    adding = [name for name in names if table.column(name).adds_up]
    if not adding or table.withheld or not cut.fit:
        return Markup("")
    whole = len(cut.fit) == len(table.rows)
    key = "total_held" if table.truncated and whole else "total_all" if whole else "total_fit"
    label = say(key, lang, rows=f"{len(cut.fit):,}")

    def total(name: str) -> str:
        at = table.names.index(name)
        values = [one for row in cut.fit if isinstance(one := row[at], int | float)]
        return format_value(sum(values), lang, table.column(name).unit)

    def cell(name: str) -> Markup:
        if name not in adding:
            return Markup('<td class="gap"></td>')
        return Markup('<td class="n" data-label="{}">{}</td>').format(
            format_heading(table, name, lang), total(name)
        )

    before = max(1, names.index(adding[0]))
    first = f" {total(names[0])}" if names[0] in adding else ""
    return Markup('<tfoot><tr><th scope="row" colspan="{}">{}{}</th>{}</tr></tfoot>').format(
        before, label, first, Markup("").join(map(cell, names[before:]))
    )


def _nothing(location: Location, cut: TablePage) -> Markup:
    if cut.fit:
        return Markup("")
    return Markup('<p class="empty">{}</p>').format(say("no_fit", location.lang))
