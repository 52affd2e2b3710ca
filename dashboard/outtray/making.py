"""What a schedule makes on a day: the answers as its audience sees them, as files."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from cypher.file.parse import SavedStatement
from cypher.format import format_headline
from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.days import day_of
from cypher.writers import MOST, to_file
from dashboard.agenda.as_page import agenda_page, page_id
from dashboard.agenda.gathered import Gathered, Wanted, gather
from dashboard.agenda.handout import handout
from dashboard.agenda.model import Agenda, Item
from dashboard.cards.image_files import png_of
from dashboard.edition.content.frozen_answers import as_json
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import NotMade
from dashboard.explorer.views.store import Views
from dashboard.figures.lists.number import headline_column
from dashboard.outtray.fit import agenda_of, report_of, values_on
from dashboard.outtray.model import Schedule
from dashboard.outtray.runs import Count
from dashboard.pages.location import Location, written
from dashboard.pages.reload import SiteFiles
from dashboard.sentences import load_sentences, sentence_of
from dashboard.texts import LANGS
from graph.model import SHANGHAI


@dataclass(frozen=True)
class Place:
    """Where things are made: the runner, the saved files and pages, the home, the letters."""

    runner: Runner
    files: SiteFiles
    home: Path
    letters: FontMetrics

    @property
    def own(self) -> Path:
        """The user's own files."""
        return self.home / "own"


@dataclass(frozen=True)
class Output:
    """What is to be kept: files by name, counts, the link, and what the answers rest on."""

    files: dict[str, bytes]
    counts: tuple[Count, ...]
    left_out: int
    sentences: tuple[str, ...]
    link: str
    day: date
    synthetic: bool
    provenance: tuple[str, ...]
    data_version: str


@dataclass(frozen=True)
class _Answer:
    title: Words
    saved: SavedStatement
    table: Table
    number: str | None = None
    """The column that holds the one number, where that is what is shown."""


def make(place: Place, schedule: Schedule, name: str, due: date, reader: Reader) -> Output:
    """The files of a schedule on a day, for its audience.

    In an invented town, whose days have ended, values are reckoned from its last one. Raises
    NotMade, NotForAudience, GraphError.
    """
    runner = place.runner
    day = runner.today() if runner.synthetic() else due
    shown_to = reader.for_audience(schedule.audience)
    if schedule.agenda:
        return _of_agenda(place, schedule, name, due, day, shown_to)
    return _of_report(place, schedule, name, due, day, shown_to)


def _of_agenda(
    place: Place, schedule: Schedule, name: str, due: date, day: date, reader: Reader
) -> Output:
    assert schedule.agenda is not None
    agenda = agenda_of(place.own, schedule.agenda)
    given = schedule.given.get("as_of")
    as_of = day_of(given, day) if given else day
    shown = _gathered(place, schedule, name, agenda, (as_of, day), reader)
    answers = [
        _Answer(
            one.title,
            one.request.saved,
            one.table,
            _number_of(one.table, one.kind, one.request.card.value),
        )
        for one in shown.cards
        if one.table
    ]
    wrong = [one.wrong for item in shown.items for one in item.cards if one.wrong]
    if wrong and not answers:
        raise NotMade(wrong[0].zh, wrong[0].en)
    return Output(
        dict(_files(place, schedule, due, shown, answers)), tuple(map(_count, answers)), len(wrong),
        _sentences(place, schedule, shown.as_of, reader),
        f"{page_id(schedule.agenda)}?as_of={shown.as_of.isoformat()}&lang={schedule.lang}",
        shown.as_of, shown.synthetic, shown.provenance, shown.data_version,
    )  # fmt: skip


def _of_report(
    place: Place, schedule: Schedule, name: str, due: date, day: date, reader: Reader
) -> Output:
    saved = report_of(place.files.catalogue, schedule)
    values = values_on(saved, schedule.given, day)
    table = place.runner.run(saved, values, reader=reader, cached=False)
    if table.truncated:
        most = max(MOST["xlsx"], saved.header.limits.rows)
        table = place.runner.run(saved, values, reader=reader, most=most)
    given = {name: written(value) for name, value in values.items() if value is not None}
    shown = None
    if "pdf" in schedule.formats:
        item = Item.model_validate({"report": saved.id, "with": given})
        agenda = Agenda(title=schedule.title, items=(item,))
        shown = _gathered(place, schedule, name, agenda, (table.as_of or day, day), reader)
        if shown.data_version != table.data_version:
            raise NotMade(
                "制作时数据变了，稍后再做。",
                "The data changed meanwhile; it is made again shortly.",
            )
    report = saved.id.removeprefix("reports/")
    link = Location(place.files.report_page, schedule.lang, report, given).link(place.files.pages)
    number = _number_of(table, saved.header.view.kind, None)
    answers = [_Answer(saved.header.title, saved, table, number)]
    return Output(
        dict(_files(place, schedule, due, shown, answers)), tuple(map(_count, answers)), 0,
        _sentences(place, schedule, table.as_of or day, reader), link,
        table.as_of or day, "synthetic" in table.provenance, tuple(sorted(table.provenance)),
        table.data_version,
    )  # fmt: skip


def _gathered(
    place: Place, schedule: Schedule, name: str, agenda: Agenda, days: tuple[date, date],
    reader: Reader,
) -> Gathered:  # fmt: skip
    """What an agenda shows, to those whom the schedule is for. ``days``: as of which it is looked at,
    and from which its items' days are reckoned."""
    audience = "staff" if schedule.audience == "staff" else "committee"
    agenda, files = agenda.model_copy(update={"audience": audience}), place.files
    page = agenda_page(name, agenda, files.pages, files.catalogue)
    pages = {**files.pages, page.id: page}
    shown = SiteFiles(files.catalogue, pages, files.marks)
    wanted = Wanted(name, agenda, page, shown, days[0], Views(place.home), days[1])
    return gather(place.runner, wanted, reader)


def _files(
    place: Place, schedule: Schedule, due: date, shown: Gathered | None, answers: list[_Answer]
) -> Iterator[tuple[str, bytes]]:
    lang, day = schedule.lang, due.isoformat()
    for format in schedule.formats:
        if format == "pdf":
            assert shown is not None
            yield f"handout_{day}.pdf", handout(shown, lang, datetime.now(SHANGHAI), place.letters)
            continue
        for number, one in enumerate(answers, 1):
            report = one.saved.id.removeprefix("reports/").replace("/", "_")
            before = f"{number:02}_" if schedule.agenda else ""
            data = to_file(one.table, lang, format, partial(png_of, one.table, lang))
            yield f"{before}{report}_{day}.{format}", data


def _count(one: _Answer) -> Count:
    given = json.loads(json.dumps(one.table.parameters, default=as_json))
    sum = hashlib.sha256(one.saved.text.encode()).hexdigest()
    return Count(
        title=one.title, report=one.saved.id, sha256=sum, parameters=given,
        rows=len(one.table.rows), value=_value(one.table, one.number),
    )  # fmt: skip


def _number_of(table: Table, kind: str, column: str | None) -> str | None:
    if kind != "number":
        return None
    return headline_column(table, column)


def _value(table: Table, column: str | None) -> Words | None:
    if column is None or not table.rows:
        return None
    value, unit = table.row(0)[column], table.column(column).unit
    zh, en = ("".join(format_headline(value, lang, unit)) for lang in LANGS)
    return Words(zh=zh, en=en)


def _sentences(place: Place, schedule: Schedule, day: date, reader: Reader) -> tuple[str, ...]:
    """The sentences of finding that a schedule names, as its readers may have them. Raises
    NoSuchSentence, GraphError."""
    if not schedule.sentences:
        return ()
    files, runner = load_sentences(place.files.catalogue, place.own), place.runner
    found = (
        sentence_of(files, runner, reader, name, {"as_of": day}, schedule.lang)
        for name in schedule.sentences
    )
    return tuple(filter(None, found))
