"""Drawing in helper processes: a library that ends its process ends one drawing, and nothing else."""

import atexit
import json
import logging
import subprocess
import sys
from functools import cache
from pathlib import Path
from queue import LifoQueue

from dashboard.errors import DrawingFailed

WORKERS = 2
SECONDS = 30.0
"""How long one drawing may take."""

_WORKER = Path(__file__).with_name("worker.py")
_log = logging.getLogger(__name__)


class _Worker:
    """One helper process, started when first needed and anew after it has died; for one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, request: dict[str, object]) -> bytes:
        """The answer to a request (see ``worker``). Raises DrawingFailed."""
        try:
            done, drawn = self._ask(json.dumps({"seconds": SECONDS, **request}).encode())
        except OSError as error:
            _log.error("a drawing process ended: %s", error)
            self.close()
            raise DrawingFailed() from None
        if not done:
            _log.warning("a drawing was refused: %s", drawn.decode("utf-8", "replace"))
            raise DrawingFailed()
        return drawn

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _ask(self, request: bytes) -> tuple[bool, bytes]:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(request + b"\n")
        process.stdin.flush()
        head = process.stdout.read(5)
        length = int.from_bytes(head[1:], "big")
        drawn = process.stdout.read(length)
        if len(head) < 5 or len(drawn) < length:
            raise BrokenPipeError(f"exit code {process.wait()}")
        return head[:1] == b"+", drawn

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # its own group: Ctrl-C is for the dashboard, whose end closes the process's stdin
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(_WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self._process


class DrawingProcesses:
    """A few helper processes that draw, for any number of threads; the one used last is taken first."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._all = [_Worker() for _ in range(workers)]
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def svg(self, vega_lite: str) -> str:
        """A Vega-Lite specification (JSON) as SVG text. Raises DrawingFailed."""
        return self._draw({"draw": "vega-lite", "text": vega_lite}).decode()

    def png(self, svg: str, scale: float) -> bytes:
        """SVG text as PNG, ``scale`` pixels to a unit. Raises DrawingFailed."""
        return self._draw({"draw": "png", "text": svg, "scale": scale})

    def close(self) -> None:
        """End the processes; a later drawing starts them again."""
        for worker in self._all:
            worker.close()

    def _draw(self, request: dict[str, object]) -> bytes:
        worker = self._idle.get()
        try:
            return worker.draw(request)
        finally:
            self._idle.put(worker)


@cache
def drawing() -> DrawingProcesses:
    """The processes that this program draws with; they end with it."""
    processes = DrawingProcesses()
    atexit.register(processes.close)
    return processes
