"""Cypher as HTML: comments, texts, words of the language and parameters each in a span of their own."""

import re

from markupsafe import Markup, escape

_WORDS = (
    "ALL AND AS ASC BY CALL CASE COLLECT CONTAINS COUNT CREATE DELETE DESC DETACH DISTINCT ELSE END"
    " ENDS EXISTS FALSE FOREACH IN IS LIMIT MATCH MERGE NOT NULL ON OPTIONAL OR ORDER REMOVE RETURN"
    " SET SKIP STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR YIELD"
)
_PART = re.compile(
    r"(?P<c>//[^\n]*|/\*.*?\*/)"
    r"|(?P<s>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<p>\$\w+)"
    r"|(?P<l>(?<=[:|])`?[A-Za-z_]\w*`?)"
    rf"|(?P<k>\b(?:{_WORDS.replace(' ', '|')})\b)",
    re.DOTALL,
)


def coloured(text: str) -> Markup:
    """The text escaped, with its parts marked by class: c, s, p, l, k."""
    out, at = Markup(""), 0
    for found in _PART.finditer(text):
        part = Markup('<span class="{}">{}</span>').format(found.lastgroup, found[0])
        out += escape(text[at : found.start()]) + part
        at = found.end()
    return out + escape(text[at:])
