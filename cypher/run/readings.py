"""How the runner has readings about persons noted: before an answer is given, and outside the graph.

A reading must not change the data, nor their version.
"""

from collections.abc import Mapping
from typing import Protocol

from cypher.file.parse import SavedStatement
from cypher.reader import Reader


class Readings(Protocol):
    """Notes one answer about persons. What it raises the runner raises, and nothing is shown."""

    def __call__(
        self, saved: SavedStatement, values: Mapping[str, object], reader: Reader, rows: int | None
    ) -> None:
        """Note the report, the values it was asked with, who asks, and its rows where they are known."""


def not_kept(
    saved: SavedStatement, values: Mapping[str, object], reader: Reader, rows: int | None
) -> None:
    """Keep no note: for files' own tests, and for editions, which are noted as a whole."""
