"""The header of a saved Cypher file as frozen models: nothing unknown is taken."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Audience = Literal["staff", "committee", "public"]
Type = Literal["text", "integer", "number", "boolean", "date", "period", "choice", "multi_choice"]
Unit = Literal["day", "month", "fen", "minute", "metre", "percent", "person", "count"]
Kind = Literal[
    "table", "number", "bar", "line", "sankey", "layers", "matrix", "board", "map", "attention",
    "record", "check",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, lang: str) -> str:
        """The text in a language."""
        return self.zh if lang == "zh" else self.en


class Parameter(_Strict):
    """One declared parameter: it makes the widget, the command-line option and the address.

    ``from`` names another saved file whose ``value`` and ``label`` are the choices; ``depends_on``
    hands the value of another parameter to that file. ``words`` is a list of words.yaml.
    A ``date`` takes words (today-30, last_month_end). So does a ``period`` (last_month, last_30_days,
    2025-01-01..2025-03-31), which the statement uses as ``$NAME_from`` and ``$NAME_to`` (DATE) or
    ``$NAME_begin`` and ``$NAME_end`` (DATETIME at +08:00): the first counts, the second does not.
    """

    type: Type
    label: Words
    default: bool | int | float | date | str | tuple[str, ...] | None = None
    optional: bool = False
    min: float | None = None
    max: float | None = None
    source: str | None = Field(None, alias="from")
    values: tuple[str, ...] | None = None
    words: str | None = None
    depends_on: str | None = None


class Link(_Strict):
    """Where a cell leads: to the record whose id stands in a column, or to a report.

    ``with`` fills the report's parameters: parameter to the column that holds its value.
    """

    record: str | None = None
    report: str | None = None
    given: dict[str, str] = Field({}, alias="with")


class Column(_Strict):
    """How a column is read: label, unit, words for its codes, what its cells lead to.

    ``words`` names a list of words.yaml; ``values`` gives the words for codes of this column only.
    ``links`` is a Link, or the kind of record whose ids the column itself holds. What is ``hidden``
    is not listed on a screen or in a Word file (an id behind a name that links) but stands in every
    other file. ``adds_up`` says that the rows' values may be added to a total: no thing is counted
    in two rows. ``none`` is what an empty cell says where it does not mean that there is no record.
    """

    label: Words
    unit: Unit | None = None
    links: str | Link | None = None
    hidden: bool = False
    adds_up: bool = False
    none: Words | None = None
    words: str | None = None
    values: dict[str, Words] | None = None


class Limits(_Strict):
    """What one run may cost: rows, and seconds on the server."""

    rows: int = Field(1000, ge=1, le=1_000_000)
    seconds: float = Field(5.0, gt=0, le=120)


class View(_Strict):
    """Which picture shows the answer, and from which columns.

    A flow, a matrix or a layered map may be told the columns of the ids at both ends (of row and
    column), and the ``level`` that says between which columns of the picture a row runs. A layered
    map's ``group`` is the block of its first column that the source stands in; ``basis`` says what
    the relationship rests on: recorded, derived, assumed or synthetic.

    A board puts each row as a card, called ``title``, into the ``column`` that it is in; ``value``
    is its age, ``mark`` a code for what is wrong with it. A map sets each row down at its place;
    ``shape`` is what kind of place it is, ``state`` how it is there, ``value`` how large, ``radius``
    how many metres around it are meant. ``id`` is the column of the things' ids. Attention lists
    matters by ``title`` and ``value``, ``of`` how many, with the report ``to`` which each leads.
    """

    kind: Kind = "table"
    value: str | None = None
    x: str | None = None
    y: str | None = None
    series: str | None = None
    source: str | None = None
    target: str | None = None
    source_id: str | None = None
    target_id: str | None = None
    level: str | None = None
    group: str | None = None
    basis: str | None = None
    row: str | None = None
    column: str | None = None
    id: str | None = None
    title: str | None = None
    mark: str | None = None
    state: str | None = None
    shape: str | None = None
    longitude: str | None = None
    latitude: str | None = None
    radius: str | None = None
    of: str | None = None
    to: str | None = None


class Expect(_Strict):
    """The file's own test: what the answer on the live graph must be.

    ``unique``: these columns together never repeat. ``sum_equals``: a column's name to the number
    that its values add up to, or to another column whose values add up to the same.
    """

    columns: tuple[str, ...] | None = None
    unique: tuple[str, ...] = ()
    not_null: tuple[str, ...] = ()
    min_rows: int | None = Field(None, ge=0)
    max_rows: int | None = Field(None, ge=0)
    sum_equals: dict[str, int | float | str] = {}


class Accepts(_Strict):
    """Why a costly operator is right here."""

    cartesian_product: str | None = None
    all_nodes_scan: str | None = None


class Privacy(_Strict):
    """What an audience does not see: columns, and for the public counts below ``small_cell``.

    ``personal``: the answer is about a person, and each reading is logged.
    """

    small_cell: int | None = Field(None, ge=2)
    hide: dict[Audience, tuple[str, ...]] = {}
    personal: bool = False


class Header(_Strict):
    """Everything that stands before a statement."""

    question: str | None = None
    title: Words
    about: Words
    audience: tuple[Audience, ...] = Field(("staff", "committee", "public"), min_length=1)
    parameters: dict[str, Parameter] = {}
    columns: dict[str, Column] = {}
    view: View = View()
    definition: Words | None = None
    message: Words | None = None
    no_past: Words | None = None
    """What of the answer keeps no history, and is of today whatever the day."""
    rests_on: tuple[str, ...] = ()
    accepts: Accepts = Accepts()
    limits: Limits = Limits()
    expect: Expect = Expect()
    privacy: Privacy = Privacy()
