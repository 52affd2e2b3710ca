"""What changed on a card since a meeting or a day, as HTML."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from markupsafe import Markup

from dashboard.agenda.later.changes import (
    MOST_NAMED,
    Changes,
    Row,
    RowChange,
    label_of,
    moved_words,
    value_words,
)
from dashboard.agenda.later.since import CardSince
from dashboard.cards.card_html import Answer
from dashboard.texts import say

T = TypeVar("T")
_LINE = Markup('<p class="since-line">{}</p>')
_LIST = Markup("<h4>{}</h4><ul>{}</ul>")


def since_html(one: CardSince, lang: str, answer: Answer | None = None) -> Markup:
    """A line with how much came, went and moved in an answer, and below it, folded, what that was; or
    why there is nothing to compare."""
    if one.changes is None or answer is None:
        return _LINE.format(Markup('<span class="muted">{}</span>').format(say(one.wrong, lang)))
    changes = one.changes
    if changes.value is not None:
        line = _number(changes, answer, lang)
    elif not changes.keys:
        line = _counts(changes, lang)
    else:
        line = _rows(changes, lang)
    notes = []
    if one.is_kept:
        notes.append(say("since_kept", lang))
    if changes.is_redefined:
        notes.append(say("since_redefined", lang))
    if changes.is_cut:
        notes.append(say("since_cut", lang))
    small = Markup(" ").join(
        Markup('<small class="muted">{}</small>').format(note) for note in notes
    )
    return _LINE.format(line + (Markup(" ") + small if small else "")) + _named(
        changes, answer, lang
    )


def _number(changes: Changes, answer: Answer, lang: str) -> Markup:
    then, now, by = value_words(changes, lang)
    if changes.is_same:
        return Markup("<span>{}</span>").format(say("since_same", lang))
    assert changes.value is not None
    before, after = changes.value
    better = changes.now.column(changes.column).better
    look = ""
    if better is not None and before is not None and after is not None:
        look = "good" if (after > before) == (better == "more") else "bad"
    return Markup('<b class="{}">{}</b> <span>{}</span>').format(
        look, by, say("since_number", lang, then=then, now=now)
    )


def _counts(changes: Changes, lang: str) -> Markup:
    then, now = len(changes.before.rows), len(changes.now.rows)
    if then == now:
        return Markup("<span>{}</span>").format(say("since_same", lang))
    return Markup("<span>{}</span>").format(say("since_rows", lang, then=then, now=now))


def _rows(changes: Changes, lang: str) -> Markup:
    if changes.is_same:
        return Markup("<span>{}</span>").format(say("since_same", lang))
    counted = (
        ("since_came", changes.came), ("since_went", changes.went), ("since_moved", changes.moved),
    )  # fmt: skip
    return Markup(" · ").join(
        Markup('<b class="{}">{}</b>').format(
            key.replace("_", "-"), say(key, lang, n=f"{len(rows):,}")
        )
        for key, rows in counted
        if rows
    )


def _named(changes: Changes, answer: Answer, lang: str) -> Markup:
    """The rows that came, went and moved, by name."""
    if changes.value is not None or changes.is_same or not changes.keys:
        return Markup("")
    parts = [
        _listed("since_came_list", changes.came, lambda row: _row(changes, answer, row, lang), lang),
        _listed("since_went_list", changes.went, lambda row: _row(changes, answer, row, lang), lang),
        _listed("since_moved_list", changes.moved, lambda one: _moved(changes, answer, one, lang), lang),
    ]  # fmt: skip
    return Markup('<details class="since-each"><summary>{}</summary>{}</details>').format(
        say("since_each", lang), Markup("").join(parts)
    )


def _listed(key: str, some: Sequence[T], line: Callable[[T], Markup], lang: str) -> Markup:
    if not some:
        return Markup("")
    lines = [line(one) for one in some[:MOST_NAMED]]
    if len(some) > MOST_NAMED:
        more = say("since_more", lang, n=f"{len(some) - MOST_NAMED:,}")
        lines.append(Markup('<li class="muted">{}</li>').format(more))
    return _LIST.format(say(key, lang), Markup("").join(lines))


def _row(changes: Changes, answer: Answer, row: Row, lang: str) -> Markup:
    return Markup("<li>{}</li>").format(_label(changes, answer, row, lang))


def _moved(changes: Changes, answer: Answer, one: RowChange, lang: str) -> Markup:
    label = _label(changes, answer, one.row, lang)
    return Markup("<li>{} <small>{}</small></li>").format(
        label, moved_words(changes.now, one, lang)
    )


def _label(changes: Changes, answer: Answer, row: Row, lang: str) -> Markup:
    """What a row is called, leading to its record where one of its columns does."""
    table = changes.now
    text = label_of(table, row, changes.keys, lang)
    complete = all(name in row for name in table.names)
    links = (answer.link(table, name, row) for name in table.names) if complete else iter(())
    link = next((one for one in links if one), None)
    if link is None:
        return Markup("{}").format(text)
    return Markup('<a href="{}">{}</a>').format(link, text)
