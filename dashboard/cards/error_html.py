"""A failure as the sentence that stands where its figure would."""

from markupsafe import Markup

from cypher.errors import CypherError, MissingValue
from dashboard.texts import either, say
from graph.errors import ConnectionFailed, GraphError, OutOfMemory, TimedOut

_PASSING: tuple[tuple[type[GraphError], str], ...] = (
    (TimedOut, "too_slow"),
    (ConnectionFailed, "database_away"),
)
"""Failures that may pass to the sentence that a visitor reads; the page asks again by itself."""


def fault(error: GraphError, lang: str, heading: str = "", level: int = 2) -> Markup:
    """The sentence; where it is about the server, what the server said is folded away."""
    head = Markup("<h{0}>{1}</h{0}>").format(level, heading) if heading else Markup("")
    key = _key(error)
    if key is None:
        return head + Markup('<div class="fault" role="alert"><p>{}</p></div>').format(
            in_words(error, lang)
        )
    technical = either(error, lang)
    return head + Markup(
        '<div class="fault" role="alert"{}><p>{} '
        '<button type="button" class="button" data-again>{}</button></p>'
        '<details data-fold="technical"><summary>{}</summary><p>{}</p></details></div>'
    ).format(again(error), say(key, lang), say("again", lang), say("technical", lang), technical)


def mend_above(lang: str, heading: str = "") -> Markup:
    """What stands where a figure would while a value is refused, which is told beside its blank."""
    head = Markup("<h2>{}</h2>").format(heading) if heading else Markup("")
    return head + Markup('<p class="empty" data-refused>{}</p>').format(say("mend_above", lang))


def sentence(error: GraphError, lang: str, *, is_form: bool = False) -> str:
    """What a visitor reads of a failure, without what the server said.

    A page asks again by itself; a form has to be sent again, and nothing of it was written.
    """
    if is_form and isinstance(error, ConnectionFailed):
        return say("database_away_form", lang)
    key = None if is_form else _key(error)
    return say(key, lang) if key else in_words(error, lang)


def in_words(error: GraphError, lang: str) -> str:
    """What it says; who fills in a form or a search does not know the names in a file."""
    if isinstance(error, MissingValue):
        return say("steps_fill", lang, label=error.label[0 if lang == "zh" else 1])
    if isinstance(error, CypherError) and any(error.for_visitors):
        return error.for_visitors[0 if lang == "zh" else 1]
    return either(error, lang)


def _key(error: GraphError) -> str | None:
    if isinstance(error, OutOfMemory):
        return "too_large"
    return next((key for kind, key in _PASSING if isinstance(error, kind)), None)


def again(error: GraphError) -> Markup:
    """The attribute by which the page knows that it should ask again."""
    passing = any(isinstance(error, kind) for kind, _ in _PASSING)
    return Markup(" data-retry") if passing else Markup("")
