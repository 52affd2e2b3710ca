"""The header of a saved Cypher file as frozen models: nothing unknown is taken."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from cypher.nothing import Nothing, fill_empty_cells
from cypher.views import TableView, View
from graph.text import printable

Audience = Literal["staff", "committee", "public"]
Type = Literal[
    "text", "integer", "number", "boolean", "date", "period", "choice", "multi_choice", "ids"
]
Unit = Literal["day", "month", "fen", "minute", "metre", "percent", "person", "count", "name"]
RowValue = bool | int | str | tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in both languages."""

    zh: Annotated[str, Field(min_length=1), AfterValidator(printable)]
    en: Annotated[str, Field(min_length=1), AfterValidator(printable)]

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
    The statement uses ``ids`` as ``$NAME.id``, a list.
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
    when_empty: Words | None = None
    """What a form says where an optional day or period is left empty."""


class Link(_Strict):
    """Where a cell leads: to the record whose id stands in the column ``record``, to a report whose
    parameters ``with`` fills from columns, or to the report that the column ``report_in`` names."""

    record: str | None = None
    report: str | None = None
    report_in: str | None = None
    given: dict[str, str] = Field({}, alias="with")


class Rows(_Strict):
    """The report whose rows are what a number counts; the number leads there.

    It has as many rows as the number says, or its column ``adds`` adds up to it. ``with`` fills its
    parameters from columns of the number's row, ``values`` with what is fixed; one that both reports
    have takes the same value, and one named in ``whatever`` makes no difference to the number. It
    holds in rows that match ``where``; the total of all others (``total_rows``) fills nothing in.
    ``since`` is the parameter that takes the earlier day, where the number is a change since then.
    """

    report: str
    given: dict[str, str] = Field({}, alias="with")
    values: dict[str, RowValue] = {}
    where: dict[str, RowValue] = {}
    adds: str | None = None
    whatever: tuple[str, ...] = ()
    since: str | None = None


def _several(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


class ByMonth(_Strict):
    """Where a number stood at the end of each month: ``value`` of a report, in rows that match."""

    report: str
    value: str
    where: dict[str, RowValue] = {}


class EmptyReason(_Strict):
    """The column of the row that holds why a cell is empty: the code of a kind of nothing."""

    column: str


class Column(_Strict):
    """How a column is read: label, unit, words for its codes, what its cells lead to.

    ``words`` names a list of words.yaml; ``values`` gives the words for codes of this column only.
    ``links`` is a Link, or the kind of record whose ids the column itself holds. What is ``hidden``
    (an id behind a name that links), or has a ``lang`` where one reads in the other, is not listed on
    a screen or in a Word file but stands in every other file.
    ``adds_up``: the rows' values may be added, for no thing is counted in two rows. ``empty`` is what an
    empty cell means: a kind of nothing, or the column that holds it; ``none`` is what such a cell says.

    Unit ``name``: a number that names something, such as a year, never added up. A ``count`` or ``person``
    column counts people or what is theirs, and the public is not shown small ones; ``people`` says
    where that is not so: false, or of which rows it is true, as a column of the row with its values.
    ``one_value_per``: rows that agree in these columns repeat one value; none means all rows.
    ``measure`` is what stands after the number in a sentence: 家, organisations. ``record`` says that
    a cell holds properties of a record, as a map or as JSON, and names the column with its kind.

    ``rows`` says where the rows behind a number are, for each kind of row of this report by itself;
    ``changes`` the same of its change since an earlier day. ``better`` is the direction that is
    good, ``by_month`` where it stood in the months before, and ``ratio`` the columns a share was worked
    out from: its part, to whose rows it leads, and its whole.
    """

    label: Words
    unit: Unit | None = None
    links: str | Link | None = None
    hidden: bool = False
    lang: Literal["zh", "en"] | None = None
    adds_up: bool = False
    empty: Nothing | EmptyReason = Nothing.NOT_RECORDED
    none: Words | None = None
    words: str | None = None
    values: dict[str, Words] | None = None
    people: bool | dict[str, tuple[str, ...]] = True
    one_value_per: tuple[str, ...] | None = None
    measure: Words | None = None
    record: str | None = None
    rows: Annotated[tuple[Rows, ...], BeforeValidator(_several)] = ()
    changes: Rows | None = None
    better: Literal["less", "more"] | None = None
    by_month: ByMonth | None = None
    ratio: tuple[str, str] | None = None

    def is_listed(self, lang: str) -> bool:
        """Whether it is listed for who reads in a language."""
        return not self.hidden and self.lang in (None, lang)

    def counts_people(self, row: Mapping[str, object]) -> bool:
        """Whether this column's cell of a row, given by column name, is a count about people."""
        return self.unit in ("count", "person") and self.is_about_people(row)

    def is_about_people(self, row: Mapping[str, object]) -> bool:
        """Whether this column's cell of a row tells of people; ``people`` decides."""
        if isinstance(self.people, bool):
            return self.people
        return all(row.get(name) in values for name, values in self.people.items())


class ColumnSum(_Strict):
    """In every row ``total`` is the sum of ``parts``; with ``rest`` it may be more than that."""

    total: str
    parts: tuple[str, ...] = Field(min_length=1)
    rest: bool = False


class RowSum(_Strict):
    """The row in which ``column`` holds ``total`` has the sums of other rows' ``counts``.

    The others are all the rest, or those in which ``column`` holds one of ``parts``; with ``rest``
    the total may be more than their sum. ``within``: for each value of these columns by itself.
    """

    column: str
    counts: tuple[str, ...] = Field(min_length=1)
    total: str = "total"
    parts: tuple[str, ...] | None = None
    within: tuple[str, ...] = ()
    rest: bool = False


class SameCount(_Strict):
    """A count that another report shows too, or this one in other rows.

    ``column`` added up over the rows that match ``rows`` equals ``its_column`` of ``report`` over
    those that match ``its_rows``; a row matches where each named column holds the value, or one of
    the values. ``by`` maps columns of this report to columns of the other: equal for each value of
    them that both reports list. With ``rest`` the other count may be more. It holds where parameters of the same name have the same value and
    any other its default, ``whatever`` the parameters named there.

    ``its_months``: of the other report's rows only those count whose month, in the column named
    first, is not before the day of the parameter of this report named second; it holds where that
    day is the first of a month listed there. ``settled`` names the column of days or months by
    which it holds on different days too: a day or month that was over by then counts the same.
    """

    column: str
    report: str
    its_column: str
    rows: dict[str, RowValue] = {}
    its_rows: dict[str, RowValue] = {}
    by: dict[str, str] = {}
    rest: bool = False
    whatever: tuple[str, ...] = ()
    its_months: tuple[str, str] | None = None
    settled: str | None = None


class Limits(_Strict):
    """What one run may cost: rows, and seconds on the server."""

    rows: int = Field(1000, ge=1, le=1_000_000)
    seconds: float = Field(5.0, gt=0, le=120)


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


class Explore(_Strict):
    """What a file of ``explore/`` answers: records, how many hang on each, relationships, those of
    one record, or a kind of relationship of its own with its ``label`` and a ``sentence``, ``one``
    where its count is 1, ``whole`` where the column ``all`` is no more than that, else ``many``."""

    shows: Literal["nodes", "around", "ties", "neighbours", "derived"]
    label: Words | None = None
    sentence: dict[Literal["many", "one", "whole", "whole_one"], Words] = {}


class Privacy(_Strict):
    """What an audience does not see: columns, and for the public counts of people below ``small_cell``.

    ``personal``: the answer is about a person, and each reading is logged.
    """

    small_cell: int | None = Field(5, ge=2)
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
    sums: tuple[ColumnSum, ...] = ()
    total_rows: tuple[RowSum, ...] = ()
    same_as: tuple[SameCount, ...] = ()
    view: View = TableView(kind="table")
    definition: Words | None = None
    message: Words | None = None
    explore: Explore | None = None
    no_past: Words | None = None
    """What of the answer keeps no history, and is of today whatever the day."""
    rests_on: tuple[str, ...] = ()
    accepts: Accepts = Accepts()
    limits: Limits = Limits()
    expect: Expect = Expect()
    privacy: Privacy = Privacy()

    def fill_empty(
        self, names: Sequence[str], rows: list[tuple[object, ...]]
    ) -> list[tuple[object, ...]]:
        """An answer's rows in which an empty cell holds the kind of nothing that it means."""
        empty = {
            name: column.empty.column if isinstance(column.empty, EmptyReason) else column.empty
            for name, column in self.columns.items()
            if column.empty is not Nothing.NOT_RECORDED
        }
        return fill_empty_cells(names, rows, empty)
