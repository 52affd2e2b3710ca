"""Where everything of a map lies on its sheet, in points: nodes, and the bands that run between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.placing.arrangement import Group, groups
from dashboard.edition.maps.placing.columns import Columns, Standing, columns
from dashboard.edition.maps.placing.papers import A1, Paper
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Node, Relationship

SMALL = 0.78
"""How large the second line on a card is, by the first."""

_INSET = 0.08
"""How far two columns alone stand from the margins, as a share of the sheet's width."""


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
class Label:
    """A group of the first column: its name, how many stand in it, and from where to where it reaches."""

    group: Group
    number: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Gap:
    """A place of a column where ``gone`` nodes stood in the edition before: its middle's height."""

    column: int
    y: float
    gone: int


@dataclass(frozen=True)
class Geometry:
    """A map on its sheet."""

    drawn: Drawn
    paper: Paper
    height: float
    letters: Mapping[int, float]
    """How large the names of each column are."""
    scale: float
    boxes: Mapping[Key, Box]
    bands: tuple[Band, ...]
    across: Mapping[int, tuple[float, float]]
    """Left and right edge of each column's boxes."""
    label_width: float
    """How wide the groups' names stand, with the room beside them."""
    labels: tuple[Label, ...]
    gaps: tuple[Gap, ...]

    def thickness(self, value: float) -> float:
        """How thick a relationship is drawn."""
        return thickness(value, self.scale, self.paper)


def geometry(drawn: Drawn, letters: FontMetrics, paper: Paper = A1) -> Geometry:
    """The places of a map. What does not fit makes the sheet longer, and never letters smaller."""
    paper = paper.for_columns(len(drawn.columns))
    found = columns(drawn, paper)
    sizes = {
        column: _fitting(drawn, column, _letters(found.least_room(column), paper), letters, paper)
        for column in drawn.columns
    }
    across = _across(drawn, letters, sizes, paper)
    boxes = {
        standing.node.key: _box(drawn, standing, across)
        for standing in found.standing
        if standing.node is not None
    }
    return Geometry(
        drawn, paper, found.height, sizes, found.scale, boxes,
        tuple(_bands(drawn, boxes, found.scale, paper)), across,
        label_width(drawn, letters, paper), _labels(drawn, found),
        tuple(Gap(one.column, one.middle, one.slot.gone) for one in found.standing if one.slot.gone),
    )  # fmt: skip


def _letters(room: float, paper: Paper) -> float:
    """How large names are by the least room of one; where few stand, they are larger still."""
    largest = paper.largest * max(1.0, min(1.5, room / (paper.largest * 5)))
    return max(paper.smallest, min(largest, room * 0.82))


def _fitting(drawn: Drawn, column: int, size: float, letters: FontMetrics, paper: Paper) -> float:
    """The size at which a column's longest name fits beside its nodes, and never too small to read."""
    widest = max(letters.width(node.name, size) for node in drawn.nodes(column))
    return max(paper.smallest, min(size, size * paper.outer / widest))


def thickness(value: float, scale: float, paper: Paper) -> float:
    """How thick a relationship is drawn."""
    return max(paper.thinnest, value * scale)


def _box(drawn: Drawn, one: Standing, across: Mapping[int, tuple[float, float]]) -> Box:
    left, right = across[one.column]
    assert one.node is not None
    top = one.middle - one.height / 2
    return Box(one.node, left, top, right - left, one.height, one.column in drawn.map.cards)


def _labels(drawn: Drawn, found: Columns) -> tuple[Label, ...]:
    """The groups of the first column, where it has more than one."""
    first = drawn.columns[0]
    standing = groups(drawn, first)
    if len(standing) < 2:
        return ()
    labels = []
    for group in standing:
        held = [one for one in found.standing if one.column == first and one.group == group.code]
        labels.append(Label(group, drawn.number(group.nodes), held[0].top, held[-1].bottom))
    return tuple(labels)


def _across(
    drawn: Drawn, letters: FontMetrics, sizes: Mapping[int, float], paper: Paper
) -> dict[int, tuple[float, float]]:
    """The columns from left to right: names outside, cards as wide as their names between."""
    there, cards = drawn.columns, drawn.map.cards
    first, last = there[0], there[-1]
    pad, dot = paper.pad, paper.pad * 0.75

    def widest(column: int, large: float, bold: bool) -> float:
        names = [node.name for node in drawn.nodes(column)]
        return min(paper.outer, max(letters.width(name, large, bold=bold) for name in names))

    found: dict[int, tuple[float, float]] = {}
    labels = label_width(drawn, letters, paper)
    inset = paper.width * _INSET if len(there) == 2 and not labels else 0.0
    left, right = paper.margin + inset, paper.width - paper.margin - inset
    if first not in cards:
        title = letters.width(heading_text(drawn, first), paper.heading, bold=True)
        names = widest(first, sizes[first], False) + labels
        left += max(names, title - pad - dot) + pad + dot
        found[first] = (left - dot, left)
    if last not in cards and last != first:
        title = letters.width(heading_text(drawn, last), paper.heading, bold=True)
        right -= max(widest(last, sizes[last], False) + pad + dot, title)
        found[last] = (right, right + dot)
    between = [column for column in there if column not in found]

    def card(column: int) -> float:
        below = max(letters.width(text, paper.card * SMALL) for text in _below(drawn, column))
        wanted = max(widest(column, paper.card, True), below) + 2 * pad
        return min(paper.cards[1], max(paper.cards[0], wanted))

    wide = {column: card(column) for column in between}
    gaps = len(between) - 1 + (first in found) + (last in found)
    gap = (right - left - sum(wide.values())) / max(1, gaps)
    at = left + (gap if first in found else 0.0)
    for column in between:
        found[column] = (at, at + wide[column])
        at += wide[column] + gap
    return found


def _below(drawn: Drawn, column: int) -> list[str]:
    """The longest texts that stand under the names of a column of cards."""
    texts = [drawn.map.unrelated.get(drawn.lang) if drawn.without(column) else ""]
    if drawn.weighed:
        sums = drawn.layers.sums()
        most = max(sums[node.key] for node in drawn.nodes(column))
        texts.append(f"{drawn.measure()} {drawn.amount(most)}")
    return texts


def heading_text(drawn: Drawn, column: int) -> str:
    """What stands above a column."""
    return f"{drawn.heading(column)}  {drawn.number(drawn.nodes(column))}"


def label_width(drawn: Drawn, letters: FontMetrics, paper: Paper) -> float:
    """How wide the names of the first column's groups stand, with the room beside them."""
    standing = groups(drawn, drawn.columns[0])
    if len(standing) < 2:
        return 0.0
    widest = max(label_needs(one, drawn.number(one.nodes), letters, paper) for one in standing)
    return min(paper.label, widest) + 2.4 * paper.pad


def label_needs(group: Group, number: int, letters: FontMetrics, paper: Paper) -> float:
    """How wide the name of a group is in one line, with its number after it."""
    size = paper.smallest
    name = letters.width(group.name, size, bold=True)
    return name + letters.width(str(number), size) + size * 0.6


def _bands(drawn: Drawn, boxes: Mapping[Key, Box], scale: float, paper: Paper) -> list[Band]:
    """The relationships, stacked at each end in the order of their other ends, so that few cross."""
    wide = [thickness(one.value, scale, paper) for one in drawn.layers.relationships]
    starts = _stacked(drawn, boxes, wide, source=True)
    ends = _stacked(drawn, boxes, wide, source=False)
    return [
        Band(
            relationship,
            boxes[relationship.source].x + boxes[relationship.source].width,
            starts[n],
            boxes[relationship.target].x,
            ends[n],
            wide[n],
        )
        for n, relationship in enumerate(drawn.layers.relationships)
    ]


def _stacked(
    drawn: Drawn, boxes: Mapping[Key, Box], wide: list[float], *, source: bool
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

        total = sum(wide[n] for n in relationships)
        gap = min(5.0, (boxes[key].height - total) / len(relationships))
        at = boxes[key].middle - (total + gap * (len(relationships) - 1)) / 2
        for n in sorted(relationships, key=other):
            found[n] = at + wide[n] / 2
            at += wide[n] + gap
    return found
