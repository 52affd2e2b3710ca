"""Text as it may be shown: what no letter stands for is replaced by a sign; how wide a text is.

One rule says which characters Chinese type makes as wide as they are high.
"""

import re

REPLACEMENT = "□"
"""Stands for a character that cannot be shown: white square, which the shipped font has."""

_LINE_END = re.compile("\r\n?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, save tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # what turns the order of the letters round
    "\ud800-\udfff\ufffe\uffff]"  # no characters: XML and JSON refuse them
)
_MARKS = frozenset("“”‘’…—·")
"""Marks outside the Chinese blocks that a Chinese font makes full-width."""
_NARROW = 0.56
"""The mean width of Latin letters and digits, in letters' heights."""


def unprintable(text: str) -> str | None:
    """The first character of a text that cannot be shown; None where all can, and for line ends."""
    found = None if text.isprintable() else _UNPRINTABLE.search(_LINE_END.sub("\n", text))
    return found[0] if found else None


def printable(text: str) -> str:
    """The text with line ends as ``\\n`` and each character that cannot be shown as ``□``.

    A control character ends the program that draws charts, breaks XML (SVG, Word, Excel) and
    steers a terminal, so it is replaced where text comes in, before anything else sees it.
    """
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub(REPLACEMENT, _LINE_END.sub("\n", text))


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
