"""Rows of a neighbourhood's picture: headings by relationship, names, and how high each stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.relations.neighbour_table import Neighbour

ROW = 21.0
HEAD = 19.0


@dataclass(frozen=True)
class Placed:
    """A row: what it is ``of``, or the ``text`` of a heading; ``depth`` is its step, ``y`` its middle."""

    of: Neighbour | None
    text: str = ""
    key: str = ""
    parent: str = ""
    depth: int = 1
    y: float = 0.0

    @property
    def height(self) -> float:
        """How much room it takes."""
        return HEAD if self.of is None else ROW


def two_sides(near: Sequence[Neighbour]) -> tuple[list[Placed], list[Placed]]:
    """Rows for one side of a record and for the other, about as many on each, under their headings."""
    half = sum(ROW for _ in near) + HEAD * len({one.tie for one in near})
    sides: tuple[list[Placed], list[Placed]] = ([], [])
    side, tall, last = 0, 0.0, ""
    for at, one in enumerate(near):
        if side == 0 and at and tall + ROW / 2 >= half / 2:
            side, last = 1, ""
        if one.tie != last:
            sides[side].append(Placed(None, one.tie))
            tall += HEAD
        sides[side].append(Placed(one, key=f"1|{at}"))
        tall, last = tall + ROW, one.tie
    return sides


def placed_rows(
    near: Sequence[Neighbour], most: int, lang: str, *, below: bool = False
) -> list[Placed]:
    """All rows one below another: a neighbour beside the middle of what is further, or ``below``
    each other. Where they would be more than ``most``, what is further is summed up in one row."""
    kept = _with_room(near, most, lang)
    rows: list[Placed] = []
    y, last = 0.0, ""
    for at, one in enumerate(kept):
        heading = one.tie != last
        if heading:
            y, last = y + HEAD, one.tie
        key = f"1|{at}"
        first = y
        if below:
            y += ROW
        further = [
            Placed(two, key=f"2|{at}|{n}", parent=key, depth=2, y=y + ROW * (n + 0.5))
            for n, two in enumerate(one.further)
        ]
        span = 1 if below else max(1, len(further))
        own = Placed(one, key=key, y=first + ROW * span / 2)
        if heading:
            rows.append(Placed(None, one.tie, y=own.y - (ROW + HEAD) / 2))
        rows += [own, *further]
        y += ROW * (len(further) if below else span)
    return rows


def _with_room(near: Sequence[Neighbour], most: int, lang: str) -> list[Neighbour]:
    """The same with so few rows of the second step that all have room, the rest summed up."""
    for few in (9, 7, 5, 4, 3, 2):
        kept = [one.with_few(few, lang) for one in near]
        if sum(max(1, len(one.further)) for one in kept) <= most:
            return kept
    return [one.with_few(1, lang) for one in near]
