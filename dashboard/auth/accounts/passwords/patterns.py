"""What a guesser tries before any list: runs on the keyboard, repetitions, days, telephone numbers."""

import re
from datetime import date
from itertools import pairwise

_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_KEYS = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
_TELEPHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_IDENTITY = re.compile(r"\d{17}[\dx]|\d{15}")
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_SHORTEST_WALK = 3
_FEW = 3
"""How many different characters are too few, however long the text is."""
_LONGEST_PART = 5
"""A part of so many characters that is only repeated makes no password."""


def is_pattern(text: str) -> bool:
    """Whether a text in lower case is made by a rule that anybody could guess, or is with a letter
    or two less at one of its ends."""
    return any(_is_made_by_rule(one) for one in (text, text[1:], text[2:], text[:-1], text[:-2]))


def _is_made_by_rule(text: str) -> bool:
    return (
        len(set(text)) <= _FEW
        or _is_repeated(text)
        or _is_run(text)
        or _is_walk(text)
        or _is_number_of_a_person(text)
    )


def _is_repeated(text: str) -> bool:
    return any(
        (text[:size] * len(text))[: len(text)] == text
        for size in range(1, min(_LONGEST_PART, len(text) // 2) + 1)
    )


def _is_run(text: str) -> bool:
    """Each character the next, or the one before, of the last: abcdefgh, 87654321, 7890123."""
    steps = {
        (ord(after) - ord(before)) % 10 if text.isdecimal() else ord(after) - ord(before)
        for before, after in pairwise(text)
    }
    return len(steps) == 1 and steps <= {1, -1, 9}


def _is_walk(text: str) -> bool:
    """Nothing but keys that lie beside each other, three at least in a row: qwertyui, 1qaz2wsx, qwe123!@#."""
    keys = [_KEYS.get(one) for one in text.translate(_SHIFTED)]
    rows = [1]
    for before, after in pairwise(keys):
        near = (
            before is not None
            and after is not None
            and abs(before[0] - after[0]) <= 1
            and abs(before[1] - after[1]) <= 1
        )
        rows[-1:] = [rows[-1] + 1] if near else [rows[-1], 1]
    return min(rows) >= _SHORTEST_WALK


def _is_number_of_a_person(text: str) -> bool:
    """A mobile telephone, an identity number, or a day of a life."""
    if _TELEPHONE.fullmatch(text) or _IDENTITY.fullmatch(text):
        return True
    return len(text) == 8 and text.isdecimal() and (_is_day(text) or _is_day(text[4:] + text[:4]))


def _is_day(text: str) -> bool:
    try:
        found = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= found.year <= 2100
