"""The report as blocks, before anyone decides whether they become a PDF or a Word file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from cypher.format import format_day
from cypher.header import Words
from cypher.table import Table
from cypher.writers.cells import rows_said
from dashboard.edition.content.content import Content
from dashboard.edition.report.annexes import corrections, definitions, gaps, left_out
from dashboard.figures import PICTURES
from dashboard.texts import Lang, say

_MOST = 60


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Show(_Strict):
    """One saved report in a chapter: as a picture, as a table, or as both."""

    report: str
    picture: bool = False
    table: bool = True
    most: int = Field(_MOST, ge=1)
    columns: tuple[str, ...] | dict[Lang, tuple[str, ...]] | None = None


class Chapter(_Strict):
    """A chapter of the report."""

    title: Words
    about: Words
    shows: tuple[Show, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 begins a chapter."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; ``small`` ones are notes."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of an answer."""

    table: Table


@dataclass(frozen=True)
class Rows:
    """The first rows of an answer, in some of its columns."""

    table: Table
    names: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Pairs:
    """A list of terms and what is said of each."""

    pairs: tuple[tuple[str, str], ...]


Block = Heading | Text | Picture | Rows | Pairs


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters in their order."""
    entries = yaml.safe_load((files(__package__) / "outline.yaml").read_text("utf-8"))
    return tuple(Chapter.model_validate(one) for one in entries)


def blocks(content: Content) -> Iterator[Block]:
    """The whole report but its cover and its maps."""
    lang = content.plan.lang
    used: list[Table] = []
    for number, chapter in enumerate(chapters(), 1):
        yield Heading(1, f"{number}  {chapter.title.get(lang)}")
        yield Text(chapter.about.get(lang))
        shown = [
            (show, table)
            for show in chapter.shows
            if (table := content.tables.get(f"reports/{show.report}")) is not None
        ]
        for show, table in shown:
            used.append(table)
            yield from _shown(show, table, lang)
        if not shown:
            yield Text(say("report_nothing_open", lang), small=True)
    yield from _annexes(content, used)


def _shown(show: Show, table: Table, lang: str) -> Iterator[Block]:
    yield Heading(2, table.title.get(lang))
    if not table.rows:
        yield Text(say("no_rows", lang))
    else:
        if show.picture and table.header.view.kind in PICTURES:
            yield Picture(table)
        if show.table:
            asked = (
                show.columns.get(lang_of(lang)) if isinstance(show.columns, dict) else show.columns
            )
            names = [n for n in asked or table.names if n in table.names]
            yield Rows(table, tuple(n for n in names if _on_paper(table, n, lang)), show.most)
    yield Text(note(show, table, lang), small=True)


def _on_paper(table: Table, name: str, lang: str) -> bool:
    """Whether a column is printed: an id beside a name helps nobody there."""
    return table.column(name).is_listed(lang) and not name.endswith("_id")


def lang_of(lang: str) -> Lang:
    """The language as its type."""
    return "en" if lang == "en" else "zh"


def note(show: Show, table: Table, lang: str) -> str:
    """What every figure carries: day, rows, what is withheld, report and version."""
    parts = [say("as_of", lang, day=format_day(table.as_of, lang))] if table.as_of else []
    if show.table and len(table.rows) > show.most:
        parts.append(say("items_of", lang, shown=show.most, all=f"{len(table.rows):,}"))
    else:
        parts.append(rows_said(table, lang))
    if table.withheld:
        parts.append(say("report_withheld", lang, cells=table.withheld))
    question = f"{table.header.question} · " if table.header.question else ""
    parts.append(f"{question}{table.id.removeprefix('reports/')} {table.version}")
    return " · ".join(parts)


def _annexes(content: Content, used: list[Table]) -> Iterator[Block]:
    lang = content.plan.lang
    for key, pairs in (
        ("annex_corrections", corrections(content)),
        ("annex_gaps", gaps(content, used)),
        ("annex_left_out", left_out(content)),
        ("annex_definitions", definitions(used, lang)),
    ):
        yield Heading(1, say(key, lang))
        yield Text(say(f"{key}_about", lang))
        yield Pairs(tuple(pairs)) if pairs else Text(say(f"{key}_none", lang))
