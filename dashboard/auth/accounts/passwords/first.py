"""The first password of an account: random, easy to read out and to type, given out once."""

import secrets
from collections.abc import Callable

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No l, 1, i, o and 0, which are taken for one another."""
GROUPS, SIZE = 3, 4
"""Twelve of 31 letters: 59 bits."""


def readable(groups: int, size: int) -> str:
    """A random text of groups of letters with hyphens between them."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(size)) for _ in range(groups))


def first_password(is_good: Callable[[str], bool]) -> str:
    """A random password that the rules in force take."""
    while True:
        found = readable(GROUPS, SIZE)
        if (
            any(one.isdigit() for one in found)
            and any(one.isalpha() for one in found)
            and is_good(found)
        ):
            return found
