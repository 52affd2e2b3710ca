"""How many rows a card lists of how many there are."""

from dataclasses import dataclass

from cypher.table import Table
from dashboard.figures.lists.attention import MOST, pressing
from dashboard.figures.lists.grouped import groups_of
from dashboard.pages import Card


@dataclass(frozen=True)
class Counted:
    """``total`` is what a column of the answer says, where one does; ``held`` how many there are."""

    listed: int
    total: int | None
    held: int


def counted(kind: str, table: Table, card: Card) -> Counted:
    """How many rows of an answer a card of a kind lists."""
    listed, total = _listed(kind, table, card), _total(kind, table, card)
    return Counted(listed, total, len(table.rows) if total is None else total)


def _listed(kind: str, table: Table, card: Card) -> int:
    held, most, by = len(table.rows), card.most, card.by
    if kind == "attention":
        return min(len(pressing(table)), most or MOST)
    if kind != "table":
        return held
    if by and (most or card.of_each):
        groups = list(groups_of(table, by).values())[:most]
        return sum(len(rows[: card.of_each]) for rows in groups)
    return min(held, most) if most else held


def _total(kind: str, table: Table, card: Card) -> int | None:
    """How many rows there are by a column that tells it; of what needs attention, how many do."""
    if kind == "attention":
        return len(pressing(table))
    if card.total is None or not table.rows or card.total not in table.names:
        return None
    value = table.rows[0][table.names.index(card.total)]
    return value if isinstance(value, int) else None
