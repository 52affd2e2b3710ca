"""What is made before anyone asks: every first card of the menu's pages, and nothing about persons."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from run_async import run_async
from trail_lines import noted

from cypher.admission import admit as admission
from cypher.admission.clock import asks_clock_or_chance
from cypher.file.parse import SavedStatement
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL, Reader
from cypher.run.runner import Runner
from dashboard.agenda.desk import AgendaDesk
from dashboard.audit.trail import Trail
from dashboard.cards.card_request import card_request
from dashboard.pages import load_pages
from dashboard.pages.location import Location
from dashboard.pages.reload import FileReader
from dashboard.render.site import Site
from dashboard.web.prewarm import prewarm
from graph.address import Address
from graph.client import Graph
from graph.plan import Plan

WRITES = """\
// ---
// title: {zh: 会写入, en: Writes}
// about: {zh: 说明, en: About}
// ---
CREATE (w:Wish) RETURN w.id AS id
"""
CATALOGUE = Catalogue.load()
PAGES = load_pages(CATALOGUE)


class _Heard(Runner):
    """Keeps what is asked, and for whom."""

    heard: tuple[tuple[str, str], ...] = ()

    def run(self, saved: SavedStatement, *given: Any, reader: Reader, **named: Any) -> Any:
        self.heard += ((saved.id, reader.audience),)
        return super().run(saved, *given, reader=reader, **named)


@dataclass
class Warmed:
    """A site that was made ready once, and what was asked for that."""

    home: Path
    site: Site
    runner: _Heard
    catalogue: Catalogue
    admitted: list[str] = field(default_factory=list)
    filled: list[tuple[str, ...]] = field(default_factory=list)

    def admit(self, graph: Graph, saved: SavedStatement, given: Collection[str]) -> Plan:
        self.admitted.append(saved.id)
        return admission.admit(graph, saved, given)

    def prepare_plan(self, graph: Graph, saved: SavedStatement, given: set[str]) -> None:
        self.filled.append((saved.id, *sorted(given & saved.header.parameters.keys())))
        admission.prepare_plan(graph, saved, given)


@pytest.fixture(scope="module")
def warmed(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warmed]:
    """With a report of staff's own that is refused, an agenda, and one that cannot be read."""
    home = tmp_path_factory.mktemp("ahead")
    own = home / "own"
    (own / "reports" / "aaa").mkdir(parents=True)
    (own / "reports" / "aaa" / "writes.cypher").write_text(WRITES, "utf-8")
    (own / "agendas").mkdir()
    items = "[{report: money/givers}, {report: money/no_such}]"
    (own / "agendas" / "one.yaml").write_text(f"title: 会\nitems: {items}\n", "utf-8")
    (own / "agendas" / "broken.yaml").write_text("items: 3", "utf-8")
    catalogue, trail = Catalogue.load(own), Trail(home)
    runner = _Heard(town, catalogue, readings=trail.reading)
    desk = AgendaDesk(runner, home, None, trail)
    site = Site(runner, FileReader(lambda: catalogue, own), "zh", agendas=desk)
    found = Warmed(home, site, runner, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cypher.run.runner.admit", found.admit)
        patch.setattr("cypher.run.runner.prepare_plan", found.prepare_plan)
        run_async(prewarm(site))
        yield found


def test_the_first_cards_of_every_page_are_there_and_no_reading_about_persons_is_logged(
    warmed: Warmed,
):
    async def made() -> dict[tuple[str, str], bool]:
        files, state = await warmed.site.files(), await warmed.site.states.current()
        return {
            (page.id, card.id): warmed.site.cards.cache.get(
                card_request(files, LOCAL, Location(page.id), card.id).key(state)
            )
            is not None
            for page in PAGES.values()
            if page.kind == "cards" and page.menu
            for card in page.cards()
        }

    there = run_async(made())
    saved = {key: CATALOGUE.find(PAGES[key[0]].card(key[1]).in_way(None).report) for key in there}
    personal = {key for key, one in saved.items() if one.header.privacy.personal}
    of_the_moment = {key for key, one in saved.items() if asks_clock_or_chance(one.statement)}
    assert {id for id, _ in there} >= {"overview", "support", "needs", "stations", "money"}
    assert {key for key, is_there in there.items() if not is_there} == personal | of_the_moment
    assert noted(warmed.home) == []


def test_the_questions_of_agendas_are_asked_for_those_whom_they_are_for(warmed: Warmed):
    assert ("reports/money/givers", "committee") in warmed.runner.heard


def test_every_report_is_planned_and_one_that_is_refused_stops_no_other(warmed: Warmed):
    asked, runner, catalogue = warmed.admitted, warmed.runner, warmed.catalogue
    reports = {saved.id for kind in ("choices", "reports") for saved in catalogue.of(kind)}
    assert "reports/aaa/writes" in reports and "reports/wishes/unclaimed" in reports
    assert reports <= set(asked)
    for filled in (("reports/support/ties_of", "of"), ("reports/records/ties", "id")):
        assert filled in warmed.filled
    planned = len(asked)
    runner.plan(catalogue.find("reports/records/story"))
    assert len(asked) == planned
    runner.forget_plans()  # as when the graph's server was restarted
    run_async(prewarm(warmed.site))
    assert reports <= set(asked[planned:])


def test_a_graph_that_is_away_is_no_fault(tmp_path: Path):
    with Graph(Address("bolt://127.0.0.1:1", "neo4j", "-")) as away:
        runner = Runner(away, CATALOGUE, readings=Trail(tmp_path).reading)
        run_async(prewarm(Site(runner, FileReader(lambda: CATALOGUE, None), "zh")))
