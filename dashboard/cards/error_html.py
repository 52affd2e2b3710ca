"""A failure as the sentence that stands where its figure would."""

from html import escape

from dashboard.texts import either, say
from graph.errors import ConnectionFailed, GraphError, OutOfMemory, TimedOut

_PASSING: tuple[tuple[type[GraphError], str], ...] = (
    (TimedOut, "too_slow"),
    (ConnectionFailed, "database_away"),
)
"""Failures that may pass to the sentence that a visitor reads; the page asks again by itself."""


def fault(error: GraphError, lang: str, heading: str = "") -> str:
    """The sentence; where it is about the server, what the server said is folded away."""
    head = f"<h2>{escape(heading)}</h2>" if heading else ""
    technical = either(error, lang)
    key = _key(error)
    if key is None:
        return f'{head}<div class="fault" role="alert"><p>{escape(technical)}</p></div>'
    return (
        f'{head}<div class="fault" role="alert"{again(error)}><p>{escape(say(key, lang))} '
        f'<button type="button" class="button" data-again>{escape(say("again", lang))}</button></p>'
        f'<details data-fold="technical"><summary>{escape(say("technical", lang))}</summary>'
        f"<p>{escape(technical)}</p></details></div>"
    )


def _key(error: GraphError) -> str | None:
    if isinstance(error, OutOfMemory):
        return "too_large"
    return next((key for kind, key in _PASSING if isinstance(error, kind)), None)


def again(error: GraphError) -> str:
    """The attribute by which the page knows that it should ask again."""
    return " data-retry" if any(isinstance(error, kind) for kind, _ in _PASSING) else ""
