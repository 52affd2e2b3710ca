"""In which order the nodes of a column stand: by group, those who came last in a group of their own."""

from dataclasses import dataclass

from dashboard.edition.maps.drawn import Drawn
from dashboard.figures.relations.relationship_table import Node
from dashboard.texts import say

NEW = "new this year"
"""The code of the group of those who were not on the map of the edition before."""


@dataclass(frozen=True)
class Slot:
    """A node's place, or one where ``gone`` nodes stood in the edition before and stand no more."""

    node: Node | None
    gone: int = 0


@dataclass(frozen=True)
class Group:
    """Nodes of a column that stand together under one name; the name is empty where all are one."""

    code: str
    name: str
    slots: tuple[Slot, ...]

    @property
    def nodes(self) -> list[Node]:
        """Its nodes in their order."""
        return [slot.node for slot in self.slots if slot.node is not None]


def groups(drawn: Drawn, column: int) -> list[Group]:
    """The groups of a column from the top, those without a node left out."""
    nodes = drawn.nodes(column)
    fresh = [node for node in nodes if node.key in drawn.fresh] if column == 0 else []
    old = [node for node in nodes if node not in fresh]
    after = _gone_after(drawn, column, old)
    many = column == 0 and len(drawn.layers.blocks) > 1
    codes = drawn.layers.blocks if many else ("",)
    found = []
    for code in codes:
        standing = [node for node in old if not many or node.block == code]
        slots = [Slot(None, after[""])] if after.get("") and standing[:1] == old[:1] else []
        for node in standing:
            slots.append(Slot(node))
            if node.id in after:
                slots.append(Slot(None, after[node.id]))
        if standing:
            name = drawn.block(code) if many else say("map_before", drawn.lang) if fresh else ""
            found.append(Group(code, name, tuple(slots)))
    if fresh:
        order = {code: at for at, code in enumerate(drawn.layers.blocks)}
        fresh.sort(key=lambda node: (order.get(node.block, 0), drawn.rows[node.key], node.id))
        named = say("map_new", drawn.lang)
        found.append(Group(NEW, named, tuple(Slot(node) for node in fresh)))
    return found


def _gone_after(drawn: Drawn, column: int, old: list[Node]) -> dict[str, int]:
    """How many stood right after a node, by its id, who stand no more; "" is before the first."""
    found: dict[str, int] = {}
    for (at, _), row in sorted(drawn.gone.items()):
        if at == column:
            above = [node for node in old if drawn.rows[node.key] <= row]
            before = above[-1].id if above else ""
            found[before] = found.get(before, 0) + 1
    return found
