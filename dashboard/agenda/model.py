"""What an agenda's file may say: a title, a day, and items in their order."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from dashboard.pages.page_model import PathEnds
from graph.text import printable

Kind = Literal["page", "card", "report", "record", "view", "path", "note"]
KINDS: tuple[Kind, ...] = ("page", "card", "report", "record", "view", "path", "note")
MOST_ITEMS = 80
PREFIX = "agenda_"
"""What the id of the page that shows an agenda begins with; its name follows."""
NAME = r"^[a-z0-9][a-z0-9_]{0,47}$"
_CARD = r"^[a-z][a-z0-9_]{0,60}/[a-z][a-z0-9_]{0,60}$"


def as_text(value: object) -> object:
    """A value as an address writes it: YAML reads days, numbers and true or false as such."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else value


Value = Annotated[str, BeforeValidator(as_text), Field(max_length=300), AfterValidator(printable)]
Id = Annotated[Value, Field(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Strict):
    """One item, of exactly one kind: the id of a page, ``page/card``, a report, a record, the name
    of a saved view, the two ends of a path, or the text of a note. ``with`` holds the values that it
    is shown for.

    ``title`` is what stands over it in the place of its own name.
    """

    page: Id = ""
    card: Annotated[str, Field(pattern=_CARD)] | None = None
    report: Id = ""
    record: Id = ""
    view: Id = ""
    path: PathEnds | None = None
    note: Annotated[str, Field(max_length=4000), AfterValidator(printable)] = ""
    title: Annotated[str, Field(max_length=200), AfterValidator(printable)] = ""
    given: dict[Annotated[str, Field(max_length=60)], Value] = Field(
        {}, alias="with", max_length=30
    )

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(bool(getattr(self, kind)) for kind in KINDS) != 1:
            raise ValueError(f"an item is one of {', '.join(KINDS)}")
        return self

    @property
    def kind(self) -> Kind:
        """Which of the kinds it is."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def names(self) -> str:
        """What it names: an id, or the note itself."""
        if self.path is not None:
            return f"{self.path.start} – {self.path.end}"
        return str(getattr(self, self.kind))

    def written(self) -> Mapping[str, object]:
        """As the file holds it."""
        return self.model_dump(by_alias=True, exclude_defaults=True)


class Agenda(_Strict):
    """An agenda. ``day`` is that of the meeting; ``audience`` for whom it is printed and kept."""

    title: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(printable)]
    day: date | None = None
    audience: Literal["committee", "staff"] = "committee"
    items: tuple[Item, ...] = Field((), max_length=MOST_ITEMS)

    def keyed(self) -> list[tuple[str, Item]]:
        """Each item by a key that stays with it wherever it is moved, made of what it says."""
        times: Counter[str] = Counter()
        found = []
        for item in self.items:
            text = item.model_dump_json(by_alias=True, exclude_defaults=True)
            key = hashlib.sha256(text.encode()).hexdigest()[:10]
            times[key] += 1
            found.append((f"{key}{times[key]}" if times[key] > 1 else key, item))
        return found

    def text(self) -> str:
        """The agenda as its file: the same text each time."""
        data: dict[str, object] = {"title": self.title}
        if self.day is not None:
            data["day"] = self.day
        if self.audience != "committee":
            data["audience"] = self.audience
        data["items"] = [dict(item.written()) for item in self.items]
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
