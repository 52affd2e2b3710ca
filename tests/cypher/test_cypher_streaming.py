"""All rows a few at a time: none missing, none too many, and nothing that the audience may not see."""

import csv
import io
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from as_user import PATIENCE, environment, until
from transactions import alive, running

from cypher.errors import BadValue, NotAdmitted, NotForAudience
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL, Reader
from cypher.run.readings import Readings
from cypher.run.runner import Runner
from cypher.writers import WRITERS, csv_parts
from graph.client import Graph
from graph.errors import TimedOut

N = "parameters: {n: {type: integer, default: 3, min: 0, label: {zh: 数, en: N}}}\n"
RANGE = "UNWIND range(1, $n) AS i RETURN i, '甲' + toString(i) AS name"


def saved(statement: str, header: str = "") -> SavedStatement:
    lines = ["title: {zh: 甲, en: A}", "about: {zh: 甲, en: A}", *header.splitlines()]
    text = "".join(["// ---\n", *(f"// {line}\n" for line in lines), "// ---\n", statement])
    return parse(text.encode(), "reports/x", "own/reports/x.cypher", "own")


def runner(graph: Graph, **more: Readings) -> Runner:
    return Runner(graph, Catalogue(), **more)


@pytest.mark.parametrize("n", [0, 1, 999, 1000, 1001, 2500])
def test_every_row_comes_once_whatever_the_reports_limit(graph: Graph, n: int):
    one = saved(RANGE, N + "limits: {rows: 5}")
    stream = runner(graph).stream(one, {"n": n}, most=10_000, reader=LOCAL)
    assert stream.head.names == ("i", "name")
    rows = [row for some in stream for row in some]
    assert rows == [(i, f"甲{i}") for i in range(1, n + 1)]
    assert (stream.shown, stream.head.truncated) == (n, False)


@pytest.mark.parametrize(
    ("n", "most", "cut"), [(1500, 1500, False), (1501, 1500, True), (9, 3, True)]
)
def test_what_lies_beyond_the_bound_is_said_in_the_files_last_line(
    graph: Graph, n: int, most: int, cut: bool
):
    stream = runner(graph).stream(saved(RANGE, N), {"n": n}, most=most, reader=LOCAL)
    data = b"".join(csv_parts(stream, "en"))
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [line[0] for line in lines[1 : most + 1]] == [str(i) for i in range(1, most + 1)]
    assert lines[most + 1 :] == ([[f"the first {most} of more than {most}"]] if cut else [])


def test_the_streamed_file_is_the_same_as_the_one_made_at_once(graph: Graph):
    header = "columns: {i: {label: {zh: 金额, en: Amount}, unit: fen}}\n" + N
    one = saved(RANGE.replace("RETURN i", "RETURN i * 5 AS i"), header + "limits: {rows: 3000}")
    runs = runner(graph)
    at_once = WRITERS["csv"](runs.run(one, {"n": 2100}, reader=LOCAL), "zh")
    assert (
        b"".join(csv_parts(runs.stream(one, {"n": 2100}, most=3000, reader=LOCAL), "zh")) == at_once
    )


SEEN = """\
columns:
  who: {label: {zh: 谁, en: Who}}
  k: {label: {zh: 件, en: K}, unit: count}
  share: {label: {zh: 率, en: Share}, unit: percent}
privacy: {hide: {committee: [who]}}
"""
SEEN_TEXT = "UNWIND range(0, 2499) AS i RETURN 'R-' + i AS who, i % 10 AS k, 0.5 AS share"


@pytest.mark.one_line
def test_audiences_see_of_a_stream_what_they_see_of_a_table(graph: Graph):
    one, runs = saved(SEEN_TEXT, SEEN), runner(graph)
    committee = LOCAL.for_audience("committee")
    stream = runs.stream(one, reader=committee, most=10_000)
    rows = [row for some in stream for row in some]
    assert stream.head.names == ("k", "share")
    assert rows == [(i % 10, 0.5) for i in range(2500)]
    assert b"R-" not in b"".join(csv_parts(runs.stream(one, reader=committee, most=9999), "zh"))
    with pytest.raises(NotForAudience):
        runs.stream(saved(SEEN_TEXT, "audience: [staff]"), reader=committee, most=9)
    with pytest.raises(NotForAudience, match="not for publication"):
        runs.stream(one, reader=LOCAL.for_audience("public"), most=9)


def test_what_may_not_run_or_be_asked_is_refused_before_a_row_comes(graph: Graph):
    for one, given, error in (
        (saved("MATCH (n) DETACH DELETE n"), {}, NotAdmitted),
        (saved("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"), {}, NotAdmitted),
        (saved(RANGE, N), {"n": "-1"}, BadValue),
        (saved(RANGE, N), {"m": "1"}, BadValue),
    ):
        with pytest.raises(error):
            runner(graph).stream(one, given, most=9, reader=LOCAL)


@pytest.mark.one_line
def test_a_reading_about_a_person_is_noted_for_a_stream_too(graph: Graph):
    noted: list[tuple[str, object, Reader]] = []
    one = saved(RANGE, N + "privacy: {personal: true}")

    def note(
        saved: SavedStatement, values: Mapping[str, object], reader: Reader, rows: int | None
    ) -> None:
        noted.append((saved.id, values["n"], reader))

    runner(graph, readings=note).stream(one, {"n": 2}, most=9, reader=LOCAL)
    assert noted == [(one.id, 2, LOCAL)]


def test_a_stream_that_nobody_reads_any_more_ends_on_the_server(graph: Graph):
    one = saved("UNWIND range(1, 100000000) AS never_ending RETURN never_ending")
    stream = runner(graph).stream(one, most=10**9, reader=LOCAL)
    rows = iter(stream)
    assert len(next(rows)) == 1000
    streaming = until(lambda: running(graph, "never_ending"))
    rows.close()  # type: ignore[attr-defined]
    until(lambda: not alive(graph, streaming))


def test_a_stream_that_takes_too_long_is_ended(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cypher.run.answers.WHOLE_SECONDS", 0.5)
    one = saved(
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n",
        "limits: {seconds: 0.5}",
    )
    with pytest.raises(TimedOut):
        list(runner(graph).stream(one, most=10, reader=LOCAL))


MEASURED = """\
import resource, sys
from dashboard.cli.main import lianxin
lianxin(sys.argv[1:], standalone_mode=False)
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""
"""Prints the most memory that a command has held, in MB."""


@pytest.mark.one_line
def test_memory_does_not_grow_with_the_rows(graph: Graph, tmp_path: Path):
    path = tmp_path / "own/reports/own/many.cypher"
    path.parent.mkdir(parents=True)
    path.write_text(saved(RANGE, N).text, "utf-8")
    address = graph.address
    more = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}

    def peak(n: int) -> int:
        out = tmp_path / f"{n}.csv"
        words = ["report", "run", "own/many", "--n", str(n), "--all", "-o", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *words],
            env=environment(tmp_path, **more),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        with out.open("rb") as file:
            assert sum(1 for _ in file) == n + 1
        return int(done.stderr.split()[-1])

    assert peak(150_000) < peak(1000) + 30
