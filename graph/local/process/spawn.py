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


def _own_group() -> int:
    """Windows: no console window, and no Ctrl-C from ours."""
    names = ("CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW")
    return sum(getattr(subprocess, name, 0) for name in names)
