"""The rows of a town while it is being made: things and relationships by the name of their kind."""

from collections import defaultdict

from graph.model import NODES, RELATIONSHIPS

Row = dict[str, object]
Rows = dict[str, list[Row]]


class Sheet:
    """Collects rows, gives out ids, and remembers places for those that come later."""

    def __init__(self, provenance: str = "synthetic") -> None:
        self.provenance = provenance
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._last: defaultdict[str, int] = defaultdict(int)

    def start_after(self, kind: str, last: int) -> None:
        """The next id of a kind is ``last + 1``: what the article has comes first."""
        self._last[kind] = last

    def node(self, kind: str, id: str | None = None, /, **fields: object) -> str:
        """Add a thing and return its id, which is the next of its kind where none is given."""
        self._add(kind, {"id": id or self.next_id(kind)} | _named(fields))
        return str(self._rows[kind][-1]["id"])

    def relationship(self, kind: str, start: str, end: str, /, **fields: object) -> None:
        """Add a relationship between two ids."""
        self._add(kind, {"start": start, "end": end} | _named(fields))

    def next_id(self, kind: str) -> str:
        """The next id of a kind: its prefix and a number, with more digits the more there are."""
        self._last[kind] += 1
        prefix = NODES[kind].prefix
        width = 6 if prefix in _LONG else 2 if prefix in _SHORT else 4
        return f"{prefix}{self._last[kind]:0{width}d}"

    def rows(self) -> Rows:
        """All rows, kinds in the model's own order."""
        return {kind: self._rows[kind] for kind in [*NODES, *RELATIONSHIPS] if self._rows.get(kind)}

    def of(self, kind: str) -> list[Row]:
        """The rows of one kind so far."""
        return self._rows[kind]

    def _add(self, kind: str, fields: Row) -> None:
        fields.setdefault("provenance", self.provenance)
        self._rows[kind].append(fields)


_LONG = {"W-", "EV-", "CL-", "HO-", "VIS-", "CON-"}
_SHORT = {"FAC-", "ITEM-"}


def _named(fields: Row) -> Row:
    """Field names as the graph has them; what is not known is left out."""
    return {name.rstrip("_"): value for name, value in fields.items() if value is not None}
