"""A client killed while it acts: the graph is whole, what it confirmed is there, and the trail knows."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from wishes_to_act_on import faults, prepare

from dashboard.audit.verify.files import verify_files
from dashboard.audit.verify.settling import settle
from graph.client import Graph

SUPPORT = Path(__file__).parents[2] / "support"


def confirmed_until_killed(graph: Graph, home: Path, after: int, wishes: int) -> list[str]:
    """The changes that a client has confirmed before it was killed."""
    where = graph.address
    command = [sys.executable, str(SUPPORT / "claiming.py"), where.uri, where.password, str(home)]
    paths = os.pathsep.join([str(SUPPORT), str(Path.cwd())])
    environment = {**os.environ, "PYTHONPATH": paths}
    started = subprocess.Popen(
        [*command, str(wishes)], env=environment, stdout=subprocess.PIPE, text=True
    )
    with started as client:
        assert client.stdout is not None
        lines = [client.stdout.readline() for _ in range(after)]
        client.send_signal(signal.SIGKILL)
        rest = client.stdout.read().splitlines()
    assert client.returncode == -signal.SIGKILL
    return [line.split()[0] for line in [*lines, *rest] if line.count("CHG-") == 1]


@pytest.mark.parametrize(
    "after", [3, *(pytest.param(n, marks=pytest.mark.soak) for n in range(4, 24))]
)
def test_what_was_confirmed_is_there_and_nothing_is_half(graph: Graph, tmp_path: Path, after: int):
    prepare(graph, 200, 1)
    confirmed = confirmed_until_killed(graph, tmp_path, after, 200)
    assert len(confirmed) >= after
    there = {str(id) for (id,) in graph.read("MATCH (c:ChangeRun) RETURN c.id", rows=None).rows}
    assert set(confirmed) <= there and len(there) <= len(confirmed) + 1
    assert faults(graph) == []
    assert graph.read("MATCH (c:Claim) RETURN count(c)").value() == len(there)
    found = verify_files(tmp_path / "audit")
    assert found.faults == []
    settled = settle(found, tmp_path, graph, is_shared=False)
    assert settled.wrong == {} and len(settled.cut_off) <= 1
    assert set(settled.cut_off.values()) <= {"landed", "not_landed"}
    assert there <= set(found.writes)


def test_a_change_that_is_gone_from_the_graph_is_found_by_the_trail(graph: Graph, tmp_path: Path):
    prepare(graph, 200, 1)
    first, second, *_ = confirmed_until_killed(graph, tmp_path, 3, 200)
    graph.write("MATCH (c:ChangeRun {id: $id}) DELETE c", {"id": first})
    graph.write(
        "MATCH (a:AuditRecord {importId: $id, kind: 'Wish'}) SET a.after = '{}'", {"id": second}
    )
    settled = settle(verify_files(tmp_path / "audit"), tmp_path, graph, is_shared=False)
    assert settled.wrong == {first: "gone", second: "altered"}
