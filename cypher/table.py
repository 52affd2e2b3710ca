"""An answer with its facts: what a figure, a file and a page are made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from cypher.header import Column, Header, Link, Unit, Words
from cypher.nothing import is_nothing
from cypher.record_values import RecordValues
from cypher.values.parameters import in_words
from cypher.views import BaseView, as_kind
from cypher.words import words
from graph.model.town import NO_TOWN, Town

_V = TypeVar("_V", bound=BaseView)
_NAMED = re.compile(
    r"(?i)(.*[\W_])?(year|id|code|no|rank)|.*(Year|Id|Code|No|Rank)|.*(年|年份|年度|编号|编码|代码|序号|名次)"
)
"""Names of columns whose numbers name something: 2021 is a year and not 2,021 of them."""


@lru_cache(1024)
def is_name_of_a_number(column: str) -> bool:
    """Whether the numbers of a column so called are names, where its header gives no unit."""
    return _NAMED.fullmatch(column) is not None


@lru_cache(1024)
def undeclared_column(name: str) -> Column:
    """How a column that no header declares is read: by its name."""
    return Column(label=Words(zh=name or "-", en=name or "-"))


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
    ``withheld`` counts the cells that the audience may not see. ``town`` is the township that
    the answer is about: its words, and how its places are drawn. Money is in fen, shares are 0 to 1.
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
    town: Town = NO_TOWN
    moved: bool = False
    """Whether others wrote while it was read, again and again: it may mix two states of the data."""
    read_at: datetime | None = None
    """When it was read, for what asks the server's clock or chance; None where only the data count."""

    unknown: tuple[Words, ...] = ()
    """What the statement asks for that neither the graph nor the model has, in sentences."""

    at: str = ""
    """The value along the axis of its chart that is marked, as it is written there; "" for none."""

    definition: str = ""
    """What the answer rests on (``SavedStatement.definition``); "" where that was not kept."""

    def is_defined_by(self, definition: str, version: str) -> bool:
        """Whether it was made by this definition; by this version of the file where one is not known."""
        if self.definition and definition:
            return self.definition == definition
        return self.version == version

    def is_defined_as(self, other: "Table") -> bool:
        """Whether another answer was made by the same definition, so that both compare."""
        return self.is_defined_by(other.definition, other.version)

    @property
    def notes(self) -> tuple[Words, ...]:
        """What a reader must know of how it was read, in sentences."""
        notes = [*self.unknown, *([words()["answer"]["moved"]] if self.moved else [])]
        if self.read_at is not None:
            at, text = self.read_at.strftime("%Y-%m-%d %H:%M"), words()["answer"]["read_at"]
            notes.append(Words(zh=text.zh.format(at=at), en=text.en.format(at=at)))
        return tuple(notes)

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
        rows = []
        for name, parameter in self.header.parameters.items():
            value = self.parameters.get(name)
            if value is not None:
                text = self.meanings.get(name) or in_words(parameter, value)
                rows.append((name, parameter.label.get(lang), text.get(lang)))
        return rows

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
        columns = [(name, self.column(name)) for name in self.names]
        return tuple(ColumnFact(name, one.label, one.unit, one.links) for name, one in columns)

    def view(self, kind: type[_V]) -> _V:
        """The view as one of a kind; where the header declares another, with the usual columns."""
        return as_kind(self.header.view, kind, self.names)

    def column(self, name: str) -> Column:
        """How a column is read; an undeclared one is read by its name."""
        declared = self.header.columns.get(name) or undeclared_column(name)
        if declared.unit is None and is_name_of_a_number(name):
            return declared.model_copy(update={"unit": "name"})
        return declared

    def in_language(self, name: str, lang: str) -> str:
        """The column to read for one: where a name is kept in both languages, that of the reader's.

        ``facility`` in Chinese is ``facility_en`` for who reads English.
        """
        other = f"{name}_{lang}"
        of_another = self.column(name).lang not in (None, lang)
        return other if of_another and other in self.names else name

    def codes(self, name: str) -> list[str]:
        """The codes that a column may hold, in the order of their words; none where it has no words."""
        column = self.column(name)
        return list(dict.fromkeys([*words().get(column.words or "", ()), *(column.values or ())]))

    def labels(self, lang: str) -> list[str]:
        """The columns' labels."""
        return [self.column(name).label.get(lang) for name in self.names]

    def listed(self, lang: str) -> list[str]:
        """The names of the columns that are listed for who reads in a language."""
        return [name for name in self.names if self.column(name).is_listed(lang)]

    def decode(self, name: str, value: object, lang: str) -> object:
        """A value with its code put into words; lists one by one."""
        column = self.header.columns.get(name)
        if value is None and column is not None and column.none:
            return column.none.get(lang)
        if is_nothing(value):
            return value
        if isinstance(value, RecordValues):
            return value.words.get(lang)
        if column is None or (column.words is None and column.values is None):
            return value
        if isinstance(value, list):
            comma = "、" if lang == "zh" else ", "
            return comma.join(str(self.decode(name, one, lang)) for one in value)
        code = str(value)
        word = (column.values or {}).get(code) or words().get(column.words or "", {}).get(code)
        return word.get(lang) if word else value

    def row(self, at: int) -> dict[str, object]:
        """One row by column name; the first is 0. Raises IndexError."""
        return dict(zip(self.names, self.rows[at], strict=True))

    def dicts(self) -> list[dict[str, object]]:
        """Each row by column name."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]
