"""How much room each node of a map has in its column, and how thick relationships can be for all to fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.placing.arrangement import Slot, groups
from dashboard.edition.maps.placing.papers import Paper
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Node

_FILLED = 0.88
"""How much of its room a node takes."""
_HALVINGS = 40
_LOW, _TALL = 1.75, 3.0
"""The height of a card by its letters: with its name alone, and with what it weighs."""
_APART = 0.4
"""How far one card is from the next at least, by its letters; what is framed is twice as far."""
_LEAST = 0.1
"""How thick the thickest relationship is at least, as a share of how thick it may be."""


@dataclass(frozen=True)
class Standing:
    """A slot of a column on the sheet: from where to where its room reaches, how high it is drawn."""

    column: int
    group: str
    slot: Slot
    top: float
    bottom: float
    height: float

    @property
    def node(self) -> Node | None:
        """The node that stands there."""
        return self.slot.node

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Columns:
    """All columns: the sheet's height, points a unit of what is weighed, every slot from the top."""

    height: float
    scale: float
    standing: tuple[Standing, ...]

    def least_room(self, column: int) -> float:
        """The least room of a node of a column."""
        rooms = [
            one.bottom - one.top
            for one in self.standing
            if one.column == column and one.node is not None
        ]
        return min(rooms)


def columns(drawn: Drawn, paper: Paper) -> Columns:
    """The columns on a sheet that is as high as they need, and not lower than its paper."""
    needs = _Needs(drawn, paper)
    least, largest = _scales(drawn, paper)
    rooms = {
        column: paper.height - paper.top - _foot(drawn, paper, column) for column in drawn.columns
    }
    more = max(needs.column(column, least) - room for column, room in rooms.items())
    if more > 0:
        rooms = {column: room + more for column, room in rooms.items()}
    scale = needs.scale(rooms, least, largest)
    standing = [
        one for column, room in rooms.items() for one in needs.standing(column, scale, room)
    ]
    return Columns(paper.height + max(0.0, more), scale, tuple(standing))


def lacks(drawn: Drawn, paper: Paper, column: int) -> float:
    """How many points a column lacks on its paper, below 0 where it has room to spare."""
    paper = paper.for_columns(len(drawn.columns))
    needs, (least, _) = _Needs(drawn, paper), _scales(drawn, paper)
    room = paper.height - paper.top - _foot(drawn, paper, column)
    return needs.column(column, least) - room


def _scales(drawn: Drawn, paper: Paper) -> tuple[float, float]:
    """The least and the largest number of points a unit of what is weighed may take."""
    most = max((one.value for one in drawn.layers.relationships), default=0.0)
    largest = paper.thickest / most if drawn.weighed and most else paper.equal
    return (largest * _LEAST if drawn.weighed else largest), largest


def _foot(drawn: Drawn, paper: Paper, column: int) -> float:
    return paper.foot if column == drawn.columns[0] else paper.foot_beside


class _Needs:
    """What the nodes of a map need at the least, at any scale."""

    def __init__(self, drawn: Drawn, paper: Paper) -> None:
        self._drawn, self._paper = drawn, paper
        self._groups = {column: groups(drawn, column) for column in drawn.columns}
        self._framed = {node.key for column in drawn.columns for node in drawn.without(column)}
        self._sides: dict[Key, tuple[list[float], list[float]]] = {
            key: ([], []) for key in drawn.layers.nodes
        }
        for one in drawn.layers.relationships:
            self._sides[one.source][1].append(one.value)
            self._sides[one.target][0].append(one.value)

    def height(self, key: Key, scale: float) -> float:
        """How high a node is drawn: its relationships one upon another, for a card at least its words."""
        thinnest = self._paper.thinnest
        wide = (sum(max(thinnest, value * scale) for value in side) for side in self._sides[key])
        card = self._paper.card * _LOW if key[0] in self._drawn.map.cards else 3.0
        return max(card, *wide)

    def room(self, slot: Slot, scale: float) -> float:
        """The room of a slot."""
        if slot.node is None:
            return self._paper.gap
        high = self.height(slot.node.key, scale)
        if slot.node.column not in self._drawn.map.cards:
            return max(self._paper.line, high / _FILLED)
        return high + self._apart(slot.node.key)

    def _apart(self, key: Key) -> float:
        return self._paper.card * _APART * (2.0 if key in self._framed else 1.0)

    def column(self, column: int, scale: float) -> float:
        """The room of a whole column."""
        found = self._groups[column]
        rooms = sum(self.room(slot, scale) for group in found for slot in group.slots)
        return rooms + self._paper.between * max(0, len(found) - 1)

    def scale(self, rooms: Mapping[int, float], least: float, largest: float) -> float:
        """The largest scale at which every column fits its room."""

        def fits(scale: float) -> bool:
            return all(self.column(column, scale) <= room for column, room in rooms.items())

        if fits(largest):
            return largest
        for _ in range(_HALVINGS):
            middle = (least + largest) / 2
            least, largest = (middle, largest) if fits(middle) else (least, middle)
        return least

    def standing(self, column: int, scale: float, room: float) -> Iterable[Standing]:
        """The slots of a column, what is left of its room shared out among its nodes."""
        found = self._groups[column]
        nodes = sum(len(group.nodes) for group in found)
        more = max(0.0, room - self.column(column, scale)) / max(1, nodes)
        at = self._paper.top
        for group in found:
            for slot in group.slots:
                high = self.room(slot, scale) + (more if slot.node is not None else 0.0)
                yield Standing(
                    column, group.code, slot, at, at + high, self._height(slot, scale, high)
                )
                at += high
            at += self._paper.between

    def _height(self, slot: Slot, scale: float, room: float) -> float:
        if slot.node is None:
            return 0.0
        high = self.height(slot.node.key, scale)
        if slot.node.column in self._drawn.map.cards:
            return max(high, min(self._paper.card * _TALL, room - self._apart(slot.node.key)))
        return high
