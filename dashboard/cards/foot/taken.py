"""Which cards can be taken away as a picture: those that are one, numbers, and the rows of others."""

from cypher.header import Header
from cypher.table import Table
from dashboard.figures import PICTURES

_DRAWN_AS_ROWS = frozenset({"table", "matrix", "board", "attention", "timeline"})


def has_picture(kind: str, header: Header, table: Table) -> bool:
    """Whether a card of a kind of figure has a picture: never where it is about persons."""
    is_drawn = kind in PICTURES or kind in _DRAWN_AS_ROWS or kind == "number"
    return is_drawn and bool(table.rows) and not header.privacy.personal
