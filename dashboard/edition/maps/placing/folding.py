"""What is joined on a poster where more stand in a column than it has room for, and said to be joined."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.placing.arrangement import Group, groups
from dashboard.edition.maps.placing.columns import lacks
from dashboard.edition.maps.placing.papers import Paper
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Layers, Node, Relationship
from dashboard.texts import say


def folded(drawn: Drawn, paper: Paper) -> Drawn:
    """The map with as many nodes as its paper has room for.

    Of a column with more, those with the least are joined, group by group, into one node that says
    how many it stands for; what lacks something stays as long as it can.
    """
    for column in drawn.columns:
        if lacks(drawn, paper, column) > 0:
            drawn = _column_folded(drawn, paper, column)
    return drawn


def _column_folded(drawn: Drawn, paper: Paper, column: int) -> Drawn:
    ranked = _ranked(drawn, column)
    few, many = 0, len(ranked)
    while few < many:  # the most that can stand by themselves
        middle = (few + many + 1) // 2
        if lacks(_keeping(drawn, column, ranked[:middle]), paper, column) <= 0:
            few = middle
        else:
            many = middle - 1
    return _keeping(drawn, column, ranked[:few])


def _ranked(drawn: Drawn, column: int) -> list[Node]:
    """The nodes of a column, those that are to stand by themselves first: by turns one that lacks
    something and the one with the most."""
    sums, lacking = drawn.layers.sums(), {node.key for node in drawn.without(column)}
    nodes = sorted(
        drawn.nodes(column), key=lambda node: (-sums[node.key], drawn.rows[node.key], node.id)
    )
    apart = ([node for node in nodes if (node.key in lacking) == there] for there in (True, False))
    return [node for pair in zip_longest(*apart) for node in pair if node is not None]


def _keeping(drawn: Drawn, column: int, kept: list[Node]) -> Drawn:
    """A map in which only some nodes of a column stand by themselves."""
    keys = {node.key for node in kept}
    joined: dict[Key, Node] = {}
    fresh = set(drawn.fresh)
    rows, numbers = dict(drawn.rows), dict(drawn.joined)
    for group in groups(drawn, column):
        rest = [node for node in group.nodes if node.key not in keys]
        if len(rest) > 1:
            one = _rest(drawn, group, rest)
            joined |= dict.fromkeys((node.key for node in rest), one)
            rows[one.key] = max(drawn.rows[node.key] for node in group.nodes) + 0.5
            numbers[one.key] = len(rest)
            if rest[0].key in drawn.fresh:
                fresh.add(one.key)
    layers = _joined(drawn, joined)
    return replace(
        drawn,
        layers=layers,
        rows={key: row for key, row in rows.items() if key in layers.nodes},
        joined=numbers,
        fresh=frozenset(fresh),
    )


def _rest(drawn: Drawn, group: Group, rest: list[Node]) -> Node:
    first = rest[0]
    name = say("map_rest", drawn.lang, number=len(rest))
    return Node(first.column, f"rest of {group.code}", name, first.block)


def _joined(drawn: Drawn, joined: Mapping[Key, Node]) -> Layers:
    """The layers with nodes joined, and their relationships added up."""
    old = drawn.layers
    nodes = [joined.get(key, node) for key, node in old.nodes.items()]
    found: dict[tuple[Key, Key, str], Relationship] = {}
    for one in old.relationships:
        source = joined.get(one.source, old.nodes[one.source])
        target = joined.get(one.target, old.nodes[one.target])
        if source.key == one.source and target.key == one.target:
            found[source.key, target.key, one.basis] = one
            continue
        key = (source.key, target.key, one.basis)
        value = one.value
        if key in found:
            value = found[key].value + one.value if drawn.weighed else max(found[key].value, value)
        about = f"{source.name} → {target.name}"
        if drawn.weighed:
            about += f"\n{drawn.measure()} {drawn.amount(value)}"
        found[key] = Relationship(source.key, target.key, value, one.basis, about)
    return Layers({node.key: node for node in nodes}, tuple(found.values()), old.blocks)
