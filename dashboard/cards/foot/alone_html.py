"""A card that stands alone on a page of another site: title, figure and foot, without links or tools."""

from dataclasses import replace

from markupsafe import Markup

from dashboard.cards.card_html import Answer, options_of, title
from dashboard.cards.foot.counts import counted
from dashboard.cards.footer import rows_sentence
from dashboard.cards.image_files import facts
from dashboard.figures import figure
from dashboard.figures.lists.number import noted
from dashboard.texts import say

_SPAN = 8
"""Charts are drawn as for a card of so many columns: how wide the frame is nobody knows."""
_WHOLE = Markup(
    '<h1>{}</h1>{}<div class="drawn {}" tabindex="0">{}</div><footer class="facts">{}</footer>'
)


def text(answer: Answer) -> Markup:
    """The whole card as HTML: its marks lead nowhere, and what it rests on stands in its foot."""
    lang, kind, table = answer.location.lang, answer.kind, answer.table
    shown = counted(kind, table, answer.card)
    parts = facts(answer)
    if kind != "number" and (table.truncated or shown.listed < shown.held):
        parts.insert(0, rows_sentence(table, lang, shown.listed, shown.total))
    return _WHOLE.format(
        title(answer.card, answer.saved, lang), _note(answer), kind, _figure(answer),
        Markup("").join(Markup("<span>{}</span>").format(part) for part in parts),
    )  # fmt: skip


def _note(answer: Answer) -> Markup:
    note, lang = answer.card.note, answer.location.lang
    if note is None or answer.kind == "number" or not answer.table.rows:
        return Markup("")
    words = noted(note.get(lang), answer.table, lang, None)
    return Markup('<p class="note">{}</p>').format(words)


def _figure(answer: Answer) -> Markup:
    lang, table = answer.location.lang, answer.table
    if not table.rows and answer.kind != "number":
        return Markup('<p class="empty">{}</p>').format(say("no_rows", lang))
    past = tuple(replace(one, link="") for one in answer.past)
    options = replace(
        options_of(answer), past=past, span=_SPAN, before=None, link=None, beside=None, leads=None,
        report=None, folded_lanes=(), opened=frozenset(),
    )  # fmt: skip
    return figure(table, lang, options, answer.kind)
