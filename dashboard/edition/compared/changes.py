"""What changed from one edition or day to another, worked out from the answers of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cypher.header import Words
from cypher.nothing import Nothing, is_nothing
from cypher.table import Table
from cypher.words import words
from dashboard.edition.compared.sides import SUPPORT, TOTALS, Side, of_table
from dashboard.errors import NotMade
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Layers, Node, Relationship

Kind = Literal["new", "stronger", "same", "weaker", "ended"]
KINDS: tuple[Kind, ...] = ("new", "stronger", "weaker", "ended", "same")
_SITES = 2
_PUBLIC_SITES = 1
Pair = tuple[Key, Key]


@dataclass(frozen=True)
class Moved:
    """One relationship in both editions: what it weighed in each (0: it was not there)."""

    source: Node
    target: Node
    before: float
    after: float

    @property
    def kind(self) -> Kind:
        """How it changed."""
        if self.before == 0:
            return "new"
        if self.after == 0:
            return "ended"
        if self.after == self.before:
            return "same"
        return "stronger" if self.after > self.before else "weaker"


@dataclass(frozen=True)
class Total:
    """One number of both editions, or why there is none; ``fen`` says whether it is money."""

    item: str
    before: int | Nothing
    after: int | Nothing
    fen: bool


@dataclass(frozen=True)
class Compared:
    """Two sides beside each other. Where a definition changed, what rests on it is not compared."""

    before: Side
    after: Side
    table: Table
    weighed: bool
    relationships: tuple[Moved, ...]
    totals: tuple[Total, ...]
    joined: tuple[str, ...]
    stopped: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    redefined: tuple[Words, ...]
    layers: Layers
    places: Mapping[Key, float]
    """Where things stood on the later side, and on the earlier one what is only there."""


def compare(before: Side, after: Side) -> Compared:
    """The changes from one side to the other.

    Raises NotMade where they are not for the same readers, or where one lacks what is compared.
    """
    if before.audience != after.audience:
        one, other = (words()["audience"][side.audience] for side in (before, after))
        raise NotMade(
            f"“{before.name}”的读者是{one.zh}，“{after.name}”的是{other.zh}，看得到的不同，不能比较。",
            f"{before.name} is for: {one.en}; {after.name} for: {other.en}. They show different "
            "things and cannot be compared.",
        )
    old, new = before.tables, after.tables
    id = SUPPORT.statement(after.audience)
    for side in (before, after):
        _refuse_without(side, id, TOTALS)
    changed = {one for one in old if one in new and not old[one].is_defined_as(new[one])}
    drawn = id not in changed
    was, now = (of_table(one[id], after.lang) if drawn else _EMPTY for one in (old, new))
    relationships = _moved(was, now)
    sites = _PUBLIC_SITES if after.audience == "public" else _SITES
    return Compared(
        before=before,
        after=after,
        table=new[id],
        weighed=after.audience != "public",
        relationships=relationships,
        totals=() if TOTALS in changed else _totals(old[TOTALS], new[TOTALS]),
        joined=_names(now, was, 0),
        stopped=_names(was, now, 0),
        gained=_names(now, was, sites),
        lost=_names(was, now, sites),
        redefined=tuple(new[one].title for one in sorted(changed)),
        layers=_union(was, now, relationships),
        places={**before.places, **after.places},
    )


_EMPTY = Layers({}, (), ())


def _refuse_without(side: Side, *ids: str) -> None:
    lacking = "、".join(id for id in ids if id not in side.tables)
    if lacking:
        raise NotMade(
            f"“{side.name}”里没有冻结 {lacking} 的结果，不能比较。它可能由另一版本的连新制作；"
            "请用现在的版本重新制作，或比较两个日期。",
            f"{side.name} holds no frozen answer of {lacking} and cannot be compared. Another "
            "version of Lianxin may have made it: make it again with this one, or compare two days.",
        )


def _moved(was: Layers, now: Layers) -> tuple[Moved, ...]:
    nodes = {**was.nodes, **now.nodes}
    before, after = _weights(was), _weights(now)
    return tuple(
        Moved(nodes[pair[0]], nodes[pair[1]], before.get(pair, 0.0), after.get(pair, 0.0))
        for pair in sorted({**before, **after})
    )


def _weights(one: Layers) -> dict[Pair, float]:
    """What each pair weighs, whatever it rests on; a pair that weighs nothing is no relationship of support."""
    found: dict[Pair, float] = {}
    for relationship in one.relationships:
        pair = (relationship.source, relationship.target)
        found[pair] = found.get(pair, 0.0) + relationship.value
    return {pair: value for pair, value in found.items() if value}


def _union(was: Layers, now: Layers, relationships: tuple[Moved, ...]) -> Layers:
    """Everything that is tied in either edition, each relationship by how it changed."""
    moved = tuple(
        Relationship(one.source.key, one.target.key, max(one.before, one.after), one.kind, "")
        for one in relationships
    )
    related = {key for relationship in moved for key in (relationship.source, relationship.target)}
    nodes = {key: node for key, node in {**was.nodes, **now.nodes}.items() if key in related}
    blocks = tuple(dict.fromkeys([*now.blocks, *was.blocks]))
    there = {node.block for node in nodes.values() if node.column == 0}
    return Layers(nodes, moved, tuple(block for block in blocks if block in there))


def _names(side: Layers, other: Layers, column: int) -> tuple[str, ...]:
    """Who of a column has relationships on one side and none on the other, by name."""
    related = {key for pair in _weights(other) for key in pair}
    found = {
        key for pair in _weights(side) for key in pair if key[0] == column and key not in related
    }
    return tuple(sorted(side.nodes[key].name for key in found))


def _totals(before: Table, after: Table) -> tuple[Total, ...]:
    old = {str(row["item"]): row for row in before.dicts()}
    return tuple(
        Total(
            str(row["item"]),
            _number(old.get(str(row["item"]), {})),
            _number(row),
            not is_nothing(row["amount"]),
        )
        for row in after.dicts()
    )


def _number(row: Mapping[str, object]) -> int | Nothing:
    value = row.get("amount")
    if is_nothing(value):
        value = row.get("number")
    if isinstance(value, int):
        return value
    return value if isinstance(value, Nothing) else Nothing.NOT_RECORDED
