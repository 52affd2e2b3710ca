"""One map as it will be drawn in every form: its things, their places, their relationships, and the counts of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cypher.format import format_value
from cypher.nothing import Nothing, is_nothing
from cypher.table import Table
from cypher.views import LayersView
from dashboard.edition.content.content import Content
from dashboard.edition.maps.kinds import MAPS, Map
from dashboard.figures.relations.layers import DASHES
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import (
    Layers,
    Node,
    Relationship,
    layers,
    level_of,
)

Places = Mapping[str, Mapping[Key, float]]
"""Map to thing to row: what an edition hands on to the next."""


@dataclass(frozen=True)
class Look:
    """How a relationship is drawn: broken or not, and in a colour of its own."""

    dash: tuple[float, float] | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Drawn:
    """A map with its places. ``weighed`` is false where the readers may see whether, not how much."""

    map: Map
    table: Table
    lang: str
    layers: Layers
    rows: Mapping[Key, float]
    weighed: bool
    withheld: int
    """Nodes from which relationships lead that are not drawn, since their counts may not be shown."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """How relationships look by what they rest on; else as on the dashboard."""
    fresh: frozenset[Key] = frozenset()
    """Those that the map of the edition before did not have, where there is one."""
    gone: Mapping[Key, float] = field(default_factory=dict)
    """The rows of those that stood there and stand no more, where they are left open."""
    unsure: frozenset[Key] = frozenset()
    """Those of which a relationship may not be shown, so that they may have one."""
    joined: Mapping[Key, int] = field(default_factory=dict)
    """How many things one stands for that stands for more."""

    @property
    def title(self) -> str:
        """The map's title."""
        return self.map.title.get(self.lang)

    @property
    def columns(self) -> list[int]:
        """The columns in their order."""
        return sorted({column for column, _ in self.layers.nodes})

    def heading(self, column: int) -> str:
        """What stands in a column."""
        return self.map.columns[column].get(self.lang)

    def step(self, level: int) -> str:
        """What relationships mean that leave a column."""
        return self.map.relationships[level].get(self.lang)

    def look(self, basis: str) -> Look:
        """How a relationship looks by what it rests on."""
        return self.looks.get(basis) or Look(DASHES.get(basis))

    def nodes(self, column: int) -> list[Node]:
        """The things of a column from the top."""
        found = [node for node in self.layers.nodes.values() if node.column == column]
        return sorted(found, key=lambda node: (self.rows[node.key], node.id))

    def number(self, nodes: Iterable[Node]) -> int:
        """How many things these nodes stand for."""
        return sum(self.joined.get(node.key, 1) for node in nodes)

    def without(self, column: int) -> list[Node]:
        """The nodes of a column that are framed: for certain related to nothing on their left, and on
        their right where both sides are read."""
        found = [one for one in self.layers.relationships if one.value]
        reached = {one.target for one in found} | self.unsure
        if self.map.both_sides:
            reached |= {one.source for one in found}
        cards = self.nodes(column) if column in self.map.framed else []
        return [node for node in cards if node.key not in reached]

    def relationships(self, level: int) -> list[Relationship]:
        """The relationships that leave a column."""
        return [
            relationship
            for relationship in self.layers.relationships
            if relationship.source[0] == level
        ]

    def block(self, code: str) -> str:
        """A block of the first column in words."""
        group = self.table.view(LayersView).group or ""
        return str(self.table.decode(group, code, self.lang))

    def amount(self, value: float) -> str:
        """What a relationship or a thing weighs, in words."""
        unit = self.table.column(self.table.view(LayersView).value).unit
        return format_value(round(value), self.lang, unit)

    def measure(self) -> str:
        """What is weighed."""
        return self.table.column(self.table.view(LayersView).value).label.get(self.lang)


def drawn(content: Content, places: Places) -> list[Drawn]:
    """The maps of an edition that have anything to draw; a thing that has a place keeps it."""
    audience = content.plan.audience
    asked = [(one, content.tables[one.statement(audience)]) for one in MAPS]
    return [_drawn(one, table, content, places.get(one.id)) for one, table in asked if table.rows]


def _drawn(map: Map, table: Table, content: Content, earlier: Mapping[Key, float] | None) -> Drawn:
    lang, public = content.plan.lang, content.plan.audience == "public"
    value, rows = table.view(LayersView).value, table.dicts()
    hidden = [row for row in rows if row[value] is Nothing.WITHHELD]
    found = layers(table, [_without_withheld_ends(row) for row in rows], lang)
    weighed = not public and not table.column(value).hidden
    if not weighed:
        found = replace(
            found,
            relationships=tuple(_unweighed(relationship) for relationship in found.relationships),
        )
    placed = found.places(earlier, map.apart, close=content.plan.close_gaps)
    before = earlier or {}
    return Drawn(
        map.for_readers(content.plan.audience), table, lang, found, placed, weighed, len(hidden),
        fresh=frozenset(key for key in found.nodes if key not in before) if before else frozenset(),
        gone={} if content.plan.close_gaps else {
            key: row for key, row in before.items() if key not in found.nodes
        },
        unsure=_ends(table, hidden),
    )  # fmt: skip


def _ends(table: Table, rows: Iterable[Mapping[str, object]]) -> frozenset[Key]:
    """The nodes that rows name at either end."""
    view, found = table.view(LayersView), set()
    for row in rows:
        level = level_of(table, row)
        for column, id in ((level - 1, row[view.source_id]), (level, row[view.target_id])):
            if not is_nothing(id):
                found.add((column, str(id)))
    return frozenset(found)


def _without_withheld_ends(row: Mapping[str, object]) -> dict[str, object]:
    """A row in which a withheld end of a relationship is none."""
    return {name: None if value is Nothing.WITHHELD else value for name, value in row.items()}


def _unweighed(relationship: Relationship) -> Relationship:
    return replace(relationship, value=1.0, about=relationship.about.split("\n")[0])
