"""An answer with its facts: what a figure, a file and a page are made from."""

from dataclasses import dataclass
from datetime import date

from cypher.catalogue import words
from cypher.header import Column, Header, Words


@dataclass(frozen=True)
class Table:
    """Rows and everything a reader may ask about them.

    ``rows`` are the shown ones; where ``truncated`` there are more. ``provenance`` holds the kinds
    of data that the answer rests on. Money is in fen, shares are 0 to 1.
    """

    id: str
    version: str
    header: Header
    names: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool
    parameters: dict[str, object]
    provenance: tuple[str, ...]
    data_version: str
    elapsed_ms: float

    @property
    def as_of(self) -> date | None:
        """The day that the answer holds for, where it has one."""
        day = self.parameters.get("as_of")
        return day if isinstance(day, date) else None

    @property
    def synthetic(self) -> bool:
        """Whether any of it rests on invented data."""
        return "synthetic" in self.provenance

    def column(self, name: str) -> Column:
        """How a column is read; an undeclared one is read by its name."""
        plain = Column(label=Words(zh=name, en=name))
        return self.header.columns.get(name, plain)

    def labels(self, lang: str) -> list[str]:
        """The columns' labels."""
        return [self.column(name).label.get(lang) for name in self.names]

    def said(self, name: str, value: object, lang: str) -> object:
        """A value with its code put into words; lists one by one."""
        listed = self.column(name).words
        if listed is None or value is None:
            return value
        if isinstance(value, list):
            return "、".join(str(self.said(name, one, lang)) for one in value)
        found = words().get(listed, {}).get(str(value))
        return found.get(lang) if found else value

    def dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]
