"""Pages declared in YAML: rows of cards that name saved reports."""

from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from cypher.header import Words


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Card(_Strict):
    """One card: the report that it shows, and how many of twelve columns it takes."""

    report: str
    width: int = Field(6, ge=1, le=12)
    columns: tuple[str, ...] = ()


class Page(_Strict):
    """A page: its title, the parameters that all its cards share, and its rows of cards."""

    title: Words
    parameters: tuple[str, ...] = ()
    rows: tuple[tuple[Card, ...], ...]

    @property
    def cards(self) -> list[Card]:
        """All cards in order."""
        return [card for row in self.rows for card in row]


def load(own: Path | None = None) -> dict[str, Page]:
    """Shipped pages by name, then those of the user's own folder. Raises ValidationError."""
    found: dict[str, Page] = {}
    places = [files("dashboard").joinpath("pages")]
    if own is not None and (own / "pages").is_dir():
        places.append(own / "pages")
    for place in places:
        for file in sorted(place.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yaml"):
                found[file.name[:-5]] = Page.model_validate(yaml.safe_load(file.read_text("utf-8")))
    return found
