"""Processes told apart from any other: by a clock that nobody sets, and by the lock they hold."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from as_user import until

from graph.local.process.identity import ProcessIdentity
from graph.local.process.lock import StoreLock
from graph.local.process.spawn import spawn
from graph.local.process.state import Order, State
from graph.local.process.users import Users

UNTIL_KILLED = [sys.executable, "-c", "import sys; print('up', flush=True); sys.stdin.read()"]
ENDS_LATE = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"


def test_setting_the_clock_does_not_make_a_process_another(monkeypatch: pytest.MonkeyPatch):
    me = ProcessIdentity.of(os.getpid())
    state = State(me, me, me, 7687)
    before = psutil.Process().create_time()
    booted = psutil.boot_time()  # what moves when the clock is set by five seconds
    monkeypatch.setattr("psutil._psplatform.boot_time", lambda: booted + 5)
    assert psutil.Process().create_time() == pytest.approx(before + 5, abs=0.1)
    assert me.alive and state.running
    assert ProcessIdentity.of(os.getpid()) == me


def test_a_process_of_the_same_number_is_not_taken_for_ours(tmp_path: Path):
    me = ProcessIdentity.of(os.getpid())
    earlier = ProcessIdentity(me.pid, "of another boot/1")
    assert me.alive and not earlier.alive
    earlier.end(0)  # and this process is still here to say so
    state = State(earlier, earlier, earlier, 7687)
    state.write(tmp_path / "state.json")
    assert State.read(tmp_path / "state.json") == state and not state.running


def test_a_process_that_ended_and_was_not_waited_for_is_gone():
    with subprocess.Popen(UNTIL_KILLED, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline()
        identity = ProcessIdentity.of(child.pid)
        assert identity.alive
        child.kill()
        assert identity.gone_within(10)


def test_what_does_not_end_when_it_is_asked_to_is_killed():
    with subprocess.Popen([sys.executable, "-c", ENDS_LATE], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline()
        identity = ProcessIdentity.of(child.pid)
        identity.end(0.2)
        assert not identity.alive


def test_a_state_written_by_another_version_is_no_state(tmp_path: Path):
    file = tmp_path / "state.json"
    file.write_text('{"supervisor": {"pid": 1, "began": 1.5}, "java": {"pid": 1, "began": 1.5}}')
    assert State.read(file) is None


def test_a_supervised_program_ends_with_whoever_asked_for_it(tmp_path: Path):
    lock = StoreLock(tmp_path / "lock")
    with spawn(order(tmp_path)) as supervisor:
        until_printed(tmp_path / "log", "up")
        assert not lock.free_within(0)
        assert supervisor.stdin is not None
        supervisor.stdin.close()
        assert lock.free_within(20)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends it")
def test_a_supervised_program_ends_with_its_supervisor(tmp_path: Path):
    with spawn(order(tmp_path)) as supervisor:
        until_printed(tmp_path / "log", "up")
        child = ProcessIdentity.of(int((tmp_path / "log").read_text().split()[1]))
        supervisor.kill()
    assert child.gone_within(10)
    assert StoreLock(tmp_path / "lock").free_within(10)


def order(folder: Path) -> Order:
    say = "import os, time; print('up', os.getpid(), flush=True); time.sleep(600)"
    command = [sys.executable, "-c", say]
    lock, log = str(folder / "lock"), str(folder / "log")
    return Order(command, str(folder), {}, lock=lock, log=log, listen=True)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ProcessIdentity]:
    """Another process, which uses the server for long."""
    enter = f"from pathlib import Path; Users(Path({str(tmp_path / 'users')!r})).enter()"
    program = f"from graph.local.process.users import Users; {enter}; {UNTIL_KILLED[2]}"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None and child.stdout.readline()
        yield ProcessIdentity.of(child.pid)
        child.kill()


def shared(folder: Path, owner: ProcessIdentity, *, listen: bool) -> Order:
    files = {"state": str(folder / "state.json"), "users": str(folder / "users")}
    return replace(order(folder), owner=owner, listen=listen, **files)


def owner_in(folder: Path) -> ProcessIdentity | None:
    state = State.read(folder / "state.json")
    return state.owner if state is not None and state.running else None


def test_a_server_is_handed_on_when_its_starter_lets_go(tmp_path: Path, other: ProcessIdentity):
    me = ProcessIdentity.current()
    Users(tmp_path / "users").enter()
    with spawn(shared(tmp_path, me, listen=True)) as supervisor:
        until(lambda: owner_in(tmp_path) == me)
        assert supervisor.stdin is not None
        supervisor.stdin.close()
        until(lambda: owner_in(tmp_path) == other)
        other.end(5)
        until(lambda: owner_in(tmp_path) == me)  # which never left
        supervisor.terminate()


def test_a_server_is_handed_on_when_its_owner_dies_and_ends_when_nobody_is_left(
    tmp_path: Path, other: ProcessIdentity
):
    users = Users(tmp_path / "users")
    users.enter()
    with spawn(shared(tmp_path, other, listen=False)) as supervisor:
        until(lambda: owner_in(tmp_path) == other)
        other.end(5)
        until(lambda: owner_in(tmp_path) == ProcessIdentity.current())
        supervisor.terminate()
    users.leave()
    with spawn(shared(tmp_path, other, listen=False)) as supervisor:
        supervisor.wait(20)


def until_printed(log: Path, word: str) -> None:
    until(lambda: log.exists() and word in log.read_text())


def test_the_supervisor_is_a_few_megabytes_above_bare_python(tmp_path: Path):
    bare = subprocess.run(
        [sys.executable, "-P", "-c", "print(open('/proc/self/status').read())"],
        capture_output=True,
        text=True,
        check=True,
    )
    with spawn(order(tmp_path)) as supervisor:
        until_printed(tmp_path / "log", "up")
        resident = Path(f"/proc/{supervisor.pid}/status").read_text()
        supervisor.kill()
    assert kilobytes(resident) - kilobytes(bare.stdout) < 8 * 1024


def kilobytes(status: str) -> int:
    return int(status.partition("VmRSS:")[2].split()[0])
