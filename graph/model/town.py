"""A township as data: its name, its land, its kinds of things, its signs, its topics."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from graph.text import printable

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, Field(min_length=1), AfterValidator(printable)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(_Strict):
    """A text in both languages."""

    zh: Text
    en: Text

    def get(self, lang: str) -> str:
        """The text in a language."""
        return self.zh if lang == "zh" else self.en


class Sign(_Strict):
    """How a place in some state is drawn on the map: #rrggbb, filled or hollow, and its shape."""

    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
    hollow: bool = False
    shape: Literal["circle", "square", "diamond", "crossed"] = "circle"


class Town(_Strict):
    """One township.

    ``land`` is a rough outline of it, (longitude, latitude) on WGS-84, drawn on maps of places that
    lie there. ``groups``, ``station_types`` and ``tiers`` are the codes that its organisations' groups
    and its stations may have, with their words, in the order in which they are shown and coloured.
    ``signs`` says how a place is drawn by its state, ``topics`` in which order the folders of reports
    are listed.
    """

    name: Label
    short_name: Text
    land: tuple[tuple[Longitude, Latitude], ...] = ()
    groups: dict[Code, Label] = {}
    station_types: dict[Code, Label] = {}
    tiers: dict[Code, Label] = {}
    signs: dict[Code, Sign] = {}
    topics: tuple[Code, ...] = ()

    @model_validator(mode="after")
    def _is_an_area(self) -> Self:
        if 0 < len(self.land) < 3:
            raise ValueError("land: three points or more, or none")
        return self

    def words(self, listed: str) -> Mapping[str, Label]:
        """The town's own codes and words of a list of words.yaml; empty for all other lists."""
        match listed:
            case "group":
                return self.groups
            case "station_type":
                return self.station_types
            case "tier":
                return self.tiers
            case "any_kind":
                return {**self.station_types, **self.tiers}
        return {}

    def codes_of(self, label: str, property: str) -> Mapping[str, Label]:
        """The codes that a property of a kind of node may have here; empty where it may have any."""
        return self.words(_LISTS.get((label, property), ""))


_LISTS = {
    ("OrgGroup", "code"): "group",
    ("ServiceStation", "stationType"): "station_type",
    ("ServiceStation", "tier"): "tier",
}
NO_TOWN = Town(name=Label(zh="本镇", en="The town"), short_name="本镇")
"""What is taken where nobody says which town it is: no land, no codes of its own."""
