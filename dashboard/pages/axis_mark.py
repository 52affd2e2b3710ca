"""What a page's form marks along the axis of a chart, such as ``{hour:02}:00``: 09:00 where ``hour`` is 9."""

import re
from collections.abc import Mapping

PATTERN = r"^([^{}]|\{[a-z]\w*(:02)?\})*$"
"""Text with parameters of the page in braces; ``:02`` writes a number with two digits."""
_IN_BRACES = re.compile(r"\{(\w+)(:02)?\}")


def parameters_in(mark: str) -> tuple[str, ...]:
    """The parameters that a mark names."""
    return tuple(found[1] for found in _IN_BRACES.finditer(mark))


def marked_value(mark: str, given: Mapping[str, object]) -> str:
    """A mark with values by their parameters' names; "" where one has none."""
    if not all(str(given.get(name, "")) for name in parameters_in(mark)):
        return ""

    def written(found: re.Match[str]) -> str:
        return str(given[found[1]]).zfill(2 if found[2] else 0)

    return _IN_BRACES.sub(written, mark)
