"""Text as it may be shown: what no letter stands for is replaced by a sign that can be seen and printed."""

import re

REPLACEMENT = "□"
"""Stands for a character that cannot be shown: white square, which the shipped font has."""

_LINE_END = re.compile("\r\n?")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, save tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # what turns the order of the letters round
    "\ud800-\udfff\ufffe\uffff]"  # no characters: XML and JSON refuse them
)


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
