"""The private server for real: who owns it, what ends it, what outlives a kill, backup and restore."""

import logging
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from as_user import lianxin, typed
from cut_off import backup_cut_off, restore_cut_off
from neo4j import GraphDatabase

from graph.address import Address
from graph.client import Graph
from graph.local import LocalServer
from graph.local import launch as launch_module
from graph.local.bolt.blocklist import private_server_blocks_addresses, server_blocks_addresses
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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """The one server of these tests; each leaves it running or not, as it pleases."""
    server = LocalServer(of_home(tmp_path_factory.mktemp("local")))
    yield server
    server.stop()


@dataclass
class Backup:
    """A backup of the server and how many nodes are in it."""

    file: Path
    nodes: int


@pytest.fixture(scope="module")
def backup(server: LocalServer, tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """The server is looked at, stopped and backed up on the command line; it is stopped afterwards."""
    file, address = tmp_path_factory.mktemp("backup") / "town.backup", server.start()
    with Graph(address) as graph:
        ensure_model_version(graph)
    nodes, state = count(address), running(server)
    assert address.uri in neo4j(server, "status")
    assert "Started." in neo4j(server, "log", "--lines", "9")
    assert "stopped" in neo4j(server, "stop")
    assert not state.java.alive and not state.supervisor.alive
    assert str(file) in neo4j(server, "backup", str(file))
    assert not server.status().running  # it was not, before
    assert list(file.parent.iterdir()) == [file]
    return Backup(file, nodes)


def neo4j(server: LocalServer, *words: str, code: int = 0) -> str:
    done = typed(server.settings.home, "neo4j", *words)
    assert done.exit_code == code, done.output
    return done.output


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


def test_a_server_that_does_not_heed_the_blocklist_is_said_in_the_log_and_by_status(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    written = launch_module.write_configuration

    def without_blocklist(conf: Path, *rest: object) -> None:
        written(conf, *rest)  # type: ignore[arg-type]
        lines = (conf / "neo4j.conf").read_text().splitlines(keepends=True)
        kept = [line for line in lines if "cypher_ip_blocklist" not in line]
        (conf / "neo4j.conf").write_text("".join(kept))

    monkeypatch.setattr(launch_module, "write_configuration", without_blocklist)
    server.stop()
    address = server.start()
    assert [r.levelno for r in caplog.records if "LOAD CSV" in r.getMessage()] == [logging.WARNING]
    assert not private_server_blocks_addresses(address)
    assert not server_blocks_addresses(address)
    note = "only Lianxin's own check stands before it"
    assert note in " ".join(neo4j(server, "status").split())
    own = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    status = typed(server.settings.home, "neo4j", "status", **own)
    assert status.exit_code == 0
    assert note in " ".join(status.output.split())
    assert f"named in NEO4J_URI is used: {address.uri}" in status.output
    refusal = typed(server.settings.home, "neo4j", "stop", **own)
    assert refusal.exit_code == 2 and server.status().running


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


def test_a_backup_is_not_written_over_and_a_broken_one_not_restored(
    server: LocalServer, backup: Backup, tmp_path: Path
):
    file, broken, refused = backup.file, tmp_path / "broken.backup", StoreCommandFailed.exit_code
    assert "exists already" in neo4j(server, "backup", str(file), code=refused)
    broken.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    output = neo4j(server, "restore", str(broken), "--yes", code=refused)
    assert "the data is as it was" in output
    assert "Not running" in neo4j(server, "status", code=3)


@pytest.mark.one_line  # what it meets of Neo4j a restore that is not cut off meets as well
def test_a_restore_cut_off_when_it_is_decided_and_a_backup_while_it_is_dumped(
    server: LocalServer, backup: Backup, tmp_path: Path
):
    address = server.start()
    there = count(address)
    assert there == backup.nodes
    add(address, 2)
    server.stop()
    kill = signal.SIGKILL
    done = restore_cut_off(
        server, backup.file, backup.nodes, there + 2, step="it is decided", number=kill
    )
    file = tmp_path / "elsewhere" / "today.dump"
    backup_cut_off(server, file, there + 5, restored=done, step="neo4j-admin dumps", number=kill)
    assert len(list(server.folders.backups.glob("*"))) == 1


def test_a_restore_on_the_command_line_beside_a_dashboard(server: LocalServer, backup: Backup):
    address = server.start()
    add(address, 7)
    owner, there = running(server).owner, count(address)
    assert there > backup.nodes
    with Graph(address) as graph:  # of a dashboard that goes on through the restore
        seen = graph.data_version()
        words = ["neo4j", "restore", str(backup.file), "--yes"]
        assert lianxin(server.settings.home, *words).returncode == 0
        versions = []
        for n in range(24):  # until the numbers of its transactions are met again
            assert graph.read("MATCH (k:Kept) RETURN count(k)").value() == backup.nodes + n
            versions.append(graph.data_version(at_most_every=0))
            graph.write("CREATE (:Kept)")
    assert seen not in versions
    assert seen.partition("|")[0] in [version.partition("|")[0] for version in versions]
    assert running(server).owner == owner  # who started it, where it was not to stay


def test_a_lost_password_is_said_and_the_server_is_not_left_running(server: LocalServer):
    address, state = server.start(), running(server)
    assert server.stop() is True
    assert not state.java.alive and not state.supervisor.alive
    server.folders.password_file.write_text("another")
    with pytest.raises(PasswordLost, match="password"):
        server.start()
    assert not server.status().running
    server.folders.password_file.write_text(address.password)


@pytest.mark.one_line
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
