"""What a measurement stands on: a private Neo4j of its own with the town in it, a served dashboard."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

import seed
from graph.client import Graph
from graph.local import LocalServer
from graph.schema import apply_schema, ensure_model_version
from graph.settings import Settings

_SERVED = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def server() -> Iterator[Graph]:
    """An empty graph with its constraints, in a temporary folder."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings().model_copy(update={"home": Path(home), "neo4j_uri": None})
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
    """A graph with one town, or many."""
    with server() as graph:
        if count == 1:
            seed.load(graph)
        else:
            seed.load_towns(graph, count)
        yield graph


@dataclass(frozen=True)
class Served:
    """A dashboard in a process of its own."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU that the process has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Its resident memory."""
        return float(self.process.memory_info().rss) / 2**20


@contextmanager
def served(graph: Graph) -> Iterator[Served]:
    """The dashboard, served on a graph."""
    with tempfile.TemporaryDirectory() as home:
        given = {
            "NEO4J_URI": graph.address.uri,
            "NEO4J_PASSWORD": graph.address.password,
            "LIANXIN_HOME": home,
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "dashboard", "serve", "--port", "0"]
        process = subprocess.Popen(
            command, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
        )
        try:
            assert process.stdout is not None
            found = next(filter(None, map(_SERVED.search, process.stdout)))
            yield Served(found[0], psutil.Process(process.pid))
        finally:
            process.terminate()
            process.communicate()
