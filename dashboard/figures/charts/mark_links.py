"""The marks of a drawn chart as links: the library writes whole addresses of its own, which are put in
place of ours."""

import re
from collections.abc import Sequence
from itertools import chain, repeat

from markupsafe import escape

_MARK = re.compile(r'<a xlink:href="[^"]*/m(\d+)">(.*?)</a>')


def mark_name(at: int) -> str:
    """What a chart is given as the address of the mark of its point ``at``, from 0."""
    return f"m{at}"


def with_links(svg: str, links: Sequence[str]) -> str:
    """A chart's SVG text whose marks lead to ``links``, one for each point; a mark without one is no
    link. The first link is reached with Tab, the others from it."""
    stops = chain(["0"], repeat("-1"))

    def mark(found: re.Match[str]) -> str:
        link, drawn = links[int(found[1])], found[2]
        return f'<a href="{escape(link)}" tabindex="{next(stops)}">{drawn}</a>' if link else drawn

    return _MARK.sub(mark, svg)
