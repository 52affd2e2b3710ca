"""What a measurement stands on: a private Neo4j of its own with the town in it, a served dashboard."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import sleep
from types import MappingProxyType

import psutil

import graph.model
import seed
from graph.client import Graph
from graph.local import LocalServer
from graph.schema import apply_schema, ensure_model_version
from graph.settings import Settings

_SERVED = re.compile(r"http://127\.0\.0\.1:\d+")
_QUIET, _LOOK = 0.25, 4.0
"""Seconds of CPU in so many seconds that are no work: Neo4j never quite rests."""
_HEAP_OF_A_TOWN, _HEAP_AT_MOST = 32, 8192
"""MB. Many towns are a larger installation: the heap made for one town collects without end at a hundred."""


@contextmanager
def server(home: Path | None = None, heap_mb: int = 0) -> Iterator[Graph]:
    """A graph with its constraints, in a folder that stays, or else in a temporary one, empty.

    The heap is that of the settings, or ``heap_mb`` where that is more.
    """
    with tempfile.TemporaryDirectory() as passing:
        given = Settings()
        heap = max(given.heap_mb, heap_mb)
        own = {"home": home or Path(passing), "neo4j_uri": None, "heap_mb": heap}
        settings = given.model_copy(update=own)
        local = LocalServer(settings)
        try:
            with Graph(local.start()) as graph:
                ensure_model_version(graph)
                apply_schema(graph)
                yield graph
        finally:
            local.stop()


@contextmanager
def towns(count: int = 1) -> Iterator[Graph]:
    """A graph with one town, or many. Many take long to load and stay in the cache: read only."""
    if count == 1:
        with server() as graph:
            seed.load(graph)
            yield graph
        return
    kept = Settings()
    home = kept.cache / "benchmarks" / f"{count} towns {kept.neo4j_line} {_of_the_seed()}"
    loaded = home / "loaded"
    if not loaded.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
    with server(home, min(_HEAP_AT_MOST, _HEAP_OF_A_TOWN * count)) as graph:
        if not loaded.exists():
            seed.load_towns(graph, count)
            loaded.touch()
        yield graph


def forget_plans(graph: Graph) -> None:
    """Have the server plan every statement anew, as after its start."""
    graph.driver.execute_query("CALL db.clearQueryCaches()")


def _of_the_seed() -> str:
    """A sum over what decides what is loaded, so that a changed seed or model is loaded anew."""
    folders = [Path(str(package.__file__)).parent for package in (seed, graph.model)]
    files = sorted(
        one for at in folders for kind in ("py", "yaml") for one in at.rglob(f"*.{kind}")
    )
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


@dataclass(frozen=True)
class Served:
    """A dashboard in a process of its own; ``cookie`` is the session of who visits, as ``name=value``, "" for none."""

    address: str
    process: psutil.Process
    home: Path
    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What a request of the visitor carries."""
        return {"Cookie": self.cookie} if self.cookie else {}

    def cpu(self) -> float:
        """Seconds of CPU that the process has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def settle(self) -> None:
        """Wait until it has made its cards ahead: for a few seconds neither it nor Neo4j works."""
        used = -1.0
        while (now := _worked()) - used > _QUIET:
            used = now
            sleep(_LOOK)

    def megabytes(self) -> float:
        """Its resident memory."""
        return float(self.process.memory_info().rss) / 2**20


def _worked() -> float:
    """Seconds of CPU of all processes begun here that still run: Neo4j's and the dashboard's."""
    times = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return float(sum(one.user + one.system for one in times))


@contextmanager
def served(
    graph: Graph, files: Mapping[str, str] = MappingProxyType({}), *, ahead: bool = True
) -> Iterator[Served]:
    """The dashboard, served on a graph, with files in its home; ``ahead``: what is made before anyone
    asks is there."""
    with tempfile.TemporaryDirectory() as home:
        for name, text in files.items():
            (Path(home) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(home) / name).write_text(text, "utf-8")
        given = {
            "NEO4J_URI": graph.address.uri,
            "NEO4J_PASSWORD": graph.address.password,
            "LIANXIN_HOME": home,
            "PYTHONUNBUFFERED": "1",
            "LIANXIN_PREWARM": str(ahead).lower(),
        }
        command = [sys.executable, "-m", "dashboard", "serve", "--port", "0"]
        process = subprocess.Popen(
            command, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            found = next(filter(None, map(_SERVED.search, process.stdout)))
            dashboard = Served(found[0], psutil.Process(process.pid), Path(home))
            if ahead:
                dashboard.settle()
            yield dashboard
        finally:
            process.terminate()
            process.communicate()
