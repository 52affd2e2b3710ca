"""One side of a comparison: an edition, or the graph as of a day, with what of it is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cypher.header import Audience
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.folders import Editions
from dashboard.edition.content.frozen_answers import as_frozen, read_frozen
from dashboard.edition.content.gathering import answers
from dashboard.edition.content.order import Order, plan
from dashboard.edition.content.scanning import refuse_numbers, texts
from dashboard.edition.maps.files import read_places
from dashboard.edition.maps.kinds import MAPS
from dashboard.errors import NotMade
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import Layers, layers
from dashboard.texts import Lang
from graph.progress import Task

SUPPORT = next(one for one in MAPS if one.id == "support")
TOTALS = "reports/edition/totals"
Days = tuple[date, date]


@dataclass(frozen=True)
class Side:
    """What is compared: the answers, and where things stand on the map of support."""

    name: str
    since: date
    as_of: date
    audience: Audience
    lang: Lang
    synthetic: bool
    tables: Mapping[str, Table]
    places: Mapping[Key, float]


def of_edition(editions: Editions, folder: Path) -> Side:
    """An edition. Raises NoSuchEdition."""
    manifest = editions.manifest(folder)
    return Side(
        manifest.name, manifest.since, manifest.as_of, manifest.audience, manifest.lang, manifest.synthetic,
        read_frozen(folder), read_places(folder).get(SUPPORT.id, {}),
    )  # fmt: skip


def of_days(
    runner: Runner, editions: Editions, days: Days, order: Order, task: Task
) -> tuple[Side, Side]:
    """The graph as of two days, each with the twelve months before it.

    Readers, language and font are those of the order. Raises NotMade, TextRefused, GlyphMissing.
    """
    first, second = days
    if first >= second:
        raise NotMade(
            "前一天应早于后一天。", "The first of the two days should come before the second."
        )
    before = _of_day(runner, editions, first, order, {})
    task.advance()
    after = _of_day(runner, editions, second, order, before.places)
    task.advance()
    return before, after


def of_table(table: Table, lang: str) -> Layers:
    """Who supports whom by an answer."""
    return layers(table, table.dicts(), lang)


def _of_day(
    runner: Runner, editions: Editions, day: date, order: Order, earlier: Mapping[Key, float]
) -> Side:
    asked = Order(day.isoformat(), day, None, order.audience, order.lang, order.font)
    planned = plan(runner, editions, asked)
    id = SUPPORT.statement(order.audience)
    content = answers(runner, planned, (id, TOTALS))
    refuse_numbers(content)
    planned.letters.refuse(texts(content))
    placed = of_table(content.tables[id], order.lang).places(earlier, SUPPORT.apart)
    return Side(
        planned.name, planned.since, day, order.audience, order.lang, content.synthetic,
        as_frozen(content.tables), placed,
    )  # fmt: skip
