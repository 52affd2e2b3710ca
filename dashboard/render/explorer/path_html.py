"""A path in words as HTML: its records in order, and between them what relates each two."""

from datetime import date

from markupsafe import Markup

from cypher.format import format_day
from cypher.words import word
from dashboard.explorer.records import Record
from dashboard.explorer.way import PathInWords
from dashboard.figures.relations.kind_style import style_of
from dashboard.figures.relations.walk_picture import outline
from dashboard.texts import say

_SIGN = Markup('<svg viewBox="-14 -14 28 28" aria-hidden="true"><path fill="{}" d="{}"/></svg>')


def path_html(told: PathInWords, lang: str, day: date) -> Markup:
    """The card of a path: each record a link, each step a sentence. No text from data is markup."""
    if not told.records:
        return Markup('<p class="empty">{}</p>').format(told.about)
    parts = zip(told.records, (*told.steps, ()), strict=True)
    items = Markup("").join(_item(record, step, lang, day) for record, step in parts)
    return Markup('<div class="scene path-told" data-day="{}"><p>{}</p><ol>{}</ol></div>').format(
        say("as_of", lang, day=format_day(day, lang)), told.about, items
    )


def _item(record: Record, step: tuple[str, ...], lang: str, day: date) -> Markup:
    style = style_of(record.kind)
    sign = _SIGN.format(style.colour, outline(style, 0.0, 0.0))
    stop = "。" if lang == "zh" else "."
    lines = Markup("").join(Markup('<p class="step">{}{}</p>').format(one, stop) for one in step)
    link = record.as_json(lang, day, (0.0, 0.0))["href"]
    return Markup(
        '<li><span class="at">{}<a href="{}">{}</a> <small>{}</small></span>{}</li>'
    ).format(sign, link, record.label, word("kind", record.kind, lang), lines)
