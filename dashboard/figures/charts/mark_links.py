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


def with_links(svg: str, links: Sequence[str], wholes: Sequence[str] = ()) -> str:
    """A chart's SVG text whose marks lead to ``links``, one for each point; a mark without one is no
    link. The first link is reached with Tab, the others from it. ``wholes``: where the rows are of
    which each is a share."""
    stops = chain(["0"], repeat("-1"))

    def mark(found: re.Match[str]) -> str:
        at, drawn = int(found[1]), found[2]
        link, whole = links[at], wholes[at] if wholes else ""
        if not link:
            return drawn
        held = f' data-whole="{escape(whole)}"' if whole else ""
        return f'<a href="{escape(link)}"{held} tabindex="{next(stops)}">{drawn}</a>'

    return _MARK.sub(mark, svg)
