"""Where everything of a map lies on its sheet, in points: nodes, and the bands that run between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.relations.layout import HEADING, Key
from dashboard.figures.relations.relationship_table import Node, Relationship

_THINNEST, _EQUAL = 1.1, 2.6
_FILLED = 0.86
"""How much of the room between two rows a card takes."""
_ALONE = 26.0
"""The rows that a thing without neighbours has to itself."""
_TIGHT = 0.74
"""How much of a row its letters take at the most."""


@dataclass(frozen=True)
class Paper:
    """What a map is drawn on, in points: its size, what head and foot take, how large letters are."""

    width: float
    height: float
    margin: float
    top: float
    bottom: float
    smallest: float
    largest: float
    card: float
    heading: float
    heading_y: float
    thickest: float
    outer: float
    """How wide a name beside a node may be."""
    cards: tuple[float, float]
    """How wide a card is at least and at most."""

    @property
    def pad(self) -> float:
        """The room between a name and its node or its card's edge."""
        return self.card * 0.7


A1 = Paper(
    width=2384, height=1684, margin=66, top=272, bottom=262, smallest=11, largest=21, card=17,
    heading=21, heading_y=250, thickest=20, outer=520, cards=(150, 430),
)  # fmt: skip
"""An A1 sheet; an A3 sheet is half of it, so that its letters are half as large."""
A4 = Paper(
    width=740, height=440, margin=2, top=28, bottom=2, smallest=6, largest=9.5, card=8.5,
    heading=10, heading_y=12, thickest=13, outer=190, cards=(66, 190),
)  # fmt: skip
"""The room for a map on a page of the report that lies across."""


@dataclass(frozen=True)
class Box:
    """A node: its thing, its box, and whether it is a card with its name inside."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    card: bool

    @property
    def middle(self) -> float:
        """The height at which its name stands."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Band:
    """A relationship from the right edge of one box to the left edge of another."""

    relationship: Relationship
    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass(frozen=True)
class Geometry:
    """A map on its sheet."""

    drawn: Drawn
    paper: Paper
    height: float
    letters: Mapping[int, float]
    """How large the names of each column are."""
    pitch: float
    above: float
    """Rows above the first."""
    scale: float
    boxes: Mapping[Key, Box]
    bands: tuple[Band, ...]
    across: Mapping[int, tuple[float, float]]
    """Left and right edge of each column's boxes."""

    def y(self, row: float) -> float:
        """The height of a row."""
        return self.paper.top + (row + self.above) * self.pitch


def geometry(drawn: Drawn, letters: FontMetrics, paper: Paper = A1) -> Geometry:
    """The places of a map. A map with very many rows takes a longer sheet, never smaller letters."""
    above = HEADING + 0.5 if len(drawn.layers.blocks) > 1 else 0.5
    rows = max(drawn.rows.values(), default=0.0) + above + 0.5
    around = paper.top + paper.bottom
    pitch = max((paper.height - around) / rows, paper.smallest / _TIGHT)
    height = max(paper.height, around + rows * pitch)
    rooms = _rooms(drawn, pitch)
    sizes = {
        column: max(paper.smallest, min(paper.largest, _least(drawn, rooms, column) * 0.62))
        for column in drawn.columns
    }
    scale = _scale(drawn, rooms, paper)
    heights = _heights(drawn, scale, rooms, paper)
    across = _across(drawn, letters, sizes, paper)
    boxes = {
        key: _box(drawn, key, across[key[0]], heights[key], paper.top + (row + above) * pitch)
        for key, row in drawn.rows.items()
    }
    bands = tuple(_bands(drawn, boxes, scale))
    return Geometry(drawn, paper, height, sizes, pitch, above, scale, boxes, bands, across)


def _box(drawn: Drawn, key: Key, across: tuple[float, float], height: float, middle: float) -> Box:
    left, right = across
    card = key[0] in drawn.map.cards
    return Box(drawn.layers.nodes[key], left, middle - height / 2, right - left, height, card)


def thickness(value: float, scale: float) -> float:
    """How thick a relationship is drawn."""
    return max(_THINNEST, value * scale)


def _rooms(drawn: Drawn, pitch: float) -> dict[Key, float]:
    """How far each thing is from the nearest of its column."""
    rooms = {}
    for column in drawn.columns:
        nodes = drawn.nodes(column)
        rows = [drawn.rows[node.key] for node in nodes]
        apart = [_ALONE, *(b - a for a, b in pairwise(rows)), _ALONE]
        for at, node in enumerate(nodes):
            rooms[node.key] = min(apart[at], apart[at + 1]) * pitch
    return rooms


def _least(drawn: Drawn, rooms: Mapping[Key, float], column: int) -> float:
    return min(rooms[node.key] for node in drawn.nodes(column))


def _scale(drawn: Drawn, rooms: Mapping[Key, float], paper: Paper) -> float:
    """Points a unit: no relationship too thick, and all relationships of a node within the node's room."""
    if not drawn.weighed:
        return _EQUAL * paper.card / A1.card
    most = max((relationship.value for relationship in drawn.layers.relationships), default=1.0)
    wanted = [paper.thickest / most] if most else []
    wanted += [rooms[key] * _FILLED / total for key, total in drawn.layers.sums().items() if total]
    return min(wanted, default=1.0)


def _heights(
    drawn: Drawn, scale: float, rooms: Mapping[Key, float], paper: Paper
) -> dict[Key, float]:
    """Each node's height: its relationships one upon another, and for a card at least its words.

    Never more than its room: many relationships of the least thickness lie over each other instead.
    """
    into: dict[Key, float] = {}
    out: dict[Key, float] = {}
    for relationship in drawn.layers.relationships:
        wide = thickness(relationship.value, scale)
        out[relationship.source] = out.get(relationship.source, 0.0) + wide
        into[relationship.target] = into.get(relationship.target, 0.0) + wide
    heights = {}
    for key in drawn.layers.nodes:
        relationships = max(into.get(key, 0.0), out.get(key, 0.0), 3.0)
        if key[0] in drawn.map.cards:
            relationships = max(relationships, paper.card * 2.9)
        heights[key] = min(relationships, rooms[key] * _FILLED)
    return heights


def _across(
    drawn: Drawn, letters: FontMetrics, sizes: Mapping[int, float], paper: Paper
) -> dict[int, tuple[float, float]]:
    """The columns from left to right: names outside, cards as wide as their names between."""
    columns, cards = drawn.columns, drawn.map.cards
    first, last = columns[0], columns[-1]
    pad, dot = paper.pad, paper.pad * 0.75

    def widest(column: int, large: float, bold: bool) -> float:
        names = [node.name for node in drawn.nodes(column)]
        return min(paper.outer, max(letters.width(name, large, bold=bold) for name in names))

    found: dict[int, tuple[float, float]] = {}
    left, right = paper.margin, paper.width - paper.margin
    if first not in cards:
        blocks = [drawn.block(code) for code in drawn.layers.blocks]
        headed = max(letters.width(one, sizes[first], bold=True) for one in blocks)
        title = f"{drawn.heading(first)}  {len(drawn.nodes(first))}"
        headed = max(headed, letters.width(title, paper.heading, bold=True) - pad - dot)
        left += max(widest(first, sizes[first], False), headed) + pad + dot
        found[first] = (left - dot, left)
    if last not in cards and last != first:
        right -= widest(last, sizes[last], False) + pad + dot
        found[last] = (right, right + dot)
    between = [column for column in columns if column not in found]
    wide = {
        column: min(paper.cards[1], max(paper.cards[0], widest(column, paper.card, True) + 2 * pad))
        for column in between
    }
    gaps = len(between) - 1 + (first in found) + (last in found)
    gap = (right - left - sum(wide.values())) / max(1, gaps)
    at = left + (gap if first in found else 0.0)
    for column in between:
        found[column] = (at, at + wide[column])
        at += wide[column] + gap
    return found


def _bands(drawn: Drawn, boxes: Mapping[Key, Box], scale: float) -> list[Band]:
    """The relationships, stacked at each end in the order of their other ends, so that few cross."""
    starts = _stacked(drawn, boxes, scale, source=True)
    ends = _stacked(drawn, boxes, scale, source=False)
    return [
        Band(
            relationship,
            boxes[relationship.source].x + boxes[relationship.source].width,
            starts[n],
            boxes[relationship.target].x,
            ends[n],
            thickness(relationship.value, scale),
        )
        for n, relationship in enumerate(drawn.layers.relationships)
    ]


def _stacked(
    drawn: Drawn, boxes: Mapping[Key, Box], scale: float, *, source: bool
) -> dict[int, float]:
    """The middle of each relationship at one of its ends, by its place in the list of relationships."""
    sides: dict[Key, list[int]] = {}
    for n, relationship in enumerate(drawn.layers.relationships):
        sides.setdefault(relationship.source if source else relationship.target, []).append(n)
    found = {}
    for key, relationships in sides.items():

        def other(n: int) -> tuple[float, str, str]:
            relationship = drawn.layers.relationships[n]
            far = relationship.target if source else relationship.source
            return boxes[far].middle, far[1], relationship.basis

        wide = {n: thickness(drawn.layers.relationships[n].value, scale) for n in relationships}
        room = boxes[key].height - sum(wide.values())
        gap = min(5.0, room / len(relationships))
        at = boxes[key].middle - (sum(wide.values()) + gap * (len(relationships) - 1)) / 2
        for n in sorted(relationships, key=other):
            found[n] = at + wide[n] / 2
            at += wide[n] + gap
    return found
