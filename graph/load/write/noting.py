"""How what is written is noted outside the graph: the sum of its change records before the commit, and that it landed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Protocol

FIELDS = ("id", "actor", "action", "kind", "subject", "object", "before", "after")
"""What of a change record is summed up."""


class WriteLog(Protocol):
    """Notes writes somewhere else."""

    def begun(self, id: str, sha256: str, changes: int) -> None:
        """Note a load that is about to be committed, and its change records. What it raises undoes it."""

    def done(self, id: str) -> None:
        """Note that a load has landed. Raises nothing: it cannot be undone any more."""


class ChangeSum:
    """The sum of change records, in the order of their ids: of what is written, or of what is there."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self.count = 0

    def add(self, records: Iterable[Mapping[str, object]]) -> None:
        """Add some more, each by its fields."""
        for record in records:
            line = json.dumps([record.get(name) for name in FIELDS], ensure_ascii=False)
            self._sum.update(line.encode("utf-8", "surrogatepass") + b"\n")
            self.count += 1

    @property
    def sha256(self) -> str:
        """The sum so far, in hexadecimal."""
        return self._sum.hexdigest()
