"""A saved view: where its records stand, who may open it, and what was so when it was kept."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from cypher.header import Audience
from cypher.reader import Reader
from cypher.values.several import MOST_IDS
from dashboard.explorer.asked import Far, Id, Ids
from graph.text import printable

Shared = Literal["me", "committee", "staff", "steward", "all"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{8,32}$")]
MOST_TITLE = 100
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TITLE)
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Standing(_Strict):
    """One record's place in a view."""

    id: Id
    x: Far
    y: Far
    pinned: bool = False


class SavedWalk(_Strict):
    """A walk as the browser sends and gets it: ``filters`` is the browser's own."""

    nodes: Annotated[tuple[Standing, ...], Field(max_length=MOST_IDS)]
    hidden: Ids = ()
    ties: Annotated[
        tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=50_000)
    ] = ()
    filters: Annotated[dict[str, JsonValue], Field(max_length=40)] = {}


class RecordThen(_Strict):
    """What a record was like when the view was kept; ``label`` of what names no person's affairs."""

    group: str = ""
    state: str = ""
    label: str = ""
    ended: date | None = None


class TieThen(_Strict):
    """What a relationship was like when the view was kept."""

    count: int | None = None
    ended: date | None = None


class Then(_Strict):
    """What the graph held of a view when it was kept; nothing about persons.

    ``around``: how many records hung on each, by relationship, way and kind with ``|`` between.
    """

    records: dict[str, RecordThen] = {}
    ties: dict[str, TieThen] = {}
    around: dict[str, dict[str, int]] = {}


class View(_Strict):
    """One saved view. ``then`` is what its keeper could see, as one of ``audience``; where others see
    less, ``then_of_committee`` is what the committee could. ``left_out``: how many persons stood in it
    and are not kept."""

    name: Name
    title: Title
    owner: str
    account: int | None
    shared: Shared = "me"
    saved_at: datetime
    as_of: date | None = None
    data_day: date
    walk: SavedWalk
    audience: Audience = "staff"
    left_out: int = 0
    then: Then = Then()
    then_of_committee: Then | None = None

    def then_for(self, reader: Reader) -> tuple[Then | None, Audience]:
        """What is remembered for a reader, and as which audience it was looked at: never one that
        sees more than the reader does. None: nothing."""
        if self.audience in (reader.audience, "committee"):
            return self.then, self.audience
        return self.then_of_committee, "committee"

    def is_of(self, reader: Reader) -> bool:
        """Whether a reader has kept it."""
        return self.account == reader.account and self.owner == reader.name

    def may_open(self, reader: Reader) -> bool:
        """Whether a reader may open it."""
        return self.is_of(reader) or self.shared in ("all", reader.role)

    def listed(self, reader: Reader) -> dict[str, object]:
        """What a list of views says of it."""
        return {
            "name": self.name,
            "title": self.title,
            "owner": self.owner,
            "mine": self.is_of(reader),
            "shared": self.shared,
            "saved_at": self.saved_at.isoformat(timespec="seconds"),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "data_day": self.data_day.isoformat(),
        }


def clean_title(title: str) -> str:
    """A title as one line that can be read."""
    return " ".join(printable(title).split())
