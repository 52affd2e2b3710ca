"""The room that is taken: boxes of records with their names, and whether another fits beside them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import cos, hypot, pi, sin

Place = tuple[float, float]
Places = Mapping[str, Place]
HEIGHT = 52.0
"""What a record takes with the one line of its name, and a gap."""
_LETTERS = 12
_WIDE, _NARROW = 13.0, 7.0
_LEAST = 56.0
USUAL_WIDTH = 130.0
"""What a record is taken to be wide whose name is not known."""
_CELL_X, _CELL_Y = 200.0, 60.0
_NEAR, _RING = 40.0, 62.0
"""How far the nearest other place is, and how far rings are from each other."""
_FIRST_RING, _TURN = 130.0, 0.19
_MOST_EVEN, _EVEN_TRIES = 24, 12
"""So many records are tried on one ring, and so many rings are tried."""
_FLAT = 1.3
"""Rings are wider than high, for names are."""


def width_of(name: str) -> float:
    """How wide a record is with its name, of which twelve characters are shown."""
    shown = name[:_LETTERS]
    return max(_LEAST, sum(_NARROW if one.isascii() else _WIDE for one in shown) + 14.0)


class Room:
    """Boxes that do not overlap, each about a place."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def is_free(self, place: Place, width: float) -> bool:
        """Whether a box of a width fits at a place."""
        x, y = place
        column, row = int(x // _CELL_X), int(y // _CELL_Y)
        for at in (column - 1, column, column + 1):
            for line in (row - 1, row, row + 1):
                for taken_x, taken_y, taken in self._cells.get((at, line), ()):
                    if abs(taken_y - y) < HEIGHT and abs(taken_x - x) < (taken + width) / 2:
                        return False
        return True

    def take(self, place: Place, width: float) -> None:
        """Put a box at a place."""
        x, y = place
        self._cells[int(x // _CELL_X), int(y // _CELL_Y)].append((x, y, width))

    def near(self, place: Place, reach: float) -> Iterator[Place]:
        """The places taken within a distance."""
        x, y = place
        columns = range(int((x - reach) // _CELL_X), int((x + reach) // _CELL_X) + 1)
        rows = range(int((y - reach) // _CELL_Y), int((y + reach) // _CELL_Y) + 1)
        for at in columns:
            for line in rows:
                for taken_x, taken_y, _ in self._cells.get((at, line), ()):
                    if hypot(taken_x - x, taken_y - y) <= reach:
                        yield taken_x, taken_y


def around(
    centre: Place, towards: float, first: float = _FIRST_RING
) -> Iterator[tuple[float, Place]]:
    """Angles and places on rings about a centre, without end: on each ring from about the direction
    ``towards`` to both sides."""
    radius, turned = first, 0.0
    while True:
        steps = max(8, int(2 * pi * radius / 36))
        for n in range(steps):
            side = (n + 1) // 2 * (1 if n % 2 else -1)
            angle = towards + turned + side * 2 * pi / steps
            yield (
                angle,
                (centre[0] + _FLAT * radius * cos(angle), centre[1] + radius * sin(angle)),
            )
        radius += _RING
        turned += _TURN  # so that no line to one goes through another


def even_ring(
    room: Room, centre: Place, towards: float, width: float, count: int
) -> list[Place] | None:
    """Places for some boxes evenly on one ring about a centre; None where no ring has the room."""
    if count > _MOST_EVEN:
        return None
    for step in range(_EVEN_TRIES):
        radius = _FIRST_RING + step * 20.0
        found = [
            (
                centre[0] + _FLAT * radius * cos(towards + 2 * pi * n / count),
                centre[1] + radius * sin(towards + 2 * pi * n / count),
            )
            for n in range(count)
        ]
        own = Room()
        if all(_fits(room, own, place, width) for place in found):
            return found
    return None


def _fits(room: Room, own: Room, place: Place, width: float) -> bool:
    free = room.is_free(place, width) and own.is_free(place, width)
    own.take(place, width)
    return free


class Nearest:
    """Finds the nearest free place; where many want the same, it goes on from where the last went."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._reached: dict[tuple[int, int], float] = {}

    def take(self, wanted: Place, width: float) -> Place:
        """Take the wanted place, or one near it where a box of a width fits."""
        place = wanted if self._room.is_free(wanted, width) else self._beside(wanted, width)
        self._room.take(place, width)
        return place

    def _beside(self, wanted: Place, width: float) -> Place:
        cell = int(wanted[0] // _CELL_X), int(wanted[1] // _CELL_X)
        first = self._reached.get(cell, _NEAR)
        room = self._room
        place = next(one for _, one in around(wanted, 0.0, first) if room.is_free(one, width))
        away = hypot((place[0] - wanted[0]) / _FLAT, place[1] - wanted[1])
        self._reached[cell] = max(_NEAR, away - _RING)
        return place
