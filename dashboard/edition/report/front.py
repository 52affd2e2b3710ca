"""The first page of the report: sentences, and numbers beside those of the year before."""

from collections.abc import Iterable, Mapping

from cypher.nothing import is_nothing
from dashboard.edition.content.content import Content
from dashboard.edition.report.blocks import Front, Picture, Tile
from dashboard.edition.report.model import FrontPlan
from dashboard.figures import PICTURES
from dashboard.sentences.figures import Value, values_of
from dashboard.sentences.model import Sentence
from dashboard.sentences.wording import called, value_text
from dashboard.texts import say

_HIGH = 48
"""How high the picture of the first page is, in millimetres."""


def front_page(plan: FrontPlan, content: Content) -> Front:
    """What stands on it for these readers."""
    lang = content.plan.lang
    table = content.tables.get(f"reports/{plan.picture}")
    decide = plan.decide if content.plan.audience != "public" else ()
    drawn = table is not None and bool(table.rows) and table.header.view.kind in PICTURES
    return Front(
        lead=finished(content, plan.lead),
        more=finished(content, plan.more),
        tiles=_tiles(plan, content, lang),
        picture=Picture(table, high=_HIGH) if drawn and table is not None else None,
        open=tuple(filter(None, (finished(content, [name]) for name in plan.open))),
        decide=tuple(filter(None, (content.sentence(name) for name in decide))),
    )


def finished(content: Content, names: Iterable[str]) -> str:
    """Sentences one after the other, each with its full stop."""
    found = [text for name in names if (text := content.sentence(name))]
    return (
        "".join(f"{one}。" for one in found)
        if content.plan.lang == "zh"
        else " ".join(f"{one}." for one in found)
    )


def _tiles(plan: FrontPlan, content: Content, lang: str) -> tuple[Tile, ...]:
    sentence = content.plan.sentences.find(plan.numbers.sentence)
    values = values_of(sentence, content.answer)
    return tuple(
        _tile(sentence, values, now, before, lang)
        for now, before in plan.numbers.beside.items()
        if now in values
    )


def _tile(
    sentence: Sentence, values: Mapping[str, Value], now: str, before: str, lang: str
) -> Tile:
    value, other = values[now], values.get(before)
    label = called(sentence, now, value, lang)
    if other is None or is_nothing(other.value):
        beside = "" if other is None else say("front_before", lang, value=value_text(other, lang))
        return Tile(label, value_text(value, lang), beside, None)
    return Tile(label, value_text(value, lang), _beside(value, other, lang), _bars(value, other))


def _beside(value: Value, other: Value, lang: str) -> str:
    """The number of the year before, and how much more or fewer that is."""
    before = value_text(other, lang)
    if value.number is None or other.number is None:
        return say("front_before", lang, value=before)
    by = value.number - other.number
    sign = "+" if by > 0 else "−"
    change = f"{sign}{value_text(Value(by, value.unit), lang)}" if by else say("front_same", lang)
    return say("front_change", lang, value=before, by=change)


def _bars(value: Value, other: Value) -> tuple[float, float] | None:
    if value.number is None or other.number is None:
        return None
    most = max(value.number, other.number)
    return (value.number / most, other.number / most) if most > 0 else None
