"""``lianxin demo`` killed in every way: nothing is lost, and nothing is left running."""

import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from as_user import PATIENCE, begun, entered, lianxin, none_left, patient, until

from dashboard.cli.people.demo_users import USERS
from graph.address import Address
from graph.client import Graph
from graph.errors import GraphError
from graph.load import load_rows
from graph.local import LocalServer
from graph.model import NODES
from graph.settings import Settings

pytestmark = pytest.mark.server
SERVED = "Lianxin is served"
LOADING = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND $rows' RETURN q"
THINGS = "MATCH (n) WHERE NOT n:ModelVersion AND NOT n:ImportRun RETURN count(n)"
ENTERED = {"Rider": [{"id": "R-900001", "alias": "刚录入的骑手", "role": "rider"}]}
Rows = dict[str, list[dict[str, object]]]
KEPT = "MATCH (r:Rider {id: 'R-900001', provenance: 'entered'}) RETURN r.alias"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("killed")
    yield folder
    server_of(folder).stop()


def server_of(home: Path) -> LocalServer:
    more = {"home": home / "demo", "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
    return LocalServer(Settings().model_copy(update=more))


def graph_of(home: Path) -> Graph | None:
    """The graph of the server that runs, if one does: nothing is started."""
    server = server_of(home)
    uri, password = server.status().uri, server.folders.password
    return Graph(Address(uri, "neo4j", password)) if uri and password else None


def asked(home: Path, text: str) -> object:
    graph = graph_of(home)
    if graph is None:
        return None
    with graph:
        try:
            return graph.read(text).value()
        except GraphError:
            return None


def is_loading(graph: Graph) -> bool:
    """Whether it is being loaded; not where it does not answer yet."""
    try:
        return bool(graph.read(LOADING).rows)
    except GraphError:
        return False


def java_of(home: Path) -> psutil.Process:
    state = server_of(home).folders.state()
    assert state is not None and state.running
    return psutil.Process(state.java.pid)


def passwords_in(said: str) -> list[str]:
    return re.findall(r"\s((?:\w{4}-){2}\w{4})\s", said)


def test_kill_9_in_the_middle_of_the_load_leaves_nothing_of_it(home: Path):
    with begun(home, "demo", "--port", "0") as demo:
        with until(lambda: graph_of(home)) as graph:
            until(lambda: is_loading(graph))
        demo.kill()
    assert none_left(home)


@pytest.mark.parametrize(
    ("prewarm", "neo4j_first"),
    [("0", False), pytest.param("1", True, marks=pytest.mark.soak)],
    ids=["the dashboard", "neo4j and then the dashboard"],
)
def test_kill_9_in_mid_use(home: Path, seed_rows: Rows, prewarm: str, neo4j_first: bool):
    more = {"LIANXIN_PREWARM": prewarm}
    slow = 3 * PATIENCE  # all checks are planned
    with begun(home, "demo", "--port", "0", patience=slow, **more) as demo, patient() as visitor:
        demo.until("The invented town is loaded")
        report = f"{entered(visitor, demo.until(SERVED))}/download/overview/riders.json"
        assert len(set(passwords_in(demo.said))) == len(USERS)
        things = sum(len(rows) for kind, rows in seed_rows.items() if kind in NODES)
        assert asked(home, THINGS) == things  # and nothing twice
        graph = graph_of(home)
        assert graph is not None
        with graph:
            load_rows(graph, ENTERED, name="entered", by="staff")
        if neo4j_first:
            demo.until("1 failed")  # the rider who was just entered has no site

        second = lianxin(home, "demo", "--port", "0")
        assert second.returncode == 35
        assert "Ctrl-C in its window" in second.stderr and str(demo.process.pid) in second.stderr

        before = visitor.get(report).json()["rows"]
        if neo4j_first:
            java = java_of(home)
            java.kill()
            java.wait()
            assert visitor.get(report).json()["rows"] == before
            demo.until("Neo4j had stopped and was started again")
            assert java_of(home) != java
        assert asked(home, KEPT) == "刚录入的骑手"
        demo.kill()
    assert none_left(home)


def test_what_was_entered_is_there_at_the_next_start_and_ctrl_c_leaves_nothing(home: Path):
    with begun(home, "demo", "--port", "0") as demo, patient() as visitor:
        page = visitor.get(entered(visitor, demo.until(SERVED)))
        assert (page.status_code, "Wang Jianhua" in page.text) == (200, True)
        assert "The invented town is loaded" not in demo.said
        assert "lianxin user --demo password NAME" in demo.said and not passwords_in(demo.said)
        assert asked(home, KEPT) == "刚录入的骑手"
        assert demo.interrupt() == 0
        assert "Traceback" not in demo.said
    assert none_left(home)
