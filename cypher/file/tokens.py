"""A statement's tokens: what is a word of the language, and what stands in a comment or a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["word", "quoted", "string", "number", "parameter", "symbol"]

_ESCAPE = re.compile(r"\\\\|\\u([0-9a-fA-F]{4})")
_SPACE = r"\s+|//[^\n\r]*|/\*.*?\*/"
_TOKEN = re.compile(
    rf"(?P<space>{_SPACE})"
    r"|(?P<string>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<quoted>`(?:``|[^`])*`)"
    r"|\$(?P<parameter>\w+|`(?:``|[^`])*`)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d\w*(?:\.\d\w*)?(?:(?<=[eE])[+-]\d+)?|(?<![\w.)\]])\.\d\w*(?:(?<=[eE])[+-]\d+)?)"
    r"|(?P<symbol>\.\.|::|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: ``text`` without the quotes of a name or the ``$`` of a parameter.

    ``start`` is its place in the statement, counted in characters from 0 after ``unescaped``.
    """

    kind: Kind
    text: str
    start: int

    @property
    def is_name(self) -> bool:
        """Whether it is an identifier or a keyword."""
        return self.kind in ("word", "quoted")


def unescaped(statement: str) -> str:
    """A statement with its ``\\uXXXX`` replaced, which the server does before it looks for tokens."""
    return _ESCAPE.sub(
        lambda found: found[0] if found[1] is None else chr(int(found[1], 16)), statement
    )


@lru_cache(maxsize=32)  # a statement is looked at for five things, one after the other
def tokens_in(statement: str) -> tuple[Token, ...]:
    """The tokens of a statement in their order, without spaces and comments."""
    found = []
    for match in _TOKEN.finditer(unescaped(statement)):
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "space":
            continue
        if kind in ("quoted", "parameter") and text.startswith("`"):
            text = text[1:-1].replace("``", "`")
        found.append(Token(kind, text, match.start()))  # type: ignore[arg-type]
    return tuple(found)


def options_end(tokens: Sequence[Token]) -> int:
    """The index of the first token behind ``CYPHER 25 name=value …``, 0 where there is none."""
    if not tokens or tokens[0].text.upper() != "CYPHER":
        return 0
    end = 2 if len(tokens) > 1 and tokens[1].kind == "number" else 1
    while [token.text for token in tokens[end + 1 : end + 2]] == ["="]:
        end += 3
    return end


def mode_of(statement: str) -> str | None:
    """EXPLAIN or PROFILE, where that stands before a statement; comments and options may precede it."""
    tokens = tokens_in(statement)
    first = next((token.text.upper() for token in tokens[options_end(tokens) :]), "")
    return first if first in ("EXPLAIN", "PROFILE") else None


UNNAMED = "unnamed"
"""A parameter that comes by itself: the gifts whose giver the reader may not be told."""


def parameters_in(statement: str) -> dict[str, int]:
    """Each parameter with the line, from 0, where it first stands."""
    text = unescaped(statement)
    found: dict[str, int] = {}
    for token in tokens_in(statement):
        if token.kind == "parameter":
            found.setdefault(token.text, text.count("\n", 0, token.start))
    return found
