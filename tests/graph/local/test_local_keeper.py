"""A server that must stay up is asked, and not only looked at: what hangs or panics is restarted."""

import resource
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import psutil
import pytest
from as_user import of_home, typed, until
from neo4j import GraphDatabase, Query
from neo4j.exceptions import (
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.address import Address
from graph.errors import GraphError
from graph.local import Keeper, LocalServer
from graph.local import keeper as keeper_module
from graph.local import server as server_module
from graph.local.errors import NoRoom
from graph.local.process.state import State
from graph.settings import Settings

FRESH = "MATCH (n) WITH collect(n) AS all FOREACH (n IN all | DELETE n) CREATE (:Kept)"
COUNT = "MATCH (k:Kept) RETURN count(k)"
ENDLESS = "RETURN reduce(a = 0, i IN range(1, 2000000000) | a + i) AS x"


def settings_of(home: Path, **more: object) -> Settings:
    changes = {"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512, **more}
    return Settings().model_copy(update=changes)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    server = LocalServer(settings_of(tmp_path_factory.mktemp("kept")))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def other(shared: LocalServer) -> Iterator[LocalServer]:
    """Another who uses that server; what it has restarted lives on after the test."""
    other = LocalServer(shared.settings)
    yield other
    other.stop_if_owned()


@pytest.fixture
def server(shared: LocalServer) -> LocalServer:
    """The one server of these tests, well and with one node, however the last test has left it."""
    address = shared.start()
    try:
        ask(address, FRESH)
    except (Neo4jError, DriverError):
        ask(shared.restart("a test has left it sick") or shared.start(), FRESH)
    return shared


def address_of(server: LocalServer) -> Address:
    address = server.address()
    assert address is not None
    return address


def state_of(server: LocalServer) -> State:
    state = server.folders.state()
    assert state is not None and state.running
    return state


def ask(address: Address, text: str) -> object:
    auth = (address.username, address.password)
    with GraphDatabase.driver(address.uri, auth=auth, max_transaction_retry_time=0) as driver:
        rows = driver.execute_query(text).records
    return rows[0][0] if rows else None


class Notices:
    """What a keeper tells."""

    def __init__(self) -> None:
        self.restarted: list[Address] = []
        self.failed: list[GraphError] = []

    def keeper(self, server: LocalServer) -> Keeper:
        return Keeper(
            server, self.restarted.append, self.failed.append, silent_for=1, endless_for=1
        )


@pytest.mark.server
@pytest.mark.one_line
def test_a_server_that_hangs_is_restarted_once_by_two_who_find_it_so_and_both_are_told(
    server: LocalServer, other: LocalServer
):
    before, notices, others = state_of(server), Notices(), Notices()
    with notices.keeper(server), others.keeper(other):
        psutil.Process(before.java.pid).suspend()
        status = typed(server.settings.home, "neo4j", "status")
        assert status.exit_code == 3 and "it does not answer" in " ".join(status.output.split())
        until(lambda: notices.restarted or others.restarted)
        after, address = state_of(server), address_of(server)
        assert after.java != before.java and not before.java.alive
        assert server.restart("somebody else found it so, too", before) == address
        until(lambda: notices.restarted and others.restarted)
        assert state_of(server) == after
    assert notices.restarted == others.restarted == [address]
    assert not notices.failed and not others.failed
    assert after.owner == before.owner is not None
    assert ask(address, COUNT) == 1


@pytest.mark.server
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
def test_a_database_that_stopped_itself_is_restarted_once_there_is_room(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
):
    before, address, notices = state_of(server), address_of(server), Notices()
    _, most = resource.prlimit(before.java.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(before.java.pid, resource.RLIMIT_FSIZE, (64, most))  # the disk is full
    with pytest.raises(DatabaseError):
        ask(address, "CREATE (:Kept)")
    resource.prlimit(before.java.pid, resource.RLIMIT_FSIZE, (most, most))  # and has room again
    with pytest.raises(DatabaseError, match="needs to be restarted"):
        ask(address, COUNT)
    status = typed(server.settings.home, "neo4j", "status")
    assert status.exit_code == 3 and "stopped itself" in " ".join(status.output.split())

    monkeypatch.setattr(keeper_module, "free_bytes", lambda _: 0)
    with notices.keeper(server):
        until(lambda: notices.failed)
        assert isinstance(notices.failed[0], NoRoom) and before.java.alive
        monkeypatch.undo()
        until(lambda: notices.restarted)
    assert len(notices.failed) == 1
    assert ask(address, COUNT) == 1
    ask(address, "CREATE (:Other)")


@pytest.mark.server
def test_a_statement_that_the_server_cannot_end_ends_with_a_restart(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeper_module, "_ASK_EVERY", 0.5)  # it uses up a processor meanwhile
    monkeypatch.setattr(server_module, "_GRACE_OF_SICK", 0.5)
    before, address, notices = state_of(server), address_of(server), Notices()
    auth = (address.username, address.password)
    with (
        notices.keeper(server),
        GraphDatabase.driver(address.uri, auth=auth) as driver,
        driver.session() as session,
    ):
        with pytest.raises((ServiceUnavailable, SessionExpired)):
            session.run(Query(ENDLESS, timeout=1)).consume()
        until(lambda: notices.restarted)
    assert state_of(server) != before and not notices.failed
    assert ask(address, COUNT) == 1


def a_java(folder: Path, body: str) -> Path:
    """A program that tells of a fitting version as java does, and runs as told."""
    program = folder / "java"
    version = 'openjdk version "21.0.8" 2025-07-15'
    program.write_text(
        f"#!{sys.executable}\nimport sys, time\n"
        f"sys.stderr.write({version!r}) if '-version' in sys.argv else {body}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.one_line
def test_leaving_while_the_server_starts_waits_for_nothing_and_leaves_nothing(tmp_path: Path):
    java = a_java(tmp_path, "time.sleep(600)")
    server = LocalServer(settings_of(tmp_path / "home", java=java))
    notices = Notices()
    with notices.keeper(server):
        until(lambda: server.status().running)
        left = monotonic()
    assert monotonic() - left < 10
    server.stop_if_owned()
    assert not notices.failed and not notices.restarted
    until(lambda: not of_home(tmp_path / "home"))


@pytest.mark.one_line
def test_a_keeper_says_why_no_server_comes_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeper_module, "_SHORTEST", 0.1)
    tries: list[int] = []
    server = LocalServer(settings_of(tmp_path / "home", java=a_java(tmp_path, "sys.exit(1)")))
    start: Callable[..., Address] = server.start
    monkeypatch.setattr(server, "start", lambda **how: (tries.append(1), start(**how))[1])
    notices = Notices()
    with notices.keeper(server):
        until(lambda: len(tries) > 2)
    assert [type(error).__name__ for error in notices.failed] == ["StartFailed"]
