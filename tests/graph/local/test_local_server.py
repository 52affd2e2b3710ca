"""The private server for real: who owns it, what ends it, what outlives a kill, backup and restore."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from as_user import lianxin, typed
from neo4j import GraphDatabase

from graph.address import Address
from graph.client import Graph
from graph.local import LocalServer
from graph.local.errors import AlreadyRunning, PasswordLost, StartFailed, StoreCommandFailed
from graph.local.process.state import State
from graph.schema import ensure_model_version
from graph.settings import Settings

pytestmark = pytest.mark.server
GONE_WITHIN = 40.0
CHILD = """
import sys
from pathlib import Path
from graph.local import LocalServer
from graph.schema import ensure_model_version
from graph.settings import Settings
home = {"home": Path(sys.argv[1]), "test_speed": True, "heap_mb": 512}
server = LocalServer(Settings().model_copy(update=home))
address = server.start()
print(server.owned, address.uri, flush=True)
sys.stdin.read()
"""


def of_home(home: Path) -> Settings:
    return Settings().model_copy(
        update={"home": home, "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("local")
    yield folder
    LocalServer(of_home(folder)).stop()


@pytest.fixture
def server(home: Path) -> Iterator[LocalServer]:
    """The one server of these tests; each leaves it running or not, as it pleases."""
    server = LocalServer(of_home(home))
    yield server
    server.stop()


def running(server: LocalServer) -> State:
    state = server.folders.state()
    assert state is not None and state.running
    return state


def count(address: Address) -> int:
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        return driver.execute_query("MATCH (k:Kept) RETURN count(k) AS n").records[0]["n"]


def add(address: Address, nodes: int) -> None:
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        for _ in range(nodes):
            driver.execute_query("CREATE (:Kept)")


def test_who_starts_owns_others_attach_and_a_kill_keeps_port_password_and_data(
    server: LocalServer,
):
    address = server.start()
    add(address, 3)
    assert server.owned
    if sys.platform != "win32":
        assert stat.S_IMODE(server.folders.password_file.stat().st_mode) == 0o600
    assert address.password not in repr(address)

    other = LocalServer(server.settings)
    assert other.start() == address
    assert not other.owned
    with pytest.raises(AlreadyRunning) as caught:
        other.start(exclusive=True)
    assert str(psutil.Process().pid) in caught.value.zh
    other.stop_if_owned()

    state = running(server)
    listens = psutil.Process(state.java.pid).net_connections("inet")
    places = {(c.laddr.ip, c.laddr.port) for c in listens if c.status == psutil.CONN_LISTEN}
    assert {(ip.removeprefix("::ffff:"), port) for ip, port in places} == {
        ("127.0.0.1", state.port)
    }
    add(address, 50)
    psutil.Process(state.supervisor.pid).kill()
    if sys.platform == "linux":
        assert state.java.gone_within(GONE_WITHIN)
    assert not server.status().running
    assert server.start() == address
    assert not state.java.alive
    assert count(address) == 53
    state = running(server)
    assert server.stop() is True
    assert not state.java.alive and not state.supervisor.alive


def test_backup_and_restore_on_the_command_line(home: Path, server: LocalServer, tmp_path: Path):
    def neo4j(*words: str, code: int = 0) -> str:
        done = typed(home, "neo4j", *words)
        assert done.exit_code == code, done.output
        return done.output

    address = server.start(owner="none")
    with Graph(address) as graph:
        ensure_model_version(graph)
    before = count(address)
    assert address.uri in neo4j("status")
    assert "Started." in neo4j("log", "--lines", "9")
    assert "stopped" in neo4j("stop")

    file, broken = tmp_path / "town.backup", tmp_path / "broken.backup"
    assert str(file) in neo4j("backup", str(file))
    assert not server.status().running  # it was not, before
    assert list(tmp_path.iterdir()) == [file]
    assert "exists already" in neo4j("backup", str(file), code=StoreCommandFailed.exit_code)
    broken.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    refused = neo4j("restore", str(broken), "--yes", code=StoreCommandFailed.exit_code)
    assert "the data is as it was" in refused
    assert "Not running" in neo4j("status", code=3)

    assert server.start() == address
    assert count(address) == before
    add(address, 7)
    with Graph(address) as graph:  # of a dashboard that goes on through the restore
        seen = graph.data_version()
        assert lianxin(home, "neo4j", "restore", str(file), "--yes").returncode == 0
        versions = []
        for n in range(8):
            assert graph.read("MATCH (k:Kept) RETURN count(k)").value() == before + n
            versions.append(graph.data_version(at_most_every=0))
            graph.write("CREATE (:Kept)")
    assert seen not in versions
    assert seen.partition("|")[0] in [version.partition("|")[0] for version in versions]
    owner = running(server).owner
    assert owner is not None and owner.pid == psutil.Process().pid


def test_a_lost_password_is_said_and_the_server_is_not_left_running(server: LocalServer):
    address = server.start()
    server.stop()
    server.folders.password_file.write_text("another")
    with pytest.raises(PasswordLost, match="password"):
        server.start()
    assert not server.status().running
    server.folders.password_file.write_text(address.password)


def test_two_start_at_once_one_owns_and_kill_9_of_it_leaves_no_java(tmp_path: Path):
    server = LocalServer(of_home(tmp_path))
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        said = [child.stdout.readline().split() for child in children]
        assert sorted(owned for owned, _ in said) == ["False", "True"]
        assert said[0][1] == said[1][1]
        state = running(server)
        owner = children[[owned for owned, _ in said].index("True")]
        owner.kill()
        assert state.supervisor.gone_within(GONE_WITHIN)
        assert not state.java.alive
        assert not server.status().running
    finally:
        for child in children:
            child.kill()
            child.communicate()
        server.stop()


def test_a_server_that_dies_at_start_shows_its_log(tmp_path: Path):
    server = LocalServer(of_home(tmp_path))
    server.folders.make()
    server.folders.data.mkdir()
    (server.folders.data / "databases").write_text("a file where the folder should be")
    with pytest.raises(StartFailed) as caught:
        server.start()
    assert str(server.folders.console) in caught.value.zh
    assert len(caught.value.en.splitlines()) > 2
    assert not server.status().running
