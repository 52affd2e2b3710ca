"""A failure as the sentence that stands where its figure would."""

from html import escape

from cypher.errors import BadValue
from dashboard.texts import either, say
from graph.errors import ConnectionFailed, GraphError


def fault(error: GraphError, lang: str, heading: str = "", *, alone: bool = False) -> str:
    """The sentence. Trouble with the connection is tried again by the page itself; unless it stands
    ``alone``, what stands beside it is said to be untouched."""
    head = f"<h2>{escape(heading)}</h2>" if heading else ""
    beside = "" if alone or isinstance(error, BadValue) else say("others_stand", lang)
    way = f'<p class="muted">{beside}</p>' if beside else ""
    said = escape(either(error, lang))
    return f'{head}<div class="fault" role="alert"{again(error)}><p>{said}</p>{way}</div>'


def again(error: GraphError) -> str:
    """The mark by which the page knows that it should ask again."""
    return " data-retry" if isinstance(error, ConnectionFailed) else ""
