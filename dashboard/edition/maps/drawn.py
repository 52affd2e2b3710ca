"""One map as it will be drawn in every form: its things, their places, their ties, and the counts of both."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cypher.table import Table
from cypher.words import word
from dashboard.edition.content.content import Content
from dashboard.edition.maps.kinds import MAPS, Map
from dashboard.figures.relations.layers import DASHES
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationships import Layers, Thing, Tie, layers
from dashboard.figures.values import shown
from dashboard.texts import say

Places = Mapping[str, Mapping[Key, float]]
"""Map to thing to row: what an edition hands on to the next."""


@dataclass(frozen=True)
class Look:
    """How a tie is drawn: broken or not, and in a colour of its own."""

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
    """Ties that are not drawn since their count may not be shown."""
    looks: Mapping[str, Look] = field(default_factory=dict)
    """How ties look by what they rest on; else as on the dashboard."""

    @property
    def title(self) -> str:
        """The map's title."""
        return say(f"map_{self.map.id}", self.lang)

    @property
    def columns(self) -> list[int]:
        """The columns in their order."""
        return sorted({column for column, _ in self.layers.things})

    def heading(self, column: int) -> str:
        """What stands in a column."""
        return say(f"map_{self.map.id}_{column}", self.lang)

    def step(self, level: int) -> str:
        """What ties mean that leave a column."""
        return say(f"tie_{self.map.id}_{level}", self.lang)

    def look(self, basis: str) -> Look:
        """How a tie looks by what it rests on."""
        return self.looks.get(basis) or Look(DASHES.get(basis))

    def things(self, column: int) -> list[Thing]:
        """The things of a column from the top."""
        found = [thing for thing in self.layers.things.values() if thing.column == column]
        return sorted(found, key=lambda thing: (self.rows[thing.key], thing.id))

    def ties(self, level: int) -> list[Tie]:
        """The ties that leave a column."""
        return [tie for tie in self.layers.ties if tie.source[0] == level]

    def block(self, code: str) -> str:
        """A block of the first column in words."""
        listed = self.table.column(self.table.header.view.group or "").words or ""
        return word(listed, code, self.lang)

    def amount(self, value: float) -> str:
        """What a tie or a thing weighs, in words."""
        unit = self.table.column(self.table.header.view.value or "value").unit
        return shown(round(value), self.lang, unit)

    def measure(self) -> str:
        """What is weighed."""
        return self.table.column(self.table.header.view.value or "value").label.get(self.lang)


def drawn(content: Content, places: Places) -> list[Drawn]:
    """The maps of an edition that have anything to draw; a thing that has a place keeps it."""
    audience = content.plan.audience
    asked = [(one, content.tables[one.statement(audience)]) for one in MAPS]
    return [_drawn(one, table, content, places.get(one.id)) for one, table in asked if table.rows]


def _drawn(map: Map, table: Table, content: Content, earlier: Mapping[Key, float] | None) -> Drawn:
    lang, public = content.plan.lang, content.plan.audience == "public"
    view, rows = table.header.view, table.dicts()
    value = view.value or "value"
    gone = [row for row in rows if _is_tie(table, row) and row[value] is None]
    kept = [row for row in rows if row not in gone] if gone else rows
    left = [_alone(table, row) for row in gone]
    found = layers(table, [*kept, *left], lang)
    weighed = not public and not table.column(value).hidden
    if not weighed:
        found = replace(found, ties=tuple(_unweighed(tie) for tie in found.ties))
    placed = found.places(earlier, map.apart, close=content.plan.close_gaps)
    return Drawn(map, table, lang, found, placed, weighed, len(gone))


def _is_tie(table: Table, row: Mapping[str, object]) -> bool:
    view = table.header.view
    ends = (row.get(view.source_id or ""), row.get(view.target_id or ""))
    return None not in ends


def _alone(table: Table, row: dict[str, object]) -> dict[str, object]:
    """The source of a tie that may not be shown, without it."""
    return {**row, table.header.view.target_id or "": None}


def _unweighed(tie: Tie) -> Tie:
    return replace(tie, value=1.0, about=tie.about.split("\n")[0])


@dataclass(frozen=True)
class Count:
    """One line of the table printed with a map; ``part`` ones are parts of the line above."""

    what: str
    number: int
    sum: str = ""
    part: bool = False


def things_counted(one: Drawn) -> list[Count]:
    """The things that are drawn, by column and block."""
    lines = []
    for column in one.columns:
        things = one.things(column)
        lines.append(Count(one.heading(column), len(things)))
        if column == 0 and len(one.layers.blocks) > 1:
            blocks = Counter(thing.block for thing in things)
            lines += [Count(one.block(code), blocks[code], part=True) for code in one.layers.blocks]
    return lines


def ties_counted(one: Drawn) -> list[Count]:
    """The ties that are drawn, by step, with what they weigh together."""
    lines = []
    for level in one.columns[:-1]:
        ties = one.ties(level)
        total = one.amount(sum(tie.value for tie in ties)) if one.weighed else ""
        lines.append(Count(one.step(level), len(ties), total))
    return lines
