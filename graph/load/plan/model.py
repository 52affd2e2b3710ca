"""What a person reads of a plan, what they may choose, and what they have to answer first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from graph.errors import LoadError
from graph.load.record import Action
from graph.load.table.problems import Words
from graph.model import node_of_id


@dataclass(frozen=True)
class SheetChoice:
    """What a person chooses for one sheet.

    ``whole``: what the file lacks is ended on ``ended_on`` (None: today). ``blanks``: whether a
    blank cell in a column that is there keeps the value in the graph or clears it.
    ``confirmed_missing`` is the number typed where more than a tenth is missing.
    """

    whole: bool = False
    ended_on: date | None = None
    blanks: Literal["keep", "clear"] = "keep"
    confirmed_missing: int | None = None


@dataclass(frozen=True)
class Choices:
    """Everything that a person chooses for one load.

    ``sheets`` is by title; ``same`` gives for ``sheet!row`` or ``sheet!row!Kind`` the existing id
    that the row is the same as, or "" where it is not, and ``renamed`` has those of them whose
    record takes the file's spelling of the name; ``corrections`` gives for the reference of a change whether the
    relationship that was there is replaced or ended ("replace" also lets a node's kind change);
    ``accepted`` has the reference of each finding that is right as it stands and why; ``left_out``
    the unknown columns as ``sheet!header``.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, Literal["replace", "end"]] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    renamed: frozenset[str] = frozenset()

    def same_as(self, row: str, kind: str) -> str | None:
        """The id of what a row's node of a kind is the same as, "" where it is another.

        None where nobody has said. ``row`` is ``sheet!row``.
        """
        answer = self.same.get(f"{row}!{kind}")
        if answer is None and (plain := self.same.get(row)) is not None:
            of = node_of_id(plain)
            answer = plain if of is None or of.__name__ == kind else None
        return answer

    def renames(self, row: str, kind: str) -> bool:
        """Whether what such a node is the same as takes the name that the file has."""
        return not self.renamed.isdisjoint((row, f"{row}!{kind}"))

    def of(self, sheet: str) -> SheetChoice:
        """What is chosen for a sheet, or what holds where nothing is."""
        return self.sheets.get(sheet, _NOTHING_CHOSEN)


_NOTHING_CHOSEN = SheetChoice()


@dataclass(frozen=True)
class FieldChange:
    """One field of a record: its name, what a person reads for it, and its values."""

    field: str
    header: str
    before: object
    after: object


@dataclass(frozen=True)
class Change:
    """One record that a load changes, for a person to read; ``row`` is 0 where no row says it.

    ``replaces`` is the reference of the change that ends or removes what was in its place;
    ``name_en`` the name in English where it is a word and no name.
    """

    ref: str
    sheet: str
    row: int
    kind: str
    id: str
    name: str
    action: Action
    fields: tuple[FieldChange, ...] = ()
    replaces: str = ""
    name_en: str = ""


Why = Literal["writing", "sound", "place"]


@dataclass(frozen=True)
class Double:
    """A new row that is likely the same as something under another id; ``ref`` is ``sheet!row!Kind``.

    ``why``: the name in other writing, a name that sounds the same, or the same place.
    ``other_row``: the row of the other one where it is new as well, of the same file; else 0.
    """

    ref: str
    sheet: str
    row: int
    kind: str
    id: str
    name: str
    other_id: str
    other_name: str
    why: Why
    other_row: int = 0


@dataclass(frozen=True)
class Need:
    """A question that has to be answered before the load can land.

    ``missing``: confirm ``number`` missing in ``sheet``; ``same``: answer for the double ``ref``;
    ``kind``: allow that the kind of ``ref`` changes.
    """

    code: Literal["missing", "same", "kind"]
    sheet: str
    ref: str
    words: Words
    number: int = 0


class PlanOutdated(LoadError):
    """Somebody wrote to the graph after the plan was made; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "核对之后又有人改动了数据，没有写入任何数据。请重新核对。",
            "The graph was changed after this plan was made; nothing was written. "
            "Make the plan again.",
        )
