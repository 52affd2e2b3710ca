"""Writes a comparison: the map as SVG, poster and PNG, and the table of changes as a workbook and CSV."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, ValidationError

from cypher.format import format_period, format_value
from cypher.header import Audience
from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.words import word
from cypher.writers.text import harmless
from cypher.writers.workbook import one_sheet
from dashboard.edition.compared.changes import KINDS, Compared, Total, compare
from dashboard.edition.compared.picture import lists, number_text, sheet, title
from dashboard.edition.compared.sides import Days, Side, of_days, of_edition
from dashboard.edition.content.folders import Editions
from dashboard.edition.content.frozen_answers import DAYS, frozen_text
from dashboard.edition.content.gathering import at_rest
from dashboard.edition.content.order import Order
from dashboard.edition.manifest import COMPARED
from dashboard.edition.maps.files import PAPERS
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.print.press import Press, quoted
from dashboard.sentences import Sentences, load_sentences
from dashboard.texts import say
from graph.progress import Reporter, Silent, Task

ABOUT, CHANGES = "compared.json", "changes.csv"
_FINDING = "compared_poster"
_STEPS = 4
Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class Change:
    """One line of the table of changes; what ``counts`` has a number on each side, or why not."""

    what: str
    kind: str
    counts: bool = False
    before: float | Nothing = Nothing.NOT_APPLICABLE
    after: float | Nothing = Nothing.NOT_APPLICABLE
    fen: bool = False


class About(BaseModel):
    """What a comparison says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str
    after: str
    audience: Audience
    synthetic: bool

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.before}..{self.after}"


def diff(
    editions: Editions, first: Path, second: Path, letters: FontMetrics,
    progress: Reporter | None = None,
) -> tuple[Path, Compared]:  # fmt: skip
    """The comparison of two editions and the folder that it was written to, made anew each time."""
    compared = compare(of_edition(editions, first), of_edition(editions, second))
    return _written(editions, compared, letters, progress or Silent()), compared


def diff_days(
    runner: Runner, editions: Editions, days: Days, order: Order, progress: Reporter | None = None
) -> tuple[Path, Compared]:
    """The comparison of the graph as of two days, and the folder that it was written to."""
    progress = progress or Silent()
    with progress.task("读取数据", "Reading", len(days)) as task:
        sides = at_rest(runner, lambda: of_days(runner, editions, days, order, task))
    compared = compare(*sides)
    read = dict(zip(DAYS, sides, strict=True)) if order.audience == "public" else {}
    return _written(editions, compared, FontMetrics(order.font), progress, read), compared


def comparisons(editions: Editions) -> list[About]:
    """Those that were made and can be read; the latest edition or day comes first."""
    found = []
    for place in (editions.root / COMPARED).glob("[!.]*"):
        try:
            one = About.model_validate_json((place / ABOUT).read_bytes())
        except (OSError, ValidationError):
            continue
        if one.name == place.name:
            found.append(one)
    return sorted(found, key=lambda one: (one.after, one.before), reverse=True)


def _written(
    editions: Editions, compared: Compared, letters: FontMetrics, progress: Reporter,
    read: Mapping[str, Side] = MappingProxyType({}),
) -> Path:  # fmt: skip
    """The folder of a comparison; ``read`` holds what the public has read only here, by file."""
    before, after = compared.before, compared.after
    about = About(
        before=before.name, after=after.name, audience=after.audience,
        synthetic=before.synthetic or after.synthetic,
    )  # fmt: skip
    with (
        editions.building(about.name, among=COMPARED) as work,
        progress.task("写成文件", "Writing", _STEPS) as task,
    ):
        (work / ABOUT).write_text(about.model_dump_json(indent=1) + "\n", "utf-8", newline="\n")
        for file, side in read.items():
            (work / file).write_text(frozen_text(side.tables), "utf-8", newline="\n")
        sentences = load_sentences(Catalogue.load(), editions.root.parent / "own")
        _write(compared, work, letters, finding(compared, sentences), task)
    return editions.root / COMPARED / about.name


def finding(compared: Compared, sentences: Sentences) -> str:
    """How much more or less there is than before, in a sentence; "" where what it counts by was redefined."""
    titles = set(compared.redefined)

    def answer(report: str, before: bool) -> Table | None:
        table = (compared.before if before else compared.after).tables.get(report)
        return None if table is None or table.title in titles else table

    return sentences.text(_FINDING, answer, compared.after.lang)


def _write(compared: Compared, place: Path, letters: FontMetrics, finding: str, task: Task) -> None:
    lang = compared.after.lang
    head, found = heads(compared), list(rows(compared))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([map(harmless, row) for row in (head, *found)])
    (place / CHANGES).write_bytes(out.getvalue().encode("utf-8-sig", "replace"))
    typed = [_typed(one, lang) for one in changes(compared)]
    book = one_sheet(title(compared), say("compared_changes", lang), head, typed)
    (place / "changes.xlsx").write_bytes(book)
    task.advance()
    if not compared.layers.nodes:
        return
    drawn = sheet(compared, letters, finding)
    (place / "map.svg").write_text(drawn.svg(letters.families), "utf-8", newline="\n")
    with Press(place, letters, compared.after.as_of) as press:
        for paper, across in PAPERS.items():
            down = across * drawn.size[1] / drawn.size[0]
            text = (
                press.opening(title(compared), lang)
                + f"#set page(width: {across}mm, height: {down:.2f}mm, margin: 0mm)\n"
                + f'#image("map.svg", width: 100%, alt: {quoted(drawn.scene.detail)})\n'
            )
            (place / f"map-{paper}.pdf").write_bytes(press.pdf(text))
            task.advance()
            if paper == "A1":
                (place / "map.png").write_bytes(press.png(text, 72.0)[0])
                task.advance()


def heads(compared: Compared) -> Row:
    """What stands above the table of changes: each side with the days that its figures are of."""
    lang = compared.after.lang
    before, after = (
        say("change_side", lang, name=one.name, period=format_period(one.since, one.as_of, lang))
        for one in (compared.before, compared.after)
    )
    return say("change_what", lang), before, after, say("change_kind", lang)


def rows(compared: Compared) -> Iterator[Row]:
    """The table of changes as text."""
    lang = compared.after.lang
    for one in changes(compared):
        sides = (one.before, one.after)
        before, after = (
            ("", "") if not one.counts else (number_text(side, one.fen, lang) for side in sides)
        )
        yield one.what, before, after, one.kind


def changes(compared: Compared) -> Iterator[Change]:
    """The table of changes: what is counted on both sides, definitions that changed, numbers, who
    joined and stopped, sites, every relationship."""
    lang, twice = compared.after.lang, (compared.after.since, compared.before.as_of)
    if twice[0] <= twice[1]:
        yield Change(say("compared_overlap", lang, period=format_period(*twice, lang)), "")
    for title_of in compared.redefined:
        yield Change(title_of.get(lang), say("compared_redefined", lang))
    for one in compared.totals:
        what = word("edition_item", one.item, lang)
        yield Change(what, _difference(one, lang), True, one.before, one.after, one.fen)
    for key, names in lists(compared):
        for name in names:
            yield Change(name, say(key, lang))
    for kind in KINDS:
        for relationship in compared.relationships:
            if relationship.kind == kind and kind != "same":
                what = f"{relationship.source.name} → {relationship.target.name}"
                weights = (relationship.before, relationship.after)
                yield Change(what, word("change", kind, lang), compared.weighed, *weights)


def _difference(one: Total, lang: str) -> str:
    """By how much a number changed; where one side has none, why."""
    for side in (one.before, one.after):
        if isinstance(side, Nothing):
            return format_value(side, lang)
    assert isinstance(one.before, int) and isinstance(one.after, int)
    by = one.after - one.before
    if by == 0:
        return word("change", "same", lang)
    return say(
        "changed_up" if by > 0 else "changed_down", lang, by=number_text(abs(by), one.fen, lang)
    )


def _typed(one: Change, lang: str) -> tuple[str | float | Decimal, ...]:
    def cell(side: float | Nothing) -> str | float | Decimal:
        if not one.counts:
            return ""
        if isinstance(side, Nothing):
            return number_text(side, one.fen, lang)
        return Decimal(int(side)) / 100 if one.fen else side

    return one.what, cell(one.before), cell(one.after), one.kind
