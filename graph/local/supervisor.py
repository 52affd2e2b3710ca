"""Runs Java as its child and ends it when its owner is gone, however it went.

Started by ``LocalServer`` as a process of its own. Reads one line of JSON: the command, the
server's home and line, the port, and the owner. It ends when Java ends, when it is asked to (a
stop file, or SIGTERM), when the owner's process is gone, or at once when the owner's end of its
standard input closes. Where it is itself killed, Linux ends Java; elsewhere the next start does.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from filelock import FileLock, Timeout

from graph.local.lines import LINES
from graph.local.places import Places, State
from graph.local.processes import Owned, end_with_parent

LOCK_TAKEN = 75
_JAVA_DID_NOT_RUN = 1
_LOOK_EVERY = 0.2
_GRACE = 30.0


def main() -> int:
    """Supervise one server; gives LOCK_TAKEN where another supervisor holds the data folder."""
    order = json.loads(sys.stdin.readline())
    places = Places(Path(order["home"]), LINES[order["line"]])
    lock = FileLock(places.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return LOCK_TAKEN
    try:
        places.forget_state()
        if places.console.exists():
            os.replace(places.console, places.console.with_suffix(".1.log"))
        with places.console.open("w", encoding="utf-8") as log:
            return _supervise(order, places, log)
    finally:
        places.forget_state()
        lock.release()


def _supervise(order: dict[str, Any], places: Places, log: TextIO) -> int:
    end = threading.Event()
    owner = Owned(**order["owner"]) if order["owner"] else None
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    try:
        java = _run(order["command"], places, log)
    except OSError as error:
        print(error, file=log)
        return _JAVA_DID_NOT_RUN
    try:
        places.keep_state(State(Owned.of(os.getpid()), Owned.of(java.pid), owner, order["port"]))
        if order["listen"]:
            threading.Thread(target=_wait_for_close, args=(end,), daemon=True).start()
        while java.poll() is None and not end.wait(_LOOK_EVERY):
            if places.stop_request.exists() or (owner and not owner.alive):
                break
    finally:
        _end(java)
    return 0


def _run(command: list[str], places: Places, log: TextIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=places.root,
        preexec_fn=end_with_parent if os.name == "posix" else None,
    )


def _wait_for_close(end: threading.Event) -> None:
    while sys.stdin.read(1):
        pass
    end.set()


def _end(java: subprocess.Popen[bytes]) -> None:
    if java.poll() is None:
        java.terminate()
        try:
            java.wait(_GRACE)
        except subprocess.TimeoutExpired:
            java.kill()
            java.wait()


if __name__ == "__main__":
    sys.exit(main())
