"""Who is tied to whom, read from a table: things in columns, and ties from one column to the next.

One row is one tie: ``level`` says between which columns it runs (1: the first and the second),
``source``, ``target`` and their ids who is tied, ``value`` how strongly. A row with one end only is
a thing without ties. ``group`` names the source's block of the first column, ``basis`` what the tie
rests on (recorded, derived, assumed, synthetic).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cypher.table import Table
from cypher.words import words
from dashboard.figures.relations.layout import Key, Pull, Spot, places
from dashboard.figures.values import shown


@dataclass(frozen=True)
class Thing:
    """A node: where it belongs, what it is called, how much is tied to it."""

    column: int
    id: str
    name: str
    block: str = ""

    @property
    def key(self) -> Key:
        """What its place is found by."""
        return (self.column, self.id)


@dataclass(frozen=True)
class Tie:
    """One tie, with what it says when pointed at."""

    source: Key
    target: Key
    value: float
    basis: str
    about: str


@dataclass(frozen=True)
class Layers:
    """The things and ties of a table, and the blocks of the first column in their order."""

    things: Mapping[Key, Thing]
    ties: tuple[Tie, ...]
    blocks: tuple[str, ...]

    def sums(self) -> dict[Key, float]:
        """How much is tied to each thing: the larger of what comes in and what goes out."""
        into: dict[Key, float] = defaultdict(float)
        out: dict[Key, float] = defaultdict(float)
        for tie in self.ties:
            out[tie.source] += tie.value
            into[tie.target] += tie.value
        return {key: max(into[key], out[key]) for key in self.things}

    def places(
        self,
        earlier: Mapping[Key, float] | None = None,
        apart: Mapping[int, float] | None = None,
        *,
        close: bool = False,
    ) -> dict[Key, float]:
        """The row of each thing; what had a row earlier keeps it. For the rest see ``places``."""
        order = {block: at for at, block in enumerate(self.blocks)}
        spots = [Spot(t.column, t.id, order.get(t.block, 0)) for t in self.things.values()]
        pulls = [Pull(tie.source, tie.target, tie.value) for tie in self.ties]
        return places(spots, pulls, earlier, apart, close=close)


def layers(table: Table, rows: Iterable[dict[str, object]], lang: str) -> Layers:
    """Things and ties of rows. Ties that differ only in what they rest on stay apart."""
    view = table.header.view
    things: dict[Key, Thing] = {}
    ties = []
    for row in rows:
        level = level_of(table, row)
        ends = []
        for column, end, id in ((level - 1, "source", "source_id"), (level, "target", "target_id")):
            number = row.get(getattr(view, id) or id)
            if number is None:
                continue
            label = getattr(view, end) or end
            name = shown(table.said(label, row[label], lang), lang)
            block = str(row.get(view.group or "") or "") if column == 0 else ""
            thing = things.setdefault(
                (column, str(number)), Thing(column, str(number), name, block)
            )
            ends.append(thing)
        if len(ends) == 2:
            ties.append(_tie(table, row, ends[0], ends[1], lang))
    return Layers(things, tuple(ties), _blocks(table, things))


def _tie(table: Table, row: dict[str, object], source: Thing, target: Thing, lang: str) -> Tie:
    view = table.header.view
    value = row[view.value or "value"]
    basis = str(row.get(view.basis or "") or "recorded")
    named = {view.level, view.source, view.target, view.source_id, view.target_id, view.group}
    said = [
        f"{table.column(name).label.get(lang)} "
        + shown(table.said(name, row[name], lang), lang, table.column(name).unit)
        for name in table.names
        if name not in named and not table.column(name).hidden and row[name] is not None
    ]
    about = "\n".join([f"{source.name} → {target.name}", *said])
    amount = float(value) if isinstance(value, int | float) else 0.0
    return Tie(source.key, target.key, amount, basis, about)


def level_of(table: Table, row: dict[str, object]) -> int:
    """Between which columns a row's tie runs; without a level there are two columns."""
    level = row.get(table.header.view.level or "level", 1)
    return level if isinstance(level, int) else 1


def _blocks(table: Table, things: Mapping[Key, Thing]) -> tuple[str, ...]:
    """The blocks there are, in the order of their list of words."""
    there = {thing.block for thing in things.values() if thing.column == 0}
    listed = words().get(table.column(table.header.view.group or "").words or "", {})
    known = [code for code in listed if code in there]
    return (*known, *sorted(there - set(known)))
