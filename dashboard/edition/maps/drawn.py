"""One map as it will be drawn in every form: its things, their places, their relationships, and the counts of both."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cypher.format import format_value
from cypher.nothing import Nothing
from cypher.table import Table
from cypher.views import LayersView
from cypher.words import word
from dashboard.edition.content.content import Content
from dashboard.edition.maps.kinds import MAPS, Map
from dashboard.figures.relations.layers import DASHES
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Layers, Node, Relationship, layers

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

    def relationships(self, level: int) -> list[Relationship]:
        """The relationships that leave a column."""
        return [
            relationship
            for relationship in self.layers.relationships
            if relationship.source[0] == level
        ]

    def block(self, code: str) -> str:
        """A block of the first column in words."""
        listed = self.table.column(self.table.view(LayersView).group or "").words or ""
        return word(listed, code, self.lang)

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
    return Drawn(map, table, lang, found, placed, weighed, len(hidden))


def _without_withheld_ends(row: Mapping[str, object]) -> dict[str, object]:
    """A row in which a withheld end of a relationship is none."""
    return {name: None if value is Nothing.WITHHELD else value for name, value in row.items()}


def _unweighed(relationship: Relationship) -> Relationship:
    return replace(relationship, value=1.0, about=relationship.about.split("\n")[0])


@dataclass(frozen=True)
class Count:
    """One line of the table printed with a map; ``part`` ones are parts of the line above."""

    what: str
    number: int
    sum: str = ""
    part: bool = False


def nodes_counted(one: Drawn) -> list[Count]:
    """The things that are drawn, by column and block."""
    lines = []
    for column in one.columns:
        nodes = one.nodes(column)
        lines.append(Count(one.heading(column), len(nodes)))
        if column == 0 and len(one.layers.blocks) > 1:
            blocks = Counter(node.block for node in nodes)
            lines += [Count(one.block(code), blocks[code], part=True) for code in one.layers.blocks]
    return lines


def relationships_counted(one: Drawn) -> list[Count]:
    """The relationships that are drawn, by step, with what they weigh together."""
    lines = []
    for level in one.columns[:-1]:
        relationships = one.relationships(level)
        total = (
            one.amount(sum(relationship.value for relationship in relationships))
            if one.weighed
            else ""
        )
        lines.append(Count(one.step(level), len(relationships), total))
    return lines
