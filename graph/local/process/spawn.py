"""Starts a supervisor, which runs one of Neo4j's programs."""

import subprocess
import sys

from graph.local.process.state import Order


def spawn(order: Order) -> subprocess.Popen[str]:
    """Start a supervisor for an order; with ``listen`` it ends when its ``stdin`` is closed."""
    supervisor = subprocess.Popen(
        [sys.executable, "-P", "-m", "graph.local.process.supervisor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        creationflags=_own_group(),
    )
    assert supervisor.stdin is not None
    supervisor.stdin.write(order.line())
    supervisor.stdin.flush()
    return supervisor


def end_supervisor(supervisor: subprocess.Popen[str], seconds: float, *, ask: bool) -> None:
    """Close our end of the pipe, which ends it unless it is handed on, and wait for it; ``ask`` it
    to end whatever it would do. Raises subprocess.TimeoutExpired."""
    assert supervisor.stdin is not None
    supervisor.stdin.close()
    if ask:
        supervisor.terminate()
    supervisor.wait(seconds)


def let_go(supervisor: subprocess.Popen[str]) -> None:
    """Let it outlive this process, which does not wait for it."""
    assert supervisor.stdin is not None
    supervisor.stdin.close()
    supervisor.returncode = 0


def _own_group() -> int:
    """Windows: no console window, and no Ctrl-C from ours."""
    names = ("CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW")
    return sum(getattr(subprocess, name, 0) for name in names)
