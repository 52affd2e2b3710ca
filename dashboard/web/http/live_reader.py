"""Who a live picture is for, as it travels in Bokeh's signed token from the page to the websocket."""

from bokeh.util.token import get_token_payload
from tornado.httputil import HTTPServerRequest

from cypher.reader import AUDIENCES, LOCAL, Reader

READER = "X-Lianxin-Reader"
"""The request header in which the router tells the live picture's document who reads."""
_NOBODY = ""


def written_reader(reader: Reader) -> str:
    """A reader as the token holds it: the account's number and the role; no name, no secret."""
    return f"{reader.account or 0}:{reader.role}"


def read_reader(text: str) -> Reader:
    """The reader that ``written_reader`` wrote. Raises ValueError."""
    number, _, role = text.partition(":")
    for known, audience in AUDIENCES.items():
        if known == role:
            return Reader(LOCAL.name, known, audience, int(number) or None)
    raise ValueError(text)


def written_reader_of_token(request: HTTPServerRequest) -> str:
    """What the token of a websocket's handshake says; its signature is checked by Bokeh after this."""
    protocols = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
    try:
        headers = get_token_payload(protocols[-1].strip()).get("headers", {})
        return str(headers.get(READER, _NOBODY))
    except Exception:  # whatever a stranger sends as a token
        return _NOBODY
