"""What the browser may ask, as frozen models: nothing unknown is taken, and nothing without a bound."""

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cypher.errors import BadValue
from cypher.values.several import MOST_IDS
from dashboard.explorer.asking import MOST_SHOWN, refuse_too_many
from dashboard.explorer.marks.rule import MOST_RULES, MarkRule

M = TypeVar("M", bound=BaseModel)
_FARTHEST = 1e6
Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Ids = Annotated[tuple[Id, ...], Field(max_length=MOST_IDS)]
Far = Annotated[float, Field(ge=-_FARTHEST, le=_FARTHEST, allow_inf_nan=False)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Walk(_Strict):
    """What each question says of the walk: its day, what is shown and where that stands."""

    as_of: date | None = None
    shown: Ids = ()
    positions: Annotated[dict[Id, tuple[Far, Far]], Field(max_length=MOST_IDS)] = {}


class AroundAsked(Walk):
    """How many hang on these."""

    ids: Ids


class AddAsked(Walk):
    """These by their ids."""

    ids: Ids


class Part(_Strict):
    """One group of many neighbours."""

    by: Literal["category", "state", "site", "area", "month", "year"]
    value: Annotated[str, StringConstraints(max_length=200)]


class ExpandAsked(Walk):
    """What hangs on one record by one kind."""

    id: Id
    tie: Code
    way: Literal["out", "in"]
    kind: Code
    part: Part | None = None
    all: bool = False


class TakeAsked(Walk):
    """A file of these and of the relationships among them, or of those that are named.

    ``rules`` mark records as of ``day``, where that is another one than the walk's; ``title`` is that
    of a picture.
    """

    ids: Ids
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    rules: Annotated[tuple[MarkRule, ...], Field(max_length=MOST_RULES)] = ()
    day: date | None = None
    ties: Annotated[
        tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=50_000)
    ] = ()


class PathAsked(Walk):
    """What relates two records."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    start: Id = Field(alias="from")
    end: Id = Field(alias="to")
    by: Literal["shortest", "strongest"] = "shortest"


def asked(model: type[M], body: bytes) -> M:
    """A body as what it must be. Raises BadValue, and ExplorerLimit for more records than fit."""
    try:
        return model.model_validate_json(body or b"{}")
    except ValidationError as error:
        detail = error.errors()[0]
        if detail["type"] == "too_long" and detail["ctx"].get("max_length") == MOST_IDS:
            refuse_too_many(range(MOST_SHOWN + 1))
        where = ".".join(str(part) for part in detail["loc"])[:60] or "JSON"
        raise BadValue(
            f"所问的内容有误（{where}）。请刷新页面后再试。",
            f"What was asked cannot be read ({where}). Load the page again.",
        ) from None
