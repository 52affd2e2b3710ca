"""Runs one of Neo4j's Java programs as its child and ends it when nobody needs it any more.

Started by ``graph.local.process.spawn`` as a process of its own, with an ``Order`` on its standard
input. It holds the store's lock while Java runs. It ends when Java ends, when it is asked to (a
stop file, SIGTERM or SIGHUP), or when the owner's process is gone or the other end of its standard
input closes; unless another process uses the server for long: that one owns it then. Where it is
itself killed, Linux ends Java; elsewhere the next start does.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from graph.local.process.identity import ProcessIdentity, end_with_parent
from graph.local.process.lock import StoreLock
from graph.local.process.state import Order, State
from graph.local.process.users import Users

LOCK_TAKEN = 75
_JAVA_DID_NOT_RUN = 76
_LOCK_WITHIN = 5.0
_LOOK_EVERY = 0.2


def main() -> int:
    """Supervise one program; gives its exit code, or LOCK_TAKEN where the store is in use."""
    os.umask(0o077)  # what Java writes is the owner's alone
    order = Order.parse(sys.stdin.readline())
    lock = StoreLock(Path(order.lock))
    if not lock.acquire(_LOCK_WITHIN):
        return LOCK_TAKEN
    try:
        _forget(order)
        log = Path(order.log)
        if log.exists():
            os.replace(log, log.with_suffix(".1.log"))
        with log.open("wb") as out:
            return _supervise(order, out.fileno())
    finally:
        _forget(order)
        lock.release()


def _supervise(order: Order, log: int) -> int:
    end = threading.Event()
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, lambda *_: end.set())
    try:
        java = _run(order, log)
    except OSError as error:
        os.write(log, f"{error}\n".encode())
        return _JAVA_DID_NOT_RUN
    try:
        _watch(order, java, end)
    finally:
        _end(java, order.grace)
    return java.returncode


def _watch(order: Order, java: subprocess.Popen[bytes], end: threading.Event) -> None:
    """Return when Java is to end, or has ended."""
    owner, closed = order.owner, threading.Event()
    _note(order, java, owner)
    if order.listen:
        threading.Thread(target=_wait_for_close, args=(closed,), daemon=True).start()
    while java.poll() is None and not end.wait(_LOOK_EVERY) and not _asked_to_stop(order):
        gone = closed.is_set() and owner == order.owner
        if gone or (owner is not None and not owner.alive):
            owner = _heir(order, owner)
            if owner is None:
                return
            _note(order, java, owner)


def _heir(order: Order, gone: ProcessIdentity | None) -> ProcessIdentity | None:
    if order.users is None or gone is None:
        return None
    return Users(Path(order.users)).heir(but=gone)


def _run(order: Order, log: int) -> subprocess.Popen[bytes]:
    parent = os.getpid()
    number = signal.SIGTERM if order.grace else getattr(signal, "SIGKILL", signal.SIGTERM)
    return subprocess.Popen(
        order.command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=order.folder,
        env={**os.environ, **order.environment},
        preexec_fn=(lambda: end_with_parent(number, parent)) if os.name == "posix" else None,
    )


def _note(order: Order, java: subprocess.Popen[bytes], owner: ProcessIdentity | None) -> None:
    if order.state:
        ours, theirs = ProcessIdentity.current(), ProcessIdentity.of(java.pid)
        State(ours, theirs, owner, order.port).write(Path(order.state))


def _forget(order: Order) -> None:
    for name in (order.state, order.stop):
        if name:
            Path(name).unlink(missing_ok=True)


def _asked_to_stop(order: Order) -> bool:
    return order.stop is not None and os.path.exists(order.stop)


def _wait_for_close(closed: threading.Event) -> None:
    with suppress(OSError, ValueError):
        while sys.stdin.read(1):
            pass
    closed.set()


def _end(java: subprocess.Popen[bytes], grace: float) -> None:
    if java.poll() is None:
        java.terminate()
        try:
            java.wait(grace)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()


if __name__ == "__main__":
    sys.exit(main())
