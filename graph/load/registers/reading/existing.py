"""What is on record at the nodes that a file speaks of: read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable

from graph.load.registers.directory import Directory
from graph.load.registers.records import Values
from graph.model import FAR_DAY, NODES

_NODES_OF = {"Consent": ("GivenBy", "Covers"), "Headcount": ("CountedAt",)}
"""Nodes that rows find by the relationships which begin at them."""


class Existing:
    """Relationships and nodes on record, by kind."""

    def __init__(self, directory: Directory, ids: Iterable[str]) -> None:
        """``ids`` are all that the file speaks of: what is there is read for these in one go."""
        self.directory = directory
        self._ids = set(ids)
        self._links: dict[str, dict[str, list[Values]]] = {}
        self._nodes: dict[str, dict[str, Values]] = {}

    def links(self, kind: str, id: str) -> list[Values]:
        """The relationships of a kind that exist at a node, the earliest first."""
        if kind not in self._links:
            self._links[kind] = {}
            self._read_links(kind, self._ids)
        if id not in self._links[kind]:
            self._read_links(kind, [id])
        return self._links[kind][id]

    def _read_links(self, kind: str, ids: Iterable[str]) -> None:
        """Read what exists at nodes of a kind of relationship, all of them at once."""
        asked = list(ids)
        by_end: defaultdict[str, list[Values]] = defaultdict(list)
        old = [id for id in asked if not self.directory.is_new(id)]
        for row in self.directory.records.touching(kind, old) if old else ():
            by_end[str(row["start"])].append(row)
            by_end[str(row["end"])].append(row)
        for id in asked:
            rows = by_end.get(id, [])
            self._links[kind][id] = sorted(
                rows, key=lambda row: (str(row.get("from", "")), str(row["end"]))
            )

    def nodes(self, kind: str, ids: Iterable[str]) -> dict[str, Values]:
        """The nodes of these ids that exist; all that the file may ask for are read at once."""
        if kind not in self._nodes:
            links = [self._links.get(name, {}) for name in _NODES_OF.get(kind, ())]
            asked = {
                str(row["start"]) for by_end in links for rows in by_end.values() for row in rows
            }
            asked = asked or {id for id in self._ids if not self.directory.is_new(id)}
            prefix = NODES[kind].prefix
            mine = {id for id in asked if id.startswith(prefix)}
            self._nodes[kind] = self.directory.records.nodes(kind, mine) if mine else {}
        return {id: self._nodes[kind][id] for id in ids if id in self._nodes[kind]}

    def open(self, kind: str, start: str, end: str) -> Values | None:
        """The relationship between two nodes that has not ended, or None."""
        rows = [
            row
            for row in self.links(kind, start)
            if (row["start"], row["end"]) == (start, end) and row["to"] == FAR_DAY
        ]
        return rows[-1] if rows else None

    def has(self, kind: str, ends: dict[str, str]) -> bool:
        """Whether there is a relationship of a kind between two nodes."""
        rows = self.links(kind, ends["start"])
        return any((row["start"], row["end"]) == (ends["start"], ends["end"]) for row in rows)
