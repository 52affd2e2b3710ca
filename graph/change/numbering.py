"""The ids of new records: of what people call by its number the next one, of the rest one by chance."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from graph.client import Tx
from graph.identifiers import quote
from graph.load.plan.properties import search_text
from graph.load.record import RecordChange
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


def with_free_ids(
    tx: Tx, records: Collection[RecordChange]
) -> tuple[Collection[RecordChange], Mapping[str, str]]:
    """Records whose new nodes have ids that nobody else takes, and by planned id the one given instead.

    Where a planned id has been taken meanwhile, all new nodes of its kind are numbered anew. Waits for
    its turn where there is a new node: call it first of all. Raises LoadError while a large load is
    under way.
    """
    planned: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        if record.id and record.before is None:
            planned[record.kind].append(record.id)
    if not planned:
        return records, {}
    take_turn(tx)
    given: dict[str, str] = {}
    for label, ids in planned.items():
        if tx.run(f"MATCH (n:{quote(label)}) WHERE n.id IN $ids RETURN n.id LIMIT 1", ids=ids):
            given |= zip(ids, _numbers(label, _next(tx, label)), strict=False)
    return ([_renamed(one, given) for one in records] if given else records), given


def _renamed(record: RecordChange, ids: Mapping[str, str]) -> RecordChange:
    """A record by its other id, or between others; what search finds a node by is made anew."""
    start, end = ids.get(record.start, record.start), ids.get(record.end, record.end)
    id = ids.get(record.id, record.id)
    after = record.after
    if id != record.id and after is not None and "searchText" in after:
        after = {**after, "searchText": search_text(NODES[record.kind], id, after)}
    return replace(record, id=id, start=start, end=end, after=after)


def _numbers(label: str, first: str) -> Iterator[str]:
    """An id and those that follow it."""
    prefix = NODES[label].prefix
    digits = first.removeprefix(prefix)
    number = int(digits)
    while True:
        yield f"{prefix}{number:0{len(digits)}d}"
        number += 1


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
