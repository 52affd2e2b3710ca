"""The dashboard and Neo4j killed while people take wishes up: what was answered as done is done, what was
not is done once when its form is sent again, and the graph and the trail are whole.

One kill of each here; at many moments by ``make soak``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from as_user import Running, begun, none_left, until
from claimants import ORGANISATIONS, Claimants
from wishes_to_act_on import faults, prepare

from dashboard.audit.verify.files import verify_files
from dashboard.audit.verify.settling import settle
from graph.address import Address
from graph.client import Graph
from graph.local import LocalServer
from graph.settings import Settings

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("acts-killed")]
SERVED = re.compile(r"http://127\.0\.0\.1:\d+")
MORE = 20
"""So many wishes more than are taken up before the kill: it comes in the middle."""
MOMENTS = [5, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 40, 2) if n != 5)]
ALL = "MATCH (n) WHERE NOT n:ModelVersion DETACH DELETE n"


class Place:
    """A home whose dashboard runs a private server of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        more = {"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
        self.server = LocalServer(Settings().model_copy(update=more))

    def serving(self):  # type: ignore[no-untyped-def]
        return begun(self.home, "serve", "--port", "0")

    def url(self, running: Running) -> str:
        found = SERVED.search(running.until("is served at"))
        assert found, running.said
        return found[0]

    def graph(self) -> Graph:
        uri, password = self.server.status().uri, self.server.folders.password
        assert uri and password
        return Graph(Address(uri, "neo4j", password))

    def java(self) -> psutil.Process:
        state = self.server.folders.state()
        assert state is not None and state.running
        return psutil.Process(state.java.pid)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("acts"))
    yield place
    place.server.stop()
    assert none_left(place.home)


def whole(place: Place, graph: Graph, claimants: Claimants) -> None:
    """Each form is done once, by the change that it was answered with, and nothing is half."""
    claims = "MATCH (o)-[:MADE]->(c:Claim)-[:FOR]->(w:Wish) RETURN w.id, c.importId"
    done = graph.read(claims, rows=None).rows
    assert sorted(done) == sorted(claimants.answered.items())
    assert len(done) == len(claimants.forms)
    assert graph.read("MATCH (c:ChangeRun) RETURN count(c)").value() == len(done)
    assert faults(graph) == []
    found = verify_files(place.home / "audit")
    assert found.faults == []
    settled = settle(found, place.home, graph, is_shared=False)
    assert settled.wrong.keys().isdisjoint(claimants.answered.values())
    assert found.writes.keys() >= set(claimants.answered.values())
    assert set(settled.cut_off.values()) <= {"landed", "not_landed", "gone"}  # gone with begin()


def begin(graph: Graph, wishes: int) -> Claimants:
    graph.write(ALL)
    prepare(graph, wishes, ORGANISATIONS)
    return Claimants(wishes)


@pytest.mark.parametrize("after", MOMENTS)
def test_neo4j_and_then_the_dashboard_are_killed(place: Place, after: int):
    wishes = after + MORE
    with place.serving() as running:
        url = place.url(running)
        with place.graph() as graph:
            claimants = begin(graph, wishes)
        java = place.java()

        def kill_java() -> None:
            java.kill()
            java.wait(20)

        claimants.until_killed(url, after, kill_java)
        assert len(claimants.answered) < wishes
        claimants.again(url)
        with place.graph() as graph:
            whole(place, graph, claimants)
            claimants = begin(graph, wishes)
        claimants.until_killed(url, after, running.kill)
        assert len(claimants.answered) < wishes
    until(lambda: none_left(place.home))
    with place.serving() as running:
        url = place.url(running)
        with place.graph() as graph:
            answered = dict(claimants.answered)
            there = "MATCH (c:ChangeRun) WHERE c.id IN $ids RETURN count(c)"
            ids = list(answered.values())
            assert graph.read(there, {"ids": ids}).value() == len(ids)
            assert faults(graph) == []
            claimants.again(url)
            assert answered.items() <= claimants.answered.items()
            whole(place, graph, claimants)
        assert running.interrupt() == 0
