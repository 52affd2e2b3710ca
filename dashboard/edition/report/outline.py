"""The report as blocks: its first page, its chapters, what stands at its end."""

from collections.abc import Iterator

from cypher.format import format_day
from cypher.table import Table
from cypher.writers.cells import rows_said
from dashboard.edition.content.content import Content
from dashboard.edition.report.annexes import corrections, definitions, gaps, left_out
from dashboard.edition.report.blocks import (
    Block,
    Finding,
    Heading,
    Pairs,
    Picture,
    Pointers,
    Report,
    Rows,
    Text,
)
from dashboard.edition.report.front import finished, front_page
from dashboard.edition.report.model import Chapter, Columns, Show, outline
from dashboard.figures import PICTURES, charts
from dashboard.texts import Lang, say

_HIGH, _FEW, _A_ROW, _HIGH_MAP = 104, 7, 7, 165
"""How high the picture of a chapter is, in millimetres, beside a table of few rows; each row more takes
so much of it, so that a chapter keeps to its page. A map has a page for its names."""


def report(content: Content) -> Report:
    """The whole report but its cover and its maps."""
    writer = _Writer(content)
    chapters = tuple(writer.chapters())
    return Report(
        front_page(outline().front, content),
        chapters,
        tuple(_annexes(content, list(writer.used.values()))),
        tuple(writer.tables()),
    )


class _Writer:
    """Writes the chapters, and notes which answers they are made from."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._lang: Lang = content.plan.lang
        self.used: dict[str, Table] = {}

    def chapters(self) -> Iterator[Block]:
        """Every chapter: heading, finding, picture, a short table, where its tables are."""
        for number, chapter in enumerate(outline().chapters, 1):
            yield Heading(1, f"{number}  {chapter.title.get(self._lang)}")
            yield Text(chapter.about.get(self._lang))
            yield from self._chapter(number, chapter)

    def tables(self) -> Iterator[Block]:
        """The tables of all chapters, whole."""
        yield Heading(1, say("annex_tables", self._lang))
        yield Text(say("annex_tables_about", self._lang))
        for number, chapter in enumerate(outline().chapters, 1):
            for label, title, show, table in self._shown(number, chapter):
                yield Heading(2, title, label)
                yield from self._table(show, table)

    def _chapter(self, number: int, chapter: Chapter) -> Iterator[Block]:
        lang = self._lang
        if text := finished(self._content, chapter.finding):
            yield Finding(text)
        short = chapter.table
        table = self._answer(short.report) if short is not None else None
        drawn = self._picture(chapter)
        if drawn is not None:
            rows = (
                min(len(table.rows), short.most) if table is not None and short is not None else 0
            )
            yield Picture(drawn, _height(drawn, rows), noted=True)
            if drawn is not table:
                yield Text(note(drawn, lang, 0), small=True)
        if short is not None and table is not None and table.rows:
            yield Rows(table, self._columns(short, table), short.most, short=True)
            yield Text(note(table, lang, short.most), small=True)
        shown = self._shown(number, chapter)
        if shown:
            yield Pointers(tuple((label, title) for label, title, *_ in shown))
        elif drawn is None and not text and not (table is not None and table.rows):
            yield Text(say("report_nothing_open", lang), small=True)

    def _picture(self, chapter: Chapter) -> Table | None:
        """The answer that a chapter's picture is drawn from: the first that has anything to show."""
        found = [self._answer(id) for id in chapter.pictures]
        return next(
            (one for one in found if one and one.rows and one.header.view.kind in PICTURES), None
        )

    def _shown(self, number: int, chapter: Chapter) -> list[tuple[str, str, Show, Table]]:
        """Label, numbered title and answer of each table that stands at the end for a chapter."""
        found = [(show, self._answer(show.report)) for show in chapter.annex]
        there = [(show, table) for show, table in found if table is not None]
        return [
            (f"table-{number}-{at}", self._numbered(number, at, table), show, table)
            for at, (show, table) in enumerate(there, 1)
        ]

    def _numbered(self, number: int, at: int, table: Table) -> str:
        title = table.title.get(self._lang)
        return say("table_numbered", self._lang, number=f"{number}-{at}", title=title)

    def _table(self, show: Show, table: Table) -> Iterator[Block]:
        most = show.most if show.table else 0
        yield Text(note(table, self._lang, most), small=True, leads=True)
        if not table.rows:
            yield Text(say("no_rows", self._lang))
        elif show.picture and table.header.view.kind in PICTURES:
            yield Picture(table)
        if table.rows and show.table:
            yield Rows(table, self._columns(show, table), show.most)

    def _answer(self, report: str) -> Table | None:
        table = self._content.tables.get(f"reports/{report}")
        if table is not None:
            self.used[table.id] = table
        return table

    def _columns(self, asked: Columns, table: Table) -> tuple[str, ...]:
        names = asked.named(self._lang) or table.names
        return tuple(n for n in names if n in table.names and _on_paper(table, n, self._lang))


def _height(table: Table, rows: int) -> int:
    """How high a chapter's picture is at most above a table of so many rows."""
    if table.header.view.kind == "map":
        return _HIGH_MAP
    return _HIGH - _A_ROW * max(0, rows - _FEW)


def _on_paper(table: Table, name: str, lang: str) -> bool:
    """Whether a column is printed: an id beside a name helps nobody there."""
    return table.column(name).is_listed(lang) and not name.endswith("_id")


def note(table: Table, lang: str, most: int) -> str:
    """What every figure carries: day, rows, what is withheld, report and version.

    ``most``: as many rows as are printed at most; 0 where none is.
    """
    parts = [say("as_of", lang, day=format_day(table.as_of, lang))] if table.as_of else []
    if not most and (more := charts.left_out(table, lang)):
        parts.append(more)
    if most and len(table.rows) > most:
        parts.append(say("items_of", lang, shown=most, all=f"{len(table.rows):,}"))
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
        none = _no_corrections(content) if key == "annex_corrections" else f"{key}_none"
        yield Pairs(tuple(pairs)) if pairs else Text(say(none, lang))


def _no_corrections(content: Content) -> str:
    """The key of why nothing is corrected."""
    plan = content.plan
    if plan.earlier is None:
        return "annex_corrections_none"
    same_readers = plan.earlier.audience == plan.audience
    return "annex_corrections_same" if same_readers else "annex_corrections_other"
