"""What is made before anyone asks: every first card of the menu's pages, and nothing about persons."""

from collections.abc import Collection
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


def site(graph: Graph, home: Path, catalogue: Catalogue = CATALOGUE) -> Site:
    runner = Runner(graph, catalogue, readings=Trail(home).reading)
    return Site(runner, FileReader(lambda: catalogue, None), "zh")


def test_the_first_cards_of_every_page_are_there_and_no_reading_about_persons_is_logged(
    town: Graph, tmp_path: Path
):
    one = site(town, tmp_path)

    async def made() -> dict[tuple[str, str], bool]:
        await prewarm(one)
        files, state = await one.files(), await one.states.current()
        return {
            (page.id, card.id): one.cards.cache.get(
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
    assert noted(tmp_path) == []


class _Heard(Runner):
    """Keeps what is asked, and for whom."""

    heard: tuple[tuple[str, str], ...] = ()

    def run(self, saved: SavedStatement, *given: Any, reader: Reader, **named: Any) -> Any:
        self.heard += ((saved.id, reader.audience),)
        return super().run(saved, *given, reader=reader, **named)


def test_the_questions_of_agendas_are_asked_for_those_whom_they_are_for(
    town: Graph, tmp_path: Path
):
    own = tmp_path / "own"
    (own / "agendas").mkdir(parents=True)
    items = "[{report: money/givers}, {report: money/no_such}]"
    (own / "agendas" / "one.yaml").write_text(f"title: 会\nitems: {items}\n", "utf-8")
    (own / "agendas" / "broken.yaml").write_text("items: 3", "utf-8")
    runner = _Heard(town, CATALOGUE)
    desk = AgendaDesk(runner, tmp_path, None, Trail(tmp_path))
    run_async(prewarm(Site(runner, FileReader(lambda: CATALOGUE, own), "zh", agendas=desk)))
    assert ("reports/money/givers", "committee") in runner.heard


def test_every_report_is_planned_and_one_that_is_refused_stops_no_other(
    town: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own = tmp_path / "own" / "reports" / "aaa"
    own.mkdir(parents=True)
    (own / "writes.cypher").write_text(WRITES, "utf-8")
    catalogue = Catalogue.load(tmp_path / "own")
    asked: list[str] = []
    filled: list[tuple[str, ...]] = []

    def admit(graph: Graph, saved: SavedStatement, given: Collection[str]) -> Plan:
        asked.append(saved.id)
        return admission.admit(graph, saved, given)

    def prepare_plan(graph: Graph, saved: SavedStatement, given: set[str]) -> None:
        filled.append((saved.id, *sorted(given & saved.header.parameters.keys())))
        admission.prepare_plan(graph, saved, given)

    monkeypatch.setattr("cypher.run.runner.admit", admit)
    monkeypatch.setattr("cypher.run.runner.prepare_plan", prepare_plan)
    one = site(town, tmp_path, catalogue)
    run_async(prewarm(one))
    reports = {saved.id for kind in ("choices", "reports") for saved in catalogue.of(kind)}
    assert "reports/aaa/writes" in reports and "reports/wishes/unclaimed" in reports
    assert reports <= set(asked)
    assert ("reports/support/ties_of", "of") in filled and ("reports/records/ties", "id") in filled
    planned = len(asked)
    one.runner.plan(catalogue.find("reports/records/story"))
    assert len(asked) == planned
    one.runner.forget_plans()  # as when the graph's server was restarted
    run_async(prewarm(one))
    assert reports <= set(asked[planned:])


def test_a_graph_that_is_away_is_no_fault(tmp_path: Path):
    with Graph(Address("bolt://127.0.0.1:1", "neo4j", "-")) as away:
        run_async(prewarm(site(away, tmp_path)))
