"""Which picture shows an answer, and from which columns: one model for each kind of picture.

A new kind is a model here, its place in ``View``, and its figure in ``dashboard/figures``.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticKnownError


class BaseView(BaseModel):
    """The settings of a picture: each but ``kind`` and what is true or false names a column of the answer.

    ``kind`` has no default: a frozen answer's header is written without what is a default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    def columns(self) -> dict[str, str]:
        """Setting to column, of those that are set."""
        return {key: name for key, name in self if key != "kind" and isinstance(name, str)}

    @classmethod
    def name(cls) -> str | None:
        """The kind as it is written in a header; None for what several kinds share."""
        kind = cls.model_fields.get("kind")
        return str(get_args(kind.annotation)[0]) if kind is not None else None

    @classmethod
    def usual_columns(cls, names: Sequence[str]) -> dict[str, str]:
        """The columns for a table with columns ``names`` whose header declares another kind."""
        required = [key for key, info in cls.model_fields.items() if info.is_required()]
        return {key: key for key in required if key != "kind"}


class TableView(BaseView):
    """The rows as they are."""

    kind: Literal["table"]


class PartsView(BaseView):
    """The rows by what they share, each part folded under its heading."""

    kind: Literal["parts"]


class RecordView(BaseView):
    """One record: rows of ``kind``, ``property`` and ``value``."""

    kind: Literal["record"]


class CheckView(BaseView):
    """What a check found wrong."""

    kind: Literal["check"]


class NumberView(BaseView):
    """A column of the first row, large; without ``value`` the first column."""

    kind: Literal["number"]
    value: str | None = None


class ChartView(BaseView):
    """A chart of ``y`` over ``x``, for each value of ``series`` by itself."""

    x: str
    y: str
    series: str | None = None

    @classmethod
    def usual_columns(cls, names: Sequence[str]) -> dict[str, str]:
        """The last column over the first."""
        return {"x": names[0], "y": names[-1]}


class BarView(ChartView):
    """Bars."""

    kind: Literal["bar"]


class LineView(ChartView):
    """Lines; with ``steps`` a value holds until the next one. The series named in ``bars`` are bars."""

    kind: Literal["line"]
    steps: bool = False
    bars: tuple[str, ...] = ()


class FlowView(BaseView):
    """Relationships from ``source`` to ``target``, as strong as ``value``.

    ``level`` says between which columns of the picture a row runs (1: the first and the second).
    ``source_id`` and ``target_id`` hold the ids of both ends.
    """

    source: str
    target: str
    value: str
    level: str | None = None
    source_id: str | None = None
    target_id: str | None = None


class SankeyView(FlowView):
    """Flows as broad as they are large."""

    kind: Literal["sankey"]


class LayersView(FlowView):
    """A layered map of nodes and relationships.

    ``group`` is the block of the first column that the source stands in; ``basis`` says what the
    relationship rests on: recorded, derived, assumed or synthetic.
    """

    kind: Literal["layers"]
    source_id: str
    target_id: str
    group: str | None = None
    basis: str | None = None


class MatrixView(BaseView):
    """``row`` against ``column``; ``source_id`` and ``target_id`` hold the ids of the two."""

    kind: Literal["matrix"]
    row: str
    column: str
    value: str
    source_id: str | None = None
    target_id: str | None = None


class BoardView(BaseView):
    """Each row as a card, called ``title``, in the ``column`` that it is in.

    ``value`` is its age, ``mark`` a code for what is wrong with it, ``id`` its node's id.
    """

    kind: Literal["board"]
    column: str
    title: str
    id: str | None = None
    value: str | None = None
    mark: str | None = None


class MapView(BaseView):
    """Each row at its place, called ``title``.

    ``shape`` is what kind of place it is, ``state`` how it is there, ``value`` how large,
    ``radius`` how many metres around it are meant, ``mark`` whether it has a sign of its own,
    ``area`` the name of the village that it lies in.
    """

    kind: Literal["map"]
    id: str
    title: str
    longitude: str
    latitude: str
    shape: str
    value: str | None = None
    state: str | None = None
    radius: str | None = None
    mark: str | None = None
    area: str | None = None


class AttentionView(BaseView):
    """Matters by ``title`` and ``value``, ``of`` how many, with the report ``to`` which each leads.

    ``oldest`` is how many days the longest of them has waited, ``whose`` who is to act,
    ``owner`` who has most of them (``owner_has``, of ``owners``).
    """

    kind: Literal["attention"]
    title: str
    value: str
    of: str | None = None
    oldest: str | None = None
    whose: str | None = None
    owner: str | None = None
    to: str | None = None


class TimelineView(BaseView):
    """What happened, each row at a time."""

    kind: Literal["timeline"]
    at: str
    what: str
    detail: str | None = None
    other: str | None = None
    note: str | None = None

    @classmethod
    def usual_columns(cls, names: Sequence[str]) -> dict[str, str]:
        """The columns of these names, as far as there are such."""
        return {key: key for key in cls.model_fields if key != "kind" and key in names}


class NeighbourhoodView(BaseView):
    """What surrounds a record, each row a record or so many of a kind.

    ``step`` is how far away it stands (0: the record itself), ``unit`` joins a row of the second
    step to its row of the first, ``id`` and ``title`` are those of a single record, ``what`` its kind;
    ``tie`` and ``way`` say how it is related, ``value`` how many there are, ``alone`` whether it is a
    single one, ``followed`` whether the next step goes on from it.
    """

    kind: Literal["neighbourhood"]
    step: str
    unit: str
    id: str
    title: str
    what: str
    tie: str
    way: str
    value: str
    alone: str
    followed: str


_AnyView = (
    TableView | NumberView | BarView | LineView | SankeyView | LayersView
    | MatrixView | BoardView | MapView | AttentionView | RecordView | CheckView | TimelineView
    | NeighbourhoodView | PartsView
)  # fmt: skip
View = Annotated[_AnyView, Field(discriminator="kind")]
KINDS = tuple(str(view.name()) for view in get_args(_AnyView))


def _kind(name: str) -> str:
    if name not in KINDS:
        expected = ", ".join(f"'{kind}'" for kind in KINDS)
        raise PydanticKnownError("literal_error", {"expected": expected})
    return name


Kind = Annotated[str, AfterValidator(_kind)]
"""The name of a kind of view."""

_V = TypeVar("_V", bound=BaseView)


def as_kind(view: BaseView, kind: type[_V], names: Sequence[str]) -> _V:
    """The view as one of a kind, for a table with columns ``names``.

    What a view of another kind sets under the same name is taken over; the rest is as usual.
    """
    if isinstance(view, kind):
        return view
    taken = {key: name for key, name in view.columns().items() if key in kind.model_fields}
    name = {} if kind.name() is None else {"kind": kind.name()}
    return kind.model_validate(kind.usual_columns(names) | taken | name)
