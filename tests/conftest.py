"""What tests stand on: a real Neo4j for each process of the run, a clean graph, a browser."""

import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from graphs import emptied, keep_plans, planned_for_the_town
from java_archive import use_archive
from playwright.sync_api import Browser, Page, expect, sync_playwright
from truth import Rows, typed

from graph.address import Address
from graph.client import Graph
from graph.load import load_rows
from graph.local import LocalServer
from graph.schema import apply_schema, ensure_model_version
from graph.settings import Settings

BOTH_LINES = (
    "graph/test_",
    "graph/load/test_",
    "graph/backup/",
    "graph/local/test_local_commands",
    "graph/local/test_local_keeper",
    "graph/local/test_local_server",
    "graph/local/test_local_walls",
    "cypher/test_cypher_admission",
    "cypher/test_token_admission",
    "cypher/test_cypher_running",
    "cypher/test_cypher_streaming",
    "cypher/test_cypher_explaining",
    "cypher/reports/test_checks",
    "cypher/reports/test_reports_headers",
)
"""Where the server's start, store, planner and admission are met: run on Neo4j 2026.x as well.

What in these files meets them no other way than its neighbours is marked ``one_line``.
"""
LONGEST = (
    "test_local_server",
    "test_edition_data",
    "test_local_commands",
    "test_restore_private_server",
    "test_local_killed",
    "test_browser_lost",
    "test_local_keeper",
    "test_handed_on",
    "test_bundle",
    "test_several_processes",
    "test_edition_same",
    "test_edition_frame",
    "test_reports_as_of",
    "test_undo",
    "test_door",
)
"""The files that take longest begin first, so that the processes of a run end together."""
SERVED, OF_THE_TOWN = "served", "town"
"""The groups of tests that read the seeded town: what is served or makes an edition of it, and the rest."""
ASK_ALL_REPORTS = ("edition/", "test_reports_as_of", "test_checks", "test_reports_traps")
"""What asks all reports of graphs of its own: after the seeded town on a server that has planned them."""
_HERE = Path(__file__).parent


def _group_of(item: pytest.Item, need: int) -> str:
    """The tests that one process of a run is dealt together.

    Two processes have the seeded town, and one of them serves it: each fills, plans and serves once
    what all these tests read. What asks all reports of another graph comes after them; a run of one
    process needs the town for longer.
    """
    if need in (1, 2) and "address" in getattr(item, "fixturenames", ()):
        return SERVED if need == 2 or item.path.parent.name == "edition" else OF_THE_TOWN
    is_alone = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) == 1
    asks_all = need == 3 and any(one in item.path.as_posix() for one in ASK_ALL_REPORTS)
    return OF_THE_TOWN if asks_all and not is_alone else f"{item.path.stem}-{need}"


gc.disable()  # until all tests are collected: that lasts a third longer with it
YOUNG_OBJECTS = 50_000
"""So many new objects come before the next search for garbage."""


def pytest_configure() -> None:
    """Every server of the run starts from the classes that ``make archive`` has kept."""
    use_archive(Settings())


def pytest_collection_finish() -> None:
    """What was imported and collected lasts as long as the run: it is not searched for garbage."""
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests by what they need; those of the seeded town come first, so that it is loaded once.

    A file's tests of one need stay together, so that what they share is made once.
    """

    def needs(item: pytest.Item) -> int:
        names = set(getattr(item, "fixturenames", ()))
        if "page" in names:
            item.add_marker("browser")
        elif "address" in names:
            item.add_marker("server")
        starts_its_own = "graph/local/" in item.path.as_posix()
        on_both = item.path.relative_to(_HERE).as_posix().startswith(BOTH_LINES)
        meets = starts_its_own or "address" in names
        if on_both and meets and item.get_closest_marker("one_line") is None:
            item.add_marker("line")
        if "graph" in names or ("_door" in names and "town" not in names):
            return 3  # it is emptied, which the seeded town must not be
        return 2 if "served" in names else 1 if "town" in names else 0

    needed = {item: needs(item) for item in items}
    long = {name: turn for turn, name in enumerate(LONGEST)}
    last = len(long)

    def turn(item: pytest.Item) -> tuple[int, bool, int, int]:
        """The town; what has long servers of its own; what empties the graph; what needs none fills up."""
        place = long.get(item.path.stem, last)
        common = "address" in getattr(item, "fixturenames", ())
        first = (SERVED, OF_THE_TOWN, groups[item]).index(groups[item])
        return first, common or place == last, needed[item] or 9, place

    groups = {item: _group_of(item, needed[item]) for item in items}
    items.sort(key=turn)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(groups[item]))
    return (yield)  # a wrapper runs before those who choose by marker and deal out the groups


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of the run's own; the line of Neo4j and the cache are taken from the environment."""
    home = tmp_path_factory.mktemp("home")
    return Settings().model_copy(
        update={"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 1024}
    )


@pytest.fixture(scope="session")
def address(settings: Settings) -> Iterator[Address]:
    """The address of the private server of this process, one for all its tests."""
    server = LocalServer(settings)
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def _door(address: Address) -> Iterator[Graph]:
    with Graph(address) as graph:
        apply_schema(graph)
        yield graph


@pytest.fixture
def graph(_door: Graph, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """A real graph with nothing in it but constraints and indexes."""
    emptied(_door)
    keep_plans(_door, monkeypatch)
    return _door


@pytest.fixture(scope="session")
def seed_rows() -> dict[str, list[dict[str, object]]]:
    """The seed's rows, for what is worked out from them in plain Python."""
    import seed

    return seed.rows()


@pytest.fixture(scope="session")
def rows(seed_rows: dict[str, list[dict[str, object]]]) -> Rows:
    """The seed's rows as the model's objects, for what is worked out from them in plain Python."""
    return typed(seed_rows)


@pytest.fixture(scope="session")
def town(_door: Graph, seed_rows: dict[str, list[dict[str, object]]]) -> Graph:
    """The whole seeded town, to be read only."""
    emptied(_door)
    ensure_model_version(_door)
    load_rows(_door, seed_rows, name="seed", by="test")
    planned_for_the_town(_door)
    return _door


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A place for a workbook."""
    return tmp_path / "town.xlsx"


@pytest.fixture(scope="session")
def served_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the served dashboard looks for the user's own files."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def served(town: Graph, served_home: Path) -> Iterator[str]:
    """The address of the dashboard, served on the seeded town by a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, log = town.address, served_home / "served.log"
    environment = {
        **os.environ,
        "NEO4J_URI": address.uri,
        "NEO4J_PASSWORD": address.password,
        "LIANXIN_HOME": str(log.parent),
    }
    command = [sys.executable, "-m", "dashboard", "serve", "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        _answering(f"http://127.0.0.1:{port}/livez", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _answering(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until an address answers; each try waits for the last to be refused."""
    retry = requests.adapters.Retry(total=60, connect=60, backoff_factor=0.3, backoff_max=1.0)
    with requests.Session() as session:
        session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
        try:
            session.get(address, timeout=30).raise_for_status()
        except requests.RequestException as error:
            raise AssertionError(f"not served ({process.poll()}): {log.read_text()}") from error


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real headless Chromium."""
    from find_chromium import ARGUMENTS, WAY_OUT, find

    program = find()
    assert program, WAY_OUT
    expect.set_options(timeout=20_000)  # a busy machine is not a broken page
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield one
        one.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page of a new browser context: nothing cached."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=served) as context:
        yield context.new_page()
