"""Nodes and relationships read from a table: nodes in columns, relationships from one column to the next.

One row is one relationship: ``level`` says between which columns it runs (1: the first and the
second), ``source``, ``target`` and their ids which nodes it joins, ``value`` how strongly. A row
with one end only is a node without relationships. ``group`` names the source's block of the first
column, ``basis`` what the relationship rests on (recorded, derived, assumed, synthetic).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cypher.format import format_cell
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import FlowView, LayersView
from cypher.words import words
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.layout import Key, Pull, Spot, places
from dashboard.texts import say
from graph.model import node_of_id


@dataclass(frozen=True)
class Node:
    """A node: its column from 0, its id, its name, the block of the first column that it is in, and
    the address of its record."""

    column: int
    id: str
    name: str
    block: str = ""
    link: str = ""

    @property
    def key(self) -> Key:
        """What its place is found by."""
        return (self.column, self.id)


@dataclass(frozen=True)
class Relationship:
    """One relationship; ``about`` is its tip, lines of text, ``link`` the address of the rows behind."""

    source: Key
    target: Key
    value: float
    basis: str
    about: str
    link: str = ""


@dataclass(frozen=True)
class Layers:
    """The nodes and relationships of a table, and the blocks of the first column in their order."""

    nodes: Mapping[Key, Node]
    relationships: tuple[Relationship, ...]
    blocks: tuple[str, ...]

    def sums(self) -> dict[Key, float]:
        """The sum of each node's relationships: the larger of those that come in and those that go out."""
        into: dict[Key, float] = defaultdict(float)
        out: dict[Key, float] = defaultdict(float)
        for relationship in self.relationships:
            out[relationship.source] += relationship.value
            into[relationship.target] += relationship.value
        return {key: max(into[key], out[key]) for key in self.nodes}

    def places(
        self,
        earlier: Mapping[Key, float] | None = None,
        apart: Mapping[int, float] | None = None,
        *,
        close: bool = False,
    ) -> dict[Key, float]:
        """The row of each node; what had a row earlier keeps it. For the rest see ``layout.places``."""
        order = {block: at for at, block in enumerate(self.blocks)}
        spots = [Spot(t.column, t.id, order.get(t.block, 0)) for t in self.nodes.values()]
        pulls = [
            Pull(relationship.source, relationship.target, relationship.value)
            for relationship in self.relationships
        ]
        return places(spots, pulls, earlier, apart, close=close)


def layers(
    table: Table, rows: Iterable[dict[str, object]], lang: str, link: Link | None = None
) -> Layers:
    """Nodes and relationships of rows, and where they lead. Those that differ only in what they rest
    on stay apart."""
    view = table.view(LayersView)
    nodes: dict[Key, Node] = {}
    relationships = []
    for row in rows:
        level = level_of(table, row)
        ends = []
        for column, label, id in (
            (level - 1, view.source, view.source_id),
            (level, view.target, view.target_id),
        ):
            number = row.get(id)
            if is_nothing(number):
                continue
            name = format_cell(table, label, row[label], lang)
            block = str(row.get(view.group or "") or "") if column == 0 else ""
            key = (column, str(number))
            if key not in nodes:
                there = link(table, label, row) if link is not None else None
                nodes[key] = Node(*key, name, block, there or "")
            ends.append(nodes[key])
        if len(ends) == 2:
            relationships.append(_relationship(table, row, ends[0], ends[1], lang, link))
    return Layers(nodes, tuple(relationships), _blocks(table, nodes))


def _relationship(
    table: Table,
    row: dict[str, object],
    source: Node,
    target: Node,
    lang: str,
    link: Link | None,
) -> Relationship:
    view = table.view(LayersView)
    value = row[view.value]
    basis = str(row.get(view.basis or "") or "recorded")
    named = {view.level, view.source, view.target, view.source_id, view.target_id, view.group}
    details = [
        f"{table.column(name).label.get(lang)} " + format_cell(table, name, row[name], lang)
        for name in table.listed(lang)
        if name not in named and not is_nothing(row[name])
    ]
    about = "\n".join([f"{source.name} → {target.name}", *details])
    amount = max(0.0, float(finite_number(value) or 0))
    there = (link(table, view.value, row) if link is not None else None) or ""
    return Relationship(source.key, target.key, amount, basis, about, there)


def shades_of(table: Table, layers: Layers) -> dict[Key, str]:
    """Node to colour for those of the first column: by block, or by the code that names them."""
    view = table.view(LayersView)
    first = [node for node in layers.nodes.values() if node.column == 0]
    listed = table.codes((view.group or "") if any(layers.blocks) else view.source)
    codes = [node.block if any(layers.blocks) else node.id for node in first]
    if any(layers.blocks) or any(code in listed for code in codes):
        shades = colours.of_codes(listed, codes)
        return {node.key: shades[code] for node, code in zip(first, codes, strict=True)}
    return {node.key: colours.of(0) for node in first}


def level_of(table: Table, row: Mapping[str, object]) -> int:
    """Between which columns a row's relationship runs; without a level there are two columns."""
    level = row.get(table.view(FlowView).level or "level", 1)
    return level if isinstance(level, int) else 1


def _blocks(table: Table, nodes: Mapping[Key, Node]) -> tuple[str, ...]:
    """The blocks there are, in the order of their list of words."""
    there = {node.block for node in nodes.values() if node.column == 0}
    ordered = [code for code in table.codes(table.view(LayersView).group or "") if code in there]
    return (*ordered, *sorted(there - set(ordered)))


def column_title(layers: Layers, column: int, lang: str) -> str:
    """The commonest kind of node in a column, with how many nodes there are."""
    ids = [node.id for node in layers.nodes.values() if node.column == column]
    kinds = Counter(kind for id in ids if (kind := node_of_id(id)) is not None)
    if not kinds:
        what = "things_groups" if set(ids) <= words()["group"].keys() else "things_others"
        return f"{say(what, lang)} {len(ids)}"
    kind = min(kinds, key=lambda one: (-kinds[one], one.__name__))
    return f"{say('things_' + kind.__name__, lang)} {len(ids)}"
