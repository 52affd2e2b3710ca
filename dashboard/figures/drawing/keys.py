"""What a value is to a picture: a key that tells it from others, a label, a number or none."""

import math
from collections.abc import Hashable, Iterable
from datetime import datetime

Key = tuple[str, Hashable]


def key_of(value: object) -> Key:
    """A hashable key that two values share only if they are equal in Cypher: 1 and 1.0, not 1 and true."""
    if isinstance(value, bool) or value is None:
        return ("word", value)
    if isinstance(value, int | float):
        return ("number", value if value == value else "NaN")
    if isinstance(value, list | tuple):
        return ("list", tuple(key_of(item) for item in value))
    return (type(value).__name__, repr(value))


def finite_number(value: object) -> int | float | None:
    """The value where it is a number that can be drawn; None for text, true, NaN, infinity, nothing."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return value


def labels_of(texts: Iterable[tuple[object, str]]) -> list[str]:
    """The label of each value (value, text): its text, written out where another value has the same.

    No two labels are equal: what stays alike is told apart by spaces at its end, which are not seen.
    """
    pairs = list(texts)
    often: dict[str, int] = {}
    for _, text in pairs:
        often[text] = often.get(text, 0) + 1
    labels: dict[str, None] = {}
    for value, text in pairs:
        label = _in_full(value, text) if often[text] > 1 else text
        while label in labels:
            label += " "
        labels[label] = None
    return list(labels)


def _in_full(value: object, text: str) -> str:
    """A number with all its places, a moment with its seconds; anything else as it is."""
    if isinstance(value, float):
        return f"{value:,}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return text
