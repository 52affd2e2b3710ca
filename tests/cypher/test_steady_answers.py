"""What a report answers is of one state of the data, is what its header promises, and says from when it is."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic, time

import pytest
from as_user import until

from cypher.errors import NotAsExpected
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph

IDS = [f"X-{n:03}" for n in range(40)]


def twice(work: int) -> str:
    """Reads one side, counts to ``work``, and reads the other: between them a node may change sides."""
    return (
        f"MATCH (x:X {{side: 'a'}}) WITH collect(x.id) AS ids UNWIND range(1, {work}) AS i "
        "WITH ids, count(i) AS n UNWIND ids AS id RETURN id "
        "UNION ALL MATCH (x:X {side: 'b'}) RETURN x.id AS id"
    )


def saved(statement: str, header: str = "") -> SavedStatement:
    head = "// ---\n// title: {zh: a, en: A}\n// about: {zh: a, en: A}\n"
    head += "".join(f"// {line}\n" for line in header.splitlines()) + "// ---\n"
    return parse((head + statement).encode(), "reports/x", "own/x.cypher", "own")


def runner(graph: Graph, one: SavedStatement) -> Runner:
    return Runner(graph, Catalogue({one.id: one}))


@contextmanager
def writing(graph: Graph) -> Iterator[None]:
    """Twenty writing transactions a second, each of which lets a node change sides."""
    end = threading.Event()

    def write() -> None:
        turn = 0
        while not end.wait(0.05):
            turn += 1
            graph.write(
                "MATCH (x:X {id: $id}) SET x.side = CASE x.side WHEN 'a' THEN 'b' ELSE 'a' END",
                {"id": IDS[turn % len(IDS)]},
            )

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        try:
            yield
        finally:
            end.set()
            writer.result()


@pytest.fixture
def sides(graph: Graph) -> Graph:
    graph.write("UNWIND $ids AS id CREATE (:X {id: id, side: 'a'})", {"ids": IDS})
    return graph


def test_under_our_own_writers_every_answer_is_of_one_state(sides: Graph):
    one = saved(twice(300_000), "expect: {unique: [id]}")
    runs = runner(sides, one)
    with writing(sides):
        for _ in range(12):
            table = runs.run(one, reader=LOCAL, cached=False)
            assert not table.moved
            assert sorted(str(id) for (id,) in table.rows) == IDS


def test_under_a_foreign_writer_an_answer_is_of_one_state_or_says_that_it_is_not(sides: Graph):
    one = saved(twice(5_000_000))  # longer than the slowest commit: writes fall into every reading
    runs, moved = runner(sides, one), 0
    with Graph(sides.address) as foreign, writing(foreign):
        end = monotonic() + 60
        while monotonic() < end:
            if moved == 3:
                break
            table = runs.run(one, reader=LOCAL, cached=False)
            moved += table.moved
            if not table.moved:
                assert sorted(str(id) for (id,) in table.rows) == IDS
            else:
                assert "Others changed the data" in table.notes[0].en
                assert runs.run(one, reader=LOCAL) is not table  # what moved is not kept
    assert moved  # else this showed nothing
    until(lambda: runs.run(one, reader=LOCAL) is runs.run(one, reader=LOCAL), 10)  # kept again


@pytest.mark.parametrize(
    ("statement", "header", "text"),
    [
        ("UNWIND [1, 2, 1] AS n RETURN n", "expect: {unique: [n]}", "n repeats in 1 cases"),
        ("UNWIND [1, null] AS n RETURN n", "expect: {not_null: [n]}", "n is empty in 1 rows"),
    ],
)
def test_an_answer_is_what_its_header_promises_or_is_refused(
    graph: Graph, statement: str, header: str, text: str
):
    one = saved(statement, f"{header}\ncolumns: {{n: {{label: {{zh: 件数, en: Count}}}}}}")
    with pytest.raises(NotAsExpected, match=text) as refused:
        runner(graph, one).run(one, reader=LOCAL)
    zh, en = refused.value.for_visitors  # a page calls the column as its table does
    assert "“件数”有 1 处" in zh and f"'Count'{text[1:]}" in en
    assert "such as" not in en and "如" not in zh
    assert "lianxin check" in refused.value.zh and "such as" not in refused.value.en
    assert runner(graph, one).run_whole(one).rows  # a file's own test reports it itself


def test_what_asks_for_chance_or_the_clock_is_kept_for_a_minute_and_says_so(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
):
    one = saved("RETURN datetime() AS now, rand() AS r")
    runs, now = runner(graph, one), time()
    monkeypatch.setattr("cypher.run.runner.time", lambda: now)
    first = runs.run(one, reader=LOCAL)
    assert runs.run(one, reader=LOCAL).rows == first.rows
    assert first.read_at is not None
    assert first.read_at.strftime("%Y-%m-%d %H:%M") in first.notes[0].zh
    now += 61
    assert runs.run(one, reader=LOCAL).rows != first.rows
    steady = saved("RETURN datetime('2025-01-01') AS t")
    assert runner(graph, steady).run(steady, reader=LOCAL).notes == ()


def test_who_asks_for_what_another_is_reading_holds_no_thread(graph: Graph):
    one = saved("UNWIND range(1, 3000000) AS i RETURN count(i) AS n", "limits: {seconds: 60}")
    runs = runner(graph, one)
    runs.plan(one)
    runs.today()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(runs.run, one, reader=LOCAL)
        while not len(runs._answers):
            assert not first.done()
        second = runs.start(one, reader=LOCAL)
        assert not first.done() and not second.done()
        assert second.result(60).rows == first.result(60).rows == [(3000000,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UNWIND range(1, 7) AS i RETURN i;",
        "CYPHER 5 UNWIND range(1, 7) AS i RETURN i",
        "UNWIND range(1, 7) AS i RETURN i + 1",
        "CYPHER 5 UNWIND range(1, 7) AS i RETURN i + 1; // that was all",
    ],
)
def test_all_rows_are_counted_whatever_the_statement_looks_like(graph: Graph, statement: str):
    one = saved(statement)
    assert runner(graph, one).count(one, reader=LOCAL) == 7
