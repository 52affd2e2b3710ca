"""Rows in the order that people count in: 第2号 before 第10号, where the server compares characters."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from cypher.file.tokens import Token, tokens_in

Row = tuple[object, ...]
_DIGITS = re.compile(r"(\d+)")
_OPENS, _CLOSES = {"(", "[", "{"}, {")", "]", "}"}
_ENDS = {"SKIP", "OFFSET", "LIMIT"}
_FALLING = {"DESC", "DESCENDING"}
_RISING = {"ASC", "ASCENDING"}


def natural_key(text: str) -> tuple[list[str | int], str]:
    """What a text is sorted by: its digits as numbers, the rest character by character."""
    parts = _DIGITS.split(text)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)], text


def in_natural_order(statement: str, names: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Rows as a statement's last ORDER BY gave them, numbers within texts being told as numbers.

    Only what it sorts by plain columns, before the first expression, is heeded; a column that holds
    anything but texts and nulls keeps the server's order.
    """
    keys = [(names.index(name), falling) for name, falling in _sorted_by(statement, names)]
    return _sorted(list(rows), keys)


def _sorted(rows: list[Row], keys: list[tuple[int, bool]]) -> list[Row]:
    """Rows that are equal in the first key stand together: these groups change places, if any do."""
    if not keys or len(rows) < 2:
        return rows
    (at, falling), *others = keys
    groups = [list(group) for _, group in groupby(rows, itemgetter(at))]
    values = [group[0][at] for group in groups]
    if all(value is None or isinstance(value, str) for value in values):
        groups.sort(key=lambda group: _key(group[0][at]), reverse=falling)
    return [row for group in groups for row in _sorted(group, others)]


def _key(value: object) -> tuple[bool, object]:
    return value is None, natural_key(value) if isinstance(value, str) else ()


def _sorted_by(statement: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The columns that the last ORDER BY begins with, and whether each falls."""
    tokens = _outermost(tokens_in(statement))
    words = [token.text.upper() if token.kind == "word" else "" for token in tokens]
    begins = [at for at in range(1, len(words)) if words[at - 1 : at + 1] == ["ORDER", "BY"]]
    if not begins or "UNION" in words or "RETURN" in words[begins[-1] :]:
        return
    for key in _split(tokens[begins[-1] + 1 :]):
        words = [token.text.upper() for token in key[1:]]
        if not key[0].is_name or key[0].text not in names or len(words) > 1:
            return
        if words and words[0] not in _FALLING | _RISING:
            return
        yield key[0].text, bool(words) and words[0] in _FALLING


def _outermost(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that stand in no bracket; a closing bracket stands for all that it closes."""
    found, depth = [], 0
    for token in tokens:
        opens = token.kind == "symbol" and token.text in _OPENS
        closes = token.kind == "symbol" and token.text in _CLOSES
        depth += opens - closes
        if depth == 0 and not opens:
            found.append(token)
    return found


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The keys of an ORDER BY, each as its tokens."""
    key: list[Token] = []
    for token in tokens:
        if (token.kind == "word" and token.text.upper() in _ENDS) or token.text == ";":
            break
        if token.kind == "symbol" and token.text == ",":
            yield key
            key = []
        else:
            key.append(token)
    if key:
        yield key
