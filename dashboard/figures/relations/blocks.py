"""The same relationships with each block of the first column as one node."""

from collections.abc import Callable
from dataclasses import replace

from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Layers, Node, Relationship


def of_blocks(layers: Layers, name: Callable[[str], str], *, weighed: bool = True) -> Layers:
    """Layers whose first column holds the blocks, called by ``name`` of their code; what ran from a
    node of a block runs from the block, added up where it is ``weighed``."""

    def block_of(node: Node) -> Node:
        return node if node.column > 0 else Node(0, node.block, name(node.block))

    nodes: dict[Key, Node] = {}
    for node in layers.nodes.values():
        one = block_of(node)
        nodes[one.key] = one
    found: dict[tuple[Key, Key, str], Relationship] = {}
    for one_of in layers.relationships:
        source, target = block_of(layers.nodes[one_of.source]), layers.nodes[one_of.target]
        key = (source.key, target.key, one_of.basis)
        before = found.get(key)
        value = one_of.value + (before.value if before and weighed else 0)
        about = f"{source.name} → {target.name}"
        found[key] = replace(one_of, source=source.key, value=value, about=about, link="")
    return Layers(nodes, tuple(found.values()), ("",))
