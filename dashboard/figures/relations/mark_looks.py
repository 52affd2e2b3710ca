"""How a record that a rule marks is drawn: a colour, and a mark that says the same without colour."""

import math
from typing import Literal, NamedTuple, get_args

from dashboard.figures.drawing import colours

Look = Literal["red", "amber", "green", "blue", "violet"]
LOOKS: tuple[Look, ...] = get_args(Look)


class MarkLook(NamedTuple):
    """A look: its colour on a light page, and the mark as the data of an SVG path in a circle of
    radius 1."""

    colour: str
    mark: str

    @property
    def dark(self) -> str:
        """The colour on a dark page."""
        return colours.in_the_dark(self.colour)


def _star() -> str:
    points = []
    for turn in range(10):
        r, angle = 0.36 if turn % 2 else 0.85, math.pi * turn / 5
        points.append(f"{r * math.sin(angle):.3f} {-r * math.cos(angle):.3f}")
    return f"M{'L'.join(points)}Z"


MARK_LOOKS: dict[Look, MarkLook] = {
    "red": MarkLook(colours.MARKS["red"], "M-.2-.75h.4l-.08.9h-.24zM-.2.38h.4v.36h-.4z"),
    "amber": MarkLook(colours.MARKS["amber"], _star()),
    "green": MarkLook(
        colours.MARKS["green"], "M-.72.02l.26-.26.28.28.64-.66.26.26-.9.92z"
    ),
    "blue": MarkLook(colours.MARKS["blue"], "M-.6-.42h1.2v.28h-1.2zM-.6.14h1.2v.28h-1.2z"),
    "violet": MarkLook(
        colours.MARKS["violet"],
        "M-.62-.4l.22-.22.4.4.4-.4.22.22-.4.4.4.4-.22.22-.4-.4-.4.4-.22-.22.4-.4z",
    ),
}  # fmt: skip
