"""What outline.yaml may say: the first page, and the chapters with what each shows."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from cypher.header import Words
from dashboard.texts import Lang

_MOST, _MOST_SHORT = 60, 10


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Strict):
    """A saved report with the columns of it that are printed; all that are listed where it names none."""

    report: str
    columns: tuple[str, ...] | dict[Lang, tuple[str, ...]] | None = None

    def named(self, lang: Lang) -> tuple[str, ...] | None:
        """The columns for a language."""
        return self.columns.get(lang) if isinstance(self.columns, dict) else self.columns


class Short(Columns):
    """The short table of a chapter: at most so many rows."""

    most: int = Field(_MOST_SHORT, ge=1)


class Show(Columns):
    """One saved report among the tables at the end: as a table, as a picture, or as both."""

    picture: bool = False
    table: bool = True
    most: int = Field(_MOST, ge=1)


class Chapter(_Strict):
    """A chapter: its finding, its picture (the first that is for the readers), its short table,
    and the tables of its matter at the end."""

    title: Words
    about: Words
    finding: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    table: Short | None = None
    annex: tuple[Show, ...]


class Numbers(_Strict):
    """The figures of a sentence that stand as numbers, each with the figure of the year before."""

    sentence: str
    beside: dict[str, str]


class FrontPlan(_Strict):
    """The first page: names of sentences, numbers, and the report of its picture."""

    lead: tuple[str, ...]
    more: tuple[str, ...]
    numbers: Numbers
    picture: str
    open: tuple[str, ...]
    decide: tuple[str, ...]


class Outline(_Strict):
    """The whole report."""

    front: FrontPlan
    chapters: tuple[Chapter, ...]

    @property
    def sentences(self) -> set[str]:
        """Every sentence that it says."""
        front = self.front
        named = {*front.lead, *front.more, *front.open, *front.decide, front.numbers.sentence}
        return named | {name for chapter in self.chapters for name in chapter.finding}


@cache
def outline() -> Outline:
    """The outline as it is shipped."""
    text = (files(__package__) / "outline.yaml").read_text("utf-8")
    return Outline.model_validate(yaml.safe_load(text))
