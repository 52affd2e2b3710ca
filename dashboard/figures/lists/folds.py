"""Rows by what they share: each part folded under a heading with its count, a single row on a line."""

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from cypher.format import format_cell, format_heading
from cypher.table import Table
from dashboard.figures.drawing.keys import Key, key_of
from dashboard.figures.lists.table import (
    Link,
    body_of,
    css_class,
    kind_of,
    listed,
    look,
    no_rows,
    numeric,
)
from dashboard.texts import say

_FOLD = Markup(
    '<details class="opens-part" data-fold="{id}"{open}><summary><span>{head}</span>'
    '<b class="how-many">{count}</b></summary><div class="scroll">{table}</div>{rest}</details>'
)
_WHOLE = Markup(
    '<details class="opens-card" data-fold="{id}"{open}><summary><h2>{title}</h2>'
    '<b class="how-many">{count}</b></summary><p class="note">{about}</p>{body}</details>'
)
_NONE = Markup('<div class="opens-none"><h2>{title}</h2><span class="muted">{words}</span></div>')
_SINGLE = Markup('<p class="opens-one"><span>{head}</span> {text}</p>')


def folds(
    table: Table,
    lang: str,
    head: Sequence[str],
    *,
    columns: Sequence[str] | None = None,
    most: int | None = None,
    link: Link | None = None,
    desk: str = "",
    card: str = "",
    opened: Collection[str] = (),
) -> Markup:
    """The rows that agree in the columns ``head`` together, the parts with the most rows last.

    A part lists ``most`` rows; the others are on its report's ``desk``. The folds' ids begin with
    that of their ``card``; those ``opened`` stand open. Every word from the data is escaped.
    """
    if not table.rows:
        return no_rows(lang)
    names = [name for name in listed(table, lang, columns) if name not in head]
    parts: dict[tuple[Key, ...], list[tuple[object, ...]]] = {}
    for row in table.rows:
        values = dict(zip(table.names, row, strict=True))
        parts.setdefault(tuple(key_of(values[name]) for name in head), []).append(row)
    shown = [
        _part(table, lang, head, names, rows, most, link, desk, card, opened)
        for rows in sorted(parts.values(), key=len)
    ]
    return Markup('<div class="parts">{}</div>').format(Markup("").join(shown))


def whole_fold(
    id: str, title: str, count: str, about: str, body: Markup, *, is_open: bool
) -> Markup:
    """Something that lies folded under its title with how many rows it has.

    They are in the page already: who has no scripts opens it too, and it is printed whole.
    """
    return _WHOLE.format(
        id=id, open=Markup(" open") if is_open else "", title=title, count=count, about=about, body=body
    )  # fmt: skip


def no_fold(title: str, words: str) -> Markup:
    """The line of what has no rows."""
    return _NONE.format(title=title, words=words)


def fold_id(card: str, values: Sequence[object]) -> str:
    """The id of a part in an address and on its page: letters, digits and dashes."""
    return "-".join(re.sub(r"\W", "_", str(one)) for one in (card, *values))


def _part(
    table: Table,
    lang: str,
    head: Sequence[str],
    names: Sequence[str],
    rows: list[tuple[object, ...]],
    most: int | None,
    link: Link | None,
    desk: str,
    card: str,
    opened: Collection[str],
) -> Markup:
    values = dict(zip(table.names, rows[0], strict=True))
    words = [format_cell(table, name, values[name], lang) for name in head]
    if len(rows) == 1:
        return _SINGLE.format(head=" ".join(words), text=_line(table, lang, names, values, link))
    id = fold_id(card, [values[name] for name in head])
    rest = Markup("")
    if most is not None and len(rows) > most and desk:
        asked = {name: values[name] for name in head if name in table.header.parameters}
        rest = Markup('<p class="all-of-it"><a href="{}&amp;{}">{}</a></p>').format(
            desk, urlencode(asked), say("fold_rest", lang, n=f"{len(rows):,}")
        )
    return _FOLD.format(
        id=id,
        open=Markup(" open") if id in opened else "",
        head=" ".join(words),
        count=f"{len(rows):,}",
        table=_table(table, lang, names, rows[:most], link),
        rest=rest,
    )


def _line(
    table: Table,
    lang: str,
    names: Sequence[str],
    values: Mapping[str, object],
    link: Link | None,
) -> Markup:
    """A row on a line: its first column, and where that leads."""
    text = format_cell(table, names[0], values[names[0]], lang)
    address = link(table, names[0], values) if link is not None else None
    return Markup('<a href="{}">{}</a>').format(address, text) if address else Markup.escape(text)


def _table(
    table: Table,
    lang: str,
    names: Sequence[str],
    rows: list[tuple[object, ...]],
    link: Link | None,
) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(
            css_class(numeric(table, name), kind_of(label, label)), label
        )
        for name in names
        for label in [format_heading(table, name, lang)]
    )
    return Markup('<table class="{}"><thead><tr>{}</tr></thead>{}</table>').format(
        look(table, names, lang), heads, body_of(table, rows, names, lang, link)
    )
