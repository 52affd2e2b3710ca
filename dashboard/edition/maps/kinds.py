"""Which maps there are, and which saved statement each is drawn from, for whom: read from maps.yaml."""

from importlib.resources import files
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from cypher.header import Audience, Words


class Map(BaseModel):
    """One map: its words, the report it is drawn from, and how its columns are drawn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: Words
    about: Words
    report: str
    public_report: str | None = None
    """The report for the public, where it is another."""
    columns: tuple[Words, ...] = Field(min_length=2)
    """What stands in each column, from the left."""
    relationships: tuple[Words, ...]
    """What relationships mean that leave a column for the next."""
    public_columns: tuple[Words, ...] = ()
    public_relationships: tuple[Words, ...] = ()
    """The same of the report for the public, where it has others."""
    unrelated: Words
    """What is said of a node that no relationship reaches."""
    cards: tuple[int, ...] = ()
    """The columns whose nodes are drawn as cards that relationships run up to and leave again."""
    finding: str = ""
    """The sentence under its title, by name."""
    public_finding: str = ""
    """The sentence for the public, where it is another."""
    framed: tuple[int, ...] = ()
    """Those of them that are framed, and say why, where no relationship reaches them."""
    both_sides: bool = False
    """Whether a card says on both sides that nothing is related to it there, not only on the left."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.relationships) != len(self.columns) - 1:
            raise ValueError(f"{self.id}: relationships are named between every two columns")
        if bool(self.public_columns) != bool(self.public_relationships) or (
            self.public_columns and len(self.public_relationships) != len(self.public_columns) - 1
        ):
            raise ValueError(f"{self.id}: the public's columns and relationships do not fit")
        if not set(self.cards) <= set(range(len(self.columns))):
            raise ValueError(f"{self.id}: cards name a column that there is not")
        if not set(self.framed) <= set(self.cards):
            raise ValueError(f"{self.id}: what is framed is a column of cards")
        return self

    @property
    def inside(self) -> str:
        """The id of the statement for staff and committee."""
        return f"reports/{self.report}"

    @property
    def public(self) -> str:
        """The id of the statement for the public."""
        return f"reports/{self.public_report or self.report}"

    @property
    def apart(self) -> dict[int, float]:
        """How many rows a new card keeps from the others."""
        return dict.fromkeys(self.cards, 2.0)

    def for_readers(self, audience: Audience) -> Self:
        """The map with the columns that these readers see."""
        if audience != "public":
            return self
        shown = {
            "columns": self.public_columns or self.columns,
            "relationships": self.public_relationships or self.relationships,
            "finding": self.public_finding or self.finding,
        }
        return self.model_copy(update=shown)

    def statement(self, audience: Audience) -> str:
        """The id of the statement that it is drawn from."""
        return self.public if audience == "public" else self.inside


def read_maps(text: str) -> tuple[Map, ...]:
    """The maps of a YAML text in their order; raises pydantic's ValidationError where one is wrong."""
    return tuple(Map.model_validate(one) for one in yaml.safe_load(text))


MAPS = read_maps((files(__package__) / "maps.yaml").read_text("utf-8"))
