"""What a register file may say: the sheet, its columns, and what one row of it becomes."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.load.table import fields
from graph.model import NODES, RELATIONSHIPS
from graph.model.town import Label
from graph.model.wishes import WishStatus

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Ref = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[A-Za-z0-9]+$")]
"""A field of a node or relationship of the row: ``wish.title``, ``job.from``, ``job.end``."""
Example = str | bool | int | float | datetime | date | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Part(_Strict):
    """A node of the row. ``same_by``: what tells it from others where the row gives no id."""

    kind: str
    same_by: tuple[Ref, ...] = ()


class Link(_Strict):
    """A relationship of the row; an end that is no node of the row is named by a column."""

    kind: str
    start: Name | None = None
    end: Name | None = None


class Many(_Strict):
    """A cell that names several things, each in a relationship of ``kind`` with the node ``of``.

    ``defaults`` gives for a field of the relationship the column (by its Chinese header) whose value
    holds where the cell says nothing. ``only``: the one kind of thing that is named, where the
    relationship allows several. ``makes``: a thing that is not there yet is made.
    """

    kind: str
    of: Name
    only: str | None = None
    makes: bool = False
    defaults: dict[str, str] = {}


class Agreement(_Strict):
    """A cell that holds the day of a consent: ``giver`` and ``about`` are nodes of the row."""

    scope: Literal["wish_processing", "show_to_claimant", "publish", "child_data", "be_named"]
    giver: str
    about: Name | None = None


class Column(_Strict):
    """One column: its header in both languages, and the one thing that its cells are.

    ``required`` in every row, ``asked`` of a row that speaks of such a thing; ``default`` holds for
    what is new where the cell is blank, ``=gift.amountFen`` being the value of another field.

    ``sets`` a field (or the same field of several kinds of row); ``many`` things in one cell;
    ``consent``; ``headcounts`` of a site by day; ``step`` of a wish's life (``says`` its time,
    its reason, the outcome of a review, or the department a wish is referred to); ``day``, which other columns
    take for their own; ``chooses`` which of the row's kinds this row is; ``skip`` what is not read.
    """

    zh: str = ""
    en: str = ""
    also: tuple[str, ...] = ()
    note: Label | None = None
    example: Example = None
    required: bool = False
    asked: bool = False
    default: str | int | None = None
    sets: Ref | tuple[Ref, ...] = ()
    many: Many | None = None
    consent: Agreement | None = None
    headcounts: Name | None = None
    step: WishStatus | Literal["result", "ended"] | None = None
    says: Literal["at", "outcome", "reason", "department"] = "at"
    day: bool = False
    chooses: bool = False
    skip: bool = False

    @property
    def refs(self) -> tuple[str, ...]:
        """The fields that a cell sets."""
        return (self.sets,) if isinstance(self.sets, str) else self.sets

    def header(self, lang: str) -> str:
        """The header cell in a language."""
        return self.zh if lang == "zh" else self.en


class CatalogueRow(_Strict):
    """Something that a cell may name and that is made when it does: its fields, and other names."""

    name: str
    also: tuple[str, ...] = ()
    fields: dict[str, str | bool] = {}


class Register(_Strict):
    """One register: a sheet, and what a row of it becomes. ``id`` is the file's name.

    ``reads_as`` names the shipped register whose rows a table of staff's own has, under headers of
    its own: it is read by this one and written out by that one.
    """

    id: str = ""
    reads_as: Name | None = None
    sheet: Label
    about: Label
    order: int = 100
    first: bool = False
    nodes: dict[Name, Part | str] = {}
    relationships: dict[Name, Link] = {}
    life: bool = False
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    catalogue: dict[str, tuple[CatalogueRow, ...]] = {}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The nodes of a row by their name here, the row's own first."""
        return {
            name: Part(kind=part) if isinstance(part, str) else part
            for name, part in self.nodes.items()
        }

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Name of each node and relationship of the row to the model's class."""
        return {name: part.kind for name, part in (self.parts | self.relationships).items()}

    @property
    def chosen(self) -> bool:
        """Whether a column says which kind a row is."""
        return any(column.chooses for column in self.columns)

    @cached_property
    def choosable(self) -> tuple[str, ...]:
        """The nodes, or where there are none the relationships, one of which a row is."""
        return tuple(self.parts or self.relationships)

    def refs_of(self, column: Column, chosen: str | None) -> list[str]:
        """The fields that a column sets in a row, of what the row has been chosen to be."""
        if chosen is None:
            return list(column.refs)
        ends = {name: (link.start, link.end) for name, link in self.relationships.items()}
        return [
            ref
            for ref in column.refs
            if chosen in (name := ref.partition(".")[0], *ends.get(name, ()))
        ]

    def has_default(self, name: str) -> bool:
        """Whether a field of a node or relationship has a value where its cell is blank."""
        refs = [ref for column in self.columns if column.default is not None for ref in column.refs]
        return any(ref.partition(".")[0] == name for ref in refs)

    def word_of_kind(self, name: str) -> tuple[str, str]:
        """What a node or relationship of the row is called, in Chinese and English."""
        kind = fields.KINDS[self.kinds[name]]
        return kind.zh, kind.en

    def field(self, ref: str) -> fields.Field:
        """The model's field of a reference."""
        name, _, field = ref.partition(".")
        return fields.fields_of(fields.KINDS[self.kinds[name]])[field]

    @model_validator(mode="after")
    def _fits_the_model(self) -> Self:
        for problem in _misfits(self):
            raise ValueError(problem)
        return self


def _misfits(register: Register) -> Iterator[str]:
    """What a register says that the model does not have, the first words being the place."""
    for name, part in register.parts.items():
        if part.kind not in NODES:
            yield f"nodes.{name}: {part.kind}"
            return
    for name, link in register.relationships.items():
        if link.kind not in RELATIONSHIPS:
            yield f"relationships.{name}.kind: {link.kind}"
            return
        for end in ("start", "end"):
            node = getattr(link, end)
            if node is not None and node not in register.parts:
                yield f"relationships.{name}.{end}: {node}"
    for at, column in enumerate(register.columns):
        yield from (f"columns.{at}: {text}" for text in _misfits_of(register, column))


def _misfits_of(register: Register, column: Column) -> Iterator[str]:
    for ref in column.refs:
        name, _, field = ref.partition(".")
        kind = register.kinds.get(name)
        if kind is None or field not in fields.fields_of(fields.KINDS[kind]):
            yield ref
    if column.many and (
        column.many.kind not in RELATIONSHIPS or column.many.of not in register.parts
    ):
        yield f"{column.many.kind} {column.many.of}"
    if column.headcounts and register.kinds.get(column.headcounts) != "DeliverySite":
        yield column.headcounts
    whats = (column.sets, column.many, column.consent, column.headcounts, column.step)
    if sum(bool(what) for what in (*whats, column.day, column.chooses, column.skip)) != 1:
        yield "sets | many | consent | headcounts | step | day | chooses | skip"
