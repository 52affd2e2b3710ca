"""Everything on record that an export asks for, read once for each kind."""

from collections import defaultdict

from graph.load.registers.directory import Directory
from graph.load.registers.records import Records, Values


class Lookup:
    """Nodes and relationships of each kind, by their ids and their ends."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.directory = Directory(records)
        self._nodes: dict[str, dict[str, Values]] = {}
        self._links: dict[str, dict[str, list[Values]]] = {}
        self._consents: dict[tuple[object, ...], list[Values]] | None = None

    def nodes(self, kind: str) -> dict[str, Values]:
        """Every node of a kind by its id."""
        if kind not in self._nodes:
            self._nodes[kind] = {str(row["id"]): row for row in self.records.all(kind)}
        return self._nodes[kind]

    def links(self, kind: str, id: str) -> list[Values]:
        """The relationships of a kind at a node, the earliest first."""
        if kind not in self._links:
            found: defaultdict[str, list[Values]] = defaultdict(list)
            for row in sorted(self.records.all(kind), key=link_order):
                found[str(row["start"])].append(row)
                found[str(row["end"])].append(row)
            self._links[kind] = found
        return self._links[kind].get(id, [])

    def consents(self) -> dict[tuple[object, ...], list[Values]]:
        """Consents by their scope, who gave them and what they are about."""
        if self._consents is None:
            givers = {row["start"]: row["end"] for row in self.records.all("GivenBy")}
            abouts = {row["start"]: row["end"] for row in self.records.all("Covers")}
            found: defaultdict[tuple[object, ...], list[Values]] = defaultdict(list)
            for id, row in self.nodes("Consent").items():
                found[row["scope"], givers.get(id), abouts.get(id)].append(row)
            self._consents = found
        return self._consents


def link_order(row: Values) -> tuple[str, str, str]:
    """In what order relationships stand: by their start, the earliest first."""
    return str(row["start"]), str(row.get("from", "")), str(row["end"])
