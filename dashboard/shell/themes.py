"""Dark pages also for who has chosen them: each rule for the system's dark theme, twice.

``@media (prefers-color-scheme: dark)`` holds where the reader has not chosen light, and its rules
hold without it where the reader has chosen dark (``data-theme`` of the page's root element). Neither
holds on paper, which is light.
"""

import re
from collections.abc import Iterator

_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\) \{")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FOLLOWS, _CHOSEN = ':not([data-theme="light"])', '[data-theme="dark"]'


def themed(text: str) -> str:
    """A style sheet whose dark rules also follow what the reader has chosen.

    Raises ValueError where a dark block holds anything but plain rules.
    """
    parts, end = [], 0
    for start, body, after in _dark_blocks(text):
        parts.append(text[end:start])
        rules = list(_rules(body))
        system = "".join(_rule(selectors, held, _FOLLOWS) for selectors, held in rules)
        chosen = "".join(_rule(selectors, held, _CHOSEN) for selectors, held in rules)
        by_system = f"@media screen and (prefers-color-scheme: dark) {{\n{system}}}\n"
        parts.append(f"{by_system}@media screen {{\n{chosen}}}\n")
        end = after
    return "".join([*parts, text[end:]])


def _dark_blocks(text: str) -> Iterator[tuple[int, str, int]]:
    """Where each dark block begins, what it holds, and where it has ended."""
    for one in _DARK.finditer(text):
        depth, at = 1, one.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        yield one.start(), text[one.end() : at - 1], at


def _rules(body: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules of a block."""
    plain = _COMMENT.sub("", body)
    for part in plain.split("}")[:-1]:
        selectors, _, held = part.partition("{")
        if "@" in selectors or "{" in held:
            raise ValueError(f"not a plain rule for a dark page: {selectors.strip()}")
        yield selectors.strip(), held.strip()


def _rule(selectors: str, held: str, theme: str) -> str:
    """A rule that holds below a root of some theme; it weighs as much as before."""
    below = ", ".join(_below(one.strip(), theme) for one in _selectors(selectors))
    return f"{below} {{ {held} }}\n"


def _below(selector: str, theme: str) -> str:
    if selector.startswith(":root"):
        return f":root:where({theme}){selector.removeprefix(':root')}"
    return f":where(:root{theme}) {selector}"


def _selectors(text: str) -> list[str]:
    """The parts of a list of selectors, whose commas stand outside of brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
