"""How wide a text is: the one rule for which characters Chinese type makes as wide as they are high."""

_MARKS = frozenset("“”‘’…—·")
"""Marks outside the Chinese blocks that a Chinese font makes full-width."""
_NARROW = 0.56
"""The mean width of Latin letters and digits, in letters' heights."""


def is_chinese(character: str) -> bool:
    """Whether a character lies in the blocks of Chinese characters and their punctuation."""
    return character > "\u2e7f"


def is_wide(character: str) -> bool:
    """Whether a character is printed as wide as it is high."""
    return is_chinese(character) or character in _MARKS


def ems(text: str) -> float:
    """About how wide a text is printed, in letters' heights."""
    return sum(1.0 if is_wide(one) else _NARROW for one in text)


def columns(text: str) -> int:
    """How many columns of a fixed-width font a text takes: a wide character takes two."""
    return sum(2 if is_wide(one) else 1 for one in text)
