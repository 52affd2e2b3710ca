"""The graph away and back again: health says so at once, and what the server forgot is planned anew."""

import asyncio
from collections.abc import Collection
from pathlib import Path

import pytest
import requests
from as_user import until
from bs4 import BeautifulSoup
from in_process import served_here

from cypher.admission.admit import admit
from cypher.file.parse import SavedStatement
from dashboard.auth.gate import LOCAL_TOKEN
from dashboard.texts import say
from graph.address import Address
from graph.client import Graph
from graph.plan import Plan

PATIENCE = 120


def test_health_follows_the_graph_and_plans_are_made_anew_when_it_is_back(
    town: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    planned: list[str] = []

    def noted(graph: Graph, saved: SavedStatement, given: Collection[str]) -> Plan:
        planned.append(saved.id)
        return admit(graph, saved, given)

    monkeypatch.setattr("cypher.run.runner.admit", noted)
    nowhere = Address("bolt://127.0.0.1:1", "neo4j", "-")
    with Graph(nowhere) as graph, served_here(graph, tmp_path, prewarmed=True) as server:
        url = f"http://127.0.0.1:{server.port}"

        def ready() -> int:
            return requests.get(f"{url}/readyz", timeout=PATIENCE).status_code

        assert requests.get(f"{url}/livez", timeout=PATIENCE).json() == {"ok": True}
        assert ready() == 503
        page = requests.get(f"{url}/?lang=en", timeout=PATIENCE)
        assert (page.status_code, "data-retry" in page.text or " pending" in page.text) == (
            200,
            True,
        )
        state = requests.get(f"{url}/state/overview?lang=en", timeout=PATIENCE)
        assert (state.status_code, state.json()["wrong"]) == (503, say("database_away", "en"))
        form = requests.get(f"{url}/records/edit?id=R-0001&lang=en", timeout=PATIENCE)
        assert (form.status_code, form.headers["Refresh"]) == (503, form.headers["Retry-After"])
        refused = BeautifulSoup(form.text, "html.parser")
        assert refused.select_one("h1").text == say("error_heading_503", "en")
        assert refused.select_one("main .about").text == say("database_away", "en")
        sent = requests.post(
            f"{url}/records/end?id=ORG-1&lang=en",
            data={"token": LOCAL_TOKEN, "request": "a" * 20, "day": "2026-01-01"},
            headers={"Origin": url},
            timeout=PATIENCE,
        )
        assert (sent.status_code, "Refresh" in sent.headers) == (503, False)
        assert "nothing was changed. Send it again" in sent.text
        assert planned == []
        graph.move(town.address)
        until(lambda: ready() == 200)
        until(lambda: "reports/wishes/unclaimed" in planned)
        before = planned.count("reports/wishes/unclaimed")
        server.io_loop.asyncio_loop.call_soon_threadsafe(server.site.states.on_return)
        until(lambda: planned.count("reports/wishes/unclaimed") > before)


def test_who_asks_while_a_question_is_on_its_way_shares_the_next_one(town: Graph, tmp_path: Path):
    with served_here(town, tmp_path) as server:
        loop, states = server.io_loop.asyncio_loop, server.site.states

        async def many() -> set[str]:
            return {
                one.version for one in await asyncio.gather(*(states.current() for _ in range(200)))
            }

        assert len(asyncio.run_coroutine_threadsafe(many(), loop).result(PATIENCE)) == 1
