"""A transaction that the server has ended is not touched again: its connection may be another's by then."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph.client import Graph
from graph.door import room
from graph.errors import DiskFull, StatementFailed

THREADS, POOL, EACH = 12, 4, 40


def test_those_who_fail_disturb_nobody_who_writes_beside_them(graph: Graph):
    ready = Barrier(THREADS)

    def work(first: int, others: Graph) -> None:
        ready.wait(60)
        for n in range(EACH):
            with pytest.raises(StatementFailed):
                others.write("CREATE (:Lost) RETURN 1 / 0")
            others.write("CREATE (:Kept {n: $n})", {"n": first * EACH + n}, seconds=30)

    with Graph(graph.address, pool=POOL) as others, ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, first, others) for first in range(THREADS)]:
            done.result(120)
    assert graph.read("MATCH (n:Lost) RETURN count(n)").value() == 0
    kept = graph.read("MATCH (n:Kept) RETURN n.n AS n ORDER BY n", rows=None).rows
    assert [n for (n,) in kept] == list(range(THREADS * EACH))


def test_on_a_disk_that_is_nearly_full_nothing_is_written_and_all_is_read(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
):
    store = graph.address.store
    assert store is not None and (store / "data").is_dir()
    graph.write("CREATE (:Kept {n: 1})")
    monkeypatch.setattr(room, "LEAST", 2 * shutil.disk_usage(store).free)
    with pytest.raises(DiskFull, match="nearly full"):
        graph.write("CREATE (:Lost)")
    assert graph.read("MATCH (n) WHERE n:Kept OR n:Lost RETURN labels(n)").value() == ["Kept"]
    monkeypatch.undo()
    graph.write("CREATE (:Kept {n: 2})")
