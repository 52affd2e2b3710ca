"""What an agenda shows at one moment: every item with the answers of its cards, for those it is for."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.reckoned import reckoned
from dashboard.agenda.model import Agenda, Item
from dashboard.agenda.names import with_names
from dashboard.agenda.saved_view import view_picture
from dashboard.cards.card_html import title as card_title
from dashboard.cards.card_request import CardRequest, card_request
from dashboard.edition.content.gathering import at_rest
from dashboard.explorer.asking import Asker
from dashboard.explorer.views.store import Views
from dashboard.explorer.way import path_in_words
from dashboard.pages import Page, Row
from dashboard.pages.location import Location
from dashboard.pages.page_model import PathEnds
from dashboard.pages.reload import SiteFiles
from dashboard.texts import LANGS, Lang
from graph.errors import GraphError

_AT_ONCE = 2
"""So many cards of an item are asked for at once."""
_PERSONAL = Words(
    zh="涉及个人，不印出，也不留存。", en="It is about persons: neither printed nor kept."
)


@dataclass(frozen=True)
class CardAnswer:
    """A card and its answer; ``wrong`` says why there is none, or why it is left out."""

    request: CardRequest
    table: Table | None = None
    wrong: Words | None = None

    @property
    def id(self) -> str:
        """The card's id on the agenda's page."""
        return self.request.card.id

    @property
    def kind(self) -> str:
        """What it is drawn as."""
        return self.request.card.view or self.request.saved.header.view.kind

    @property
    def is_empty(self) -> bool:
        """Whether its answer has no row."""
        return self.table is not None and not self.table.rows

    @property
    def title(self) -> Words:
        """The card's own title, or its report's."""
        one, saved = self.request.card, self.request.saved
        return Words(zh=card_title(one, saved, "zh"), en=card_title(one, saved, "en"))


@dataclass(frozen=True)
class ItemAnswer:
    """An item with its cards. ``headings`` stand over its rows, ``gone`` says why it shows nothing."""

    key: str
    item: Item
    title: Words | None
    cards: tuple[CardAnswer, ...]
    gone: Words | None = None
    pictures: Mapping[Lang, str] = field(default_factory=dict)
    """The SVG of a saved view by language."""
    lines: Mapping[Lang, tuple[str, ...]] = field(default_factory=dict)
    """The sentences of a path by language."""


@dataclass(frozen=True)
class Gathered:
    """Everything that an agenda shows, of one state of the data."""

    name: str
    agenda: Agenda
    as_of: date
    data_version: str
    items: tuple[ItemAnswer, ...]

    @property
    def cards(self) -> list[CardAnswer]:
        """All cards that have an answer."""
        return [card for item in self.items for card in item.cards if card.table is not None]

    @property
    def provenance(self) -> tuple[str, ...]:
        """The kinds of data that the answers rest on."""
        kinds = {kind for card in self.cards if card.table for kind in card.table.provenance}
        return tuple(sorted(kinds))

    @property
    def synthetic(self) -> bool:
        """Whether any of it rests on invented data."""
        return "synthetic" in self.provenance


@dataclass(frozen=True)
class Wanted:
    """An agenda with the page that shows it, as of a day (None: the graph's own).

    ``due``: the day from which days such as last_month are reckoned, where that is not today.
    """

    name: str
    agenda: Agenda
    page: Page
    files: SiteFiles
    day: date | None = None
    views: Views | None = None
    """The saved views of the home."""
    due: date | None = None


def gather(
    runner: Runner, wanted: Wanted, reader: Reader, step: Callable[[], object] = lambda: None
) -> Gathered:
    """The answers as the agenda's audience sees them, all of one state of the data. Raises NotMade
    where the data will not rest, GraphError where nothing answers."""
    shown_to = reader.for_audience(wanted.agenda.audience)

    def read() -> Gathered:
        day = wanted.day or runner.today()
        [page] = with_names([wanted.page], runner, shown_to)
        items = []
        for key, item in wanted.agenda.keyed():
            rows = [row for row in page.rows if row.item == key]
            items.append(_item(runner, wanted, shown_to, key, item, rows, day))
            step()
        version = runner.graph.data_version(at_most_every=0)
        return Gathered(wanted.name, wanted.agenda, day, version, tuple(items))

    return at_rest(runner, read)


def questions(runner: Runner, wanted: Wanted, reader: Reader) -> list[Callable[[], object]]:
    """What ``gather`` asks, as pieces of work: those that are done before are there when it asks."""
    shown_to = reader.for_audience(wanted.agenda.audience)
    day = wanted.day or runner.today()
    found: list[Callable[[], object]] = []
    for key, item in wanted.agenda.keyed():
        rows = [row for row in wanted.page.rows if row.item == key]
        found += [
            partial(_answer, runner, one, shown_to, day, wanted.due)
            for one in _asked(wanted, shown_to, rows)
        ]
        if item.path is not None or item.kind == "view":
            found.append(partial(_item, runner, wanted, shown_to, key, item, rows, day))
    return [*found, partial(with_names, [wanted.page], runner, shown_to)]


def _asked(wanted: Wanted, reader: Reader, rows: list[Row]) -> list[CardRequest]:
    """The cards of rows that are for the readers."""
    requests = [
        card_request(wanted.files, reader, Location(wanted.page.id, "zh"), card.id)
        for row in rows
        for card in row.cards
    ]
    return [one for one in requests if reader.audience in one.saved.header.audience]


def _item(
    runner: Runner, wanted: Wanted, reader: Reader, key: str, item: Item, rows: list[Row], day: date
) -> ItemAnswer:  # fmt: skip
    asked = _asked(wanted, reader, rows)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        cards = tuple(pool.map(lambda one: _answer(runner, one, reader, day, wanted.due), asked))
    title = next((row.title for row in rows if row.title), None)
    if item.path is not None:
        return _path(runner, item.path, reader, key, item, title, day)
    if item.kind == "view" and wanted.views is not None:
        return _view(runner, wanted, reader, key, item, title, day)
    gone = next((row.gone for row in rows if row.gone), None)
    if not cards and any(row.cards for row in rows):
        gone = Words(
            zh="不对这份议程的读者开放。", en="It is not open to the readers of this agenda."
        )
    if item.record and any(one.kind == "record" and one.is_empty for one in cards):
        why = Words(zh="没有这条记录。", en="There is no such record.")
        return ItemAnswer(key, item, title, (), why)
    return ItemAnswer(key, item, title, cards, gone)


def _view(
    runner: Runner, wanted: Wanted, reader: Reader, key: str, item: Item, title: Words | None,
    day: date,
) -> ItemAnswer:  # fmt: skip
    views, marks = wanted.views, wanted.files.marks
    assert views is not None
    try:
        found = {
            lang: view_picture(runner, views, marks, item.view, reader, lang, day) for lang in LANGS
        }
    except GraphError as error:
        return ItemAnswer(key, item, title, (), Words(zh=error.zh, en=error.en))
    kept = found["zh"].title
    pictures = {lang: str(one.svg) for lang, one in found.items()}
    return ItemAnswer(key, item, title or Words(zh=kept, en=kept), (), pictures=pictures)


def _path(
    runner: Runner, ends: PathEnds, reader: Reader, key: str, item: Item, title: Words | None,
    day: date,
) -> ItemAnswer:  # fmt: skip
    try:
        found = {
            lang: path_in_words(Asker(runner, reader, lang, day), ends.start, ends.end, ends.by)
            for lang in LANGS
        }
    except GraphError as error:
        return ItemAnswer(key, item, title, (), Words(zh=error.zh, en=error.en))
    lines = {lang: tuple(told.lines()) for lang, told in found.items()}
    return ItemAnswer(key, item, title, (), lines=lines)


def _answer(
    runner: Runner, request: CardRequest, reader: Reader, day: date, due: date | None
) -> CardAnswer:
    if request.saved.header.privacy.personal:
        return CardAnswer(request, wrong=_PERSONAL)
    values = dict(request.values)
    if "as_of" in request.saved.header.parameters and "as_of" not in request.card.values:
        values["as_of"] = day
    if request.waits_for_choice:
        return CardAnswer(request, wrong=request.card.empty)
    try:
        if due is not None:
            values = reckoned(request.saved.header.parameters, values, due)
        table = runner.run(request.saved, values, reader=reader)
    except GraphError as error:
        return CardAnswer(request, wrong=Words(zh=error.zh, en=error.en))
    return CardAnswer(request, table)
