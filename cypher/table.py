"""An answer with its facts: what a figure, a file and a page are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cypher.header import Column, Header, Link, Unit, Words
from cypher.values.parameters import in_words
from cypher.words import words


@dataclass(frozen=True)
class ColumnFact:
    """One column of an answer and how it is read."""

    name: str
    label: Words
    unit: Unit | None
    links: str | Link | None


@dataclass(frozen=True)
class Table:
    """Rows and everything a reader may ask about them.

    ``rows`` are the shown ones; where ``truncated`` there are more. ``parameters`` holds the values
    by their declared names (a Period for a period), ``meanings`` what each means in words:
    上月（2025年7月1日至31日）, or the label of what was chosen. ``provenance`` holds the kinds
    of data that the answer rests on, ``provenance_counts`` how many of each under which label.
    ``withheld`` counts the cells that the audience may not see. Money is in fen, shares are 0 to 1.
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
    provenance_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    withheld: int = 0
    meanings: Mapping[str, Words] = field(default_factory=dict)

    @property
    def title(self) -> Words:
        """The report's title."""
        return self.header.title

    @property
    def as_of(self) -> date | None:
        """The day that the answer holds for, where it has one."""
        day = self.parameters.get("as_of")
        return day if isinstance(day, date) else None

    def asked(self, lang: str) -> list[tuple[str, str, str]]:
        """Name, label and value in words of each parameter that has a value."""
        found = []
        for name, parameter in self.header.parameters.items():
            value = self.parameters.get(name)
            if value is not None:
                said = self.meanings.get(name) or in_words(parameter, value)
                found.append((name, parameter.label.get(lang), said.get(lang)))
        return found

    @property
    def total(self) -> int | None:
        """How many rows there are; None where there are more than are shown."""
        return None if self.truncated else len(self.rows)

    @property
    def synthetic(self) -> bool:
        """Whether any of it rests on invented data."""
        return "synthetic" in self.provenance

    @property
    def columns(self) -> tuple[ColumnFact, ...]:
        """The columns in order."""
        told = [(name, self.column(name)) for name in self.names]
        return tuple(ColumnFact(name, one.label, one.unit, one.links) for name, one in told)

    def column(self, name: str) -> Column:
        """How a column is read; an undeclared one is read by its name."""
        declared = self.header.columns.get(name)
        return declared or Column(label=Words(zh=name or "-", en=name or "-"))

    def labels(self, lang: str) -> list[str]:
        """The columns' labels."""
        return [self.column(name).label.get(lang) for name in self.names]

    def said(self, name: str, value: object, lang: str) -> object:
        """A value with its code put into words; lists one by one."""
        column = self.header.columns.get(name)
        if value is None:
            return column.none.get(lang) if column is not None and column.none else None
        if column is None or (column.words is None and column.values is None):
            return value
        if isinstance(value, list):
            comma = "、" if lang == "zh" else ", "
            return comma.join(str(self.said(name, one, lang)) for one in value)
        code = str(value)
        found = (column.values or {}).get(code) or words().get(column.words or "", {}).get(code)
        return found.get(lang) if found else value

    def dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]
