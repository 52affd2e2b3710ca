"""One line of the trail: JSON that carries the hash of the line before it and its own."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FIRST = "0" * 64
"""What the first line of a chain has in place of the hash of a line before it."""
_BEFORE_HASH = b',"hash":"'
_TAIL = len(_BEFORE_HASH) + 64 + len(b'"}')


class NotALine(ValueError):
    """Bytes that no line of the trail consists of."""


@dataclass(frozen=True)
class Line:
    """A line as it was read.

    ``n`` counts from 1 within its chain, ``prev`` is the hash of the line before, ``values`` is all
    that it says. ``is_intact``: whether its own hash is that of what it says.
    """

    n: int
    prev: str
    hash: str
    values: Mapping[str, object]
    is_intact: bool
    sum: str = ""
    """The sum of what it says now."""

    def text(self, name: str) -> str:
        """A value as text; "" where the line has none of that name."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    @property
    def at(self) -> datetime | None:
        """The moment that it names, with its offset; None where it names none."""
        try:
            return datetime.fromisoformat(self.text("at"))
        except ValueError:
            return None


def encoded(n: int, prev: str, values: Mapping[str, object]) -> tuple[bytes, str]:
    """A line with its newline, and its hash."""
    body = json.dumps(
        {"n": n, **values, "prev": prev}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    own = hashlib.sha256(body).hexdigest()
    return body[:-1] + _BEFORE_HASH + own.encode() + b'"}\n', own


def decoded(raw: bytes) -> Line:
    """A line without its newline. Raises NotALine."""
    body, tail = raw[:-_TAIL] + b"}", raw[-_TAIL:]
    if not tail.startswith(_BEFORE_HASH) or not tail.endswith(b'"}'):
        raise NotALine
    own = tail[len(_BEFORE_HASH) : -2].decode("ascii", "replace")
    try:
        values = json.loads(body)
        n, prev = values.pop("n"), values.pop("prev")
    except (ValueError, KeyError, AttributeError, RecursionError):
        raise NotALine from None
    if type(n) is not int or not isinstance(prev, str):
        raise NotALine
    found = hashlib.sha256(body).hexdigest()
    return Line(n, prev, own, values, found == own, found)


def said_of(raw: bytes) -> tuple[int, int]:
    """From where to where in a line it says what it is about and what beside; (0, 0) where nowhere."""
    begins = [at for key in (b',"about":', b',"more":') if (at := raw.find(key)) >= 0]
    end = raw.rfind(b',"prev":"')
    return (min(begins), end) if begins and end > min(begins) else (0, 0)
