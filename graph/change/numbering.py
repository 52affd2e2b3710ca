"""The ids of new records: of what people call by its number the next one, of the rest one by chance."""

import secrets
from collections.abc import Iterable

from graph.client import Tx
from graph.identifiers import quote
from graph.load.registers.directory import WIDTHS
from graph.load.write.unfinished import take_turn
from graph.model import NODES

_BY_CHANCE = frozenset({"WishEvent", "Claim", "Handover", "Visit", "Consent", "Headcount"})
"""Kinds that nobody calls by their number, and that many people make at one moment."""
_LETTERS, _CHARACTERS, _LENGTH = "ghjkmnpqrstvwxyz", "0123456789abcdefghjkmnpqrstvwxyz", 11
"""By chance begins with a letter that begins no number, so that it does not count among the numbers."""


def is_numbered(label: str) -> bool:
    """Whether records of a kind are numbered one after another."""
    return label not in _BY_CHANCE


def new_ids(tx: Tx, labels: Iterable[str]) -> dict[str, str]:
    """A free id for each label. Where one is numbered this waits for its turn: call it first of all.

    Raises LoadError while a large load is under way.
    """
    labels = list(labels)
    if any(map(is_numbered, labels)):
        take_turn(tx)
    return {label: _next(tx, label) if is_numbered(label) else by_chance(label) for label in labels}


def by_chance(label: str) -> str:
    """An id that none has, as good as certainly."""
    tail = "".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH))
    return f"{NODES[label].prefix}{secrets.choice(_LETTERS)}{tail}"


def _next(tx: Tx, label: str) -> str:
    prefix = NODES[label].prefix
    text = (
        f"MATCH (n:{quote(label)}) WITH substring(n.id, $skip) AS tail "
        "WITH toInteger(tail) AS number, size(tail) AS width WHERE number IS NOT NULL "
        "RETURN coalesce(max(number), 0) AS number, max(width) AS width"
    )
    row = tx.run(text, skip=len(prefix))[0]
    width = int(str(row["width"] or WIDTHS.get(prefix, 4)))
    return f"{prefix}{int(str(row['number'])) + 1:0{width}d}"
