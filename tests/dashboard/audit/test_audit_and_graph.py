"""Loads in the trail, seals in the graph: what the one lacks the other tells."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trail_lines import noted

from cypher.reader import LOCAL
from dashboard.audit.chain import chains, file_of
from dashboard.audit.elsewhere import in_graph, seal_after_write, seal_for
from dashboard.audit.line import FIRST, decoded, encoded
from dashboard.audit.seals import FILE, Seal
from dashboard.audit.trail import Trail
from dashboard.audit.verify.files import verify_files
from dashboard.audit.verify.settling import Settled, settle
from dashboard.audit.writes import Writes
from dashboard.errors import AuditFailed
from graph.backup.automatic import back_up
from graph.client import Graph
from graph.load import LoadStore, load_rows, undo
from graph.progress import Silent
from graph.schema import ensure_model_version

STATION = {"id": "ST-1", "name": "东方红加油站", "stationType": "red_station"}


@pytest.fixture
def ours(graph: Graph) -> Graph:
    """An empty graph that carries the model's version, beside which the seal is noted."""
    ensure_model_version(graph)
    return graph


@pytest.fixture
def trail(tmp_path: Path) -> Iterator[Trail]:
    one = Trail(tmp_path)
    yield one
    one.close()


def loaded(graph: Graph, trail: Trail, home: Path, **more: str) -> str:
    rows = {"ServiceStation": [{**STATION, **more}]}
    store, writes = LoadStore(home / "loads"), Writes(trail, LOCAL)
    return load_rows(graph, rows, name="t", by="t", store=store, writes=writes).import_id


def settled(home: Path, graph: Graph | None) -> Settled:
    found = verify_files(home / "audit")
    assert found.faults == []
    return settle(found, home, graph, is_shared=False)


def test_a_load_is_noted_before_and_after_its_commit_with_the_sum_of_its_changes(
    graph: Graph, trail: Trail, tmp_path: Path
):
    first = loaded(graph, trail, tmp_path)
    second = loaded(graph, trail, tmp_path, name="西塘驿站")
    store, writes = LoadStore(tmp_path / "loads"), Writes(trail, LOCAL)
    third = undo(graph, second, by="t", store=store, writes=writes).import_id
    lines = [(one["kind"], one["about"]) for one in noted(tmp_path)]
    assert lines == [
        (kind, id) for id in (first, second, third) for kind in ("write_begun", "write_done")
    ]
    begun = {one["about"]: one["more"] for one in noted(tmp_path, "write_begun")}
    assert begun[first]["changes"] == 0 and begun[second]["changes"] == 1
    found = settled(tmp_path, graph)
    assert (found.writes, found.wrong, found.cut_off) == (3, {}, {})
    graph.write("MATCH (n:AuditRecord {importId: $id}) SET n.actor = '别人'", {"id": second})
    assert settled(tmp_path, graph).wrong == {second: "altered"}
    graph.write("MATCH (r:ImportRun {id: $id}) DELETE r", {"id": first})
    assert settled(tmp_path, graph).wrong == {first: "gone", second: "altered"}


def test_what_cannot_be_noted_is_not_written(graph: Graph, tmp_path: Path):
    file = tmp_path / "a-file"
    file.touch()
    before = graph.read("MATCH (n) RETURN count(n)").value()
    with pytest.raises(AuditFailed):
        loaded(graph, Trail(file), tmp_path)
    assert graph.read("MATCH (n) RETURN count(n)").value() == before
    assert LoadStore(tmp_path / "loads").list() == []


def test_the_graph_says_what_became_of_writes_that_were_cut_off(
    graph: Graph, trail: Trail, tmp_path: Path
):
    class Cut(Writes):
        def done(self, id: str) -> None:
            """The process was killed after the commit."""

    rows = {"ServiceStation": [STATION]}
    landed = load_rows(graph, rows, name="t", by="t", writes=Cut(trail, LOCAL)).import_id
    trail.record("write_begun", LOCAL, "IMP-20261127-00000000", changes=0, sha256="0" * 64)
    found = settled(tmp_path, graph)
    assert found.wrong == {}
    assert found.cut_off == {landed: "landed", "IMP-20261127-00000000": "not_landed"}


def _cut_back(folder: Path, seals: int) -> None:
    """Take the trail back to an earlier state as if nothing had been after it."""
    kept = (folder / FILE).read_bytes().splitlines(keepends=True)[:seals]
    (folder / FILE).write_bytes(b"".join(kept))
    [state] = decoded(kept[-1][:-1]).values["chains"]  # type: ignore[misc]
    [name] = chains(folder)
    file = file_of(folder, name)
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[: state["lines"]]))


def test_a_tail_that_was_cut_off_is_found_back_to_the_graph_and_to_backups(
    ours: Graph, trail: Trail, tmp_path: Path
):
    loaded(ours, trail, tmp_path)
    trail.record("download", LOCAL, "reports/a")
    back_up(
        ours, tmp_path / "backups" / "a.zip", tmp_path, "private", Silent(),
        seal=seal_for(trail, "backup"),
    )  # fmt: skip
    trail.record("download", LOCAL, "reports/b")
    seal_after_write(trail, ours)
    trail.close()
    assert settled(tmp_path, ours).lost == []
    [noted_seal] = in_graph(ours)
    assert noted_seal.n == 3
    _cut_back(tmp_path / "audit", 2)
    [lost] = settled(tmp_path, ours).lost
    assert (lost.place, lost.seal.n, lost.is_of_other) == ("Neo4j", 3, False)
    _cut_back(tmp_path / "audit", 1)
    lost_now = settled(tmp_path, ours).lost
    assert [(one.place, one.seal.n) for one in lost_now] == [("backups/a.zip", 2), ("Neo4j", 3)]
    after = Trail(tmp_path)  # whoever goes on hides nothing
    after.record("sign_out", LOCAL)
    seal_after_write(after, ours)
    after.close()
    assert [one.seal.n for one in settled(tmp_path, ours).lost] == [2, 3]


def test_a_trail_put_in_the_place_of_another_is_found(ours: Graph, trail: Trail, tmp_path: Path):
    trail.record("download", LOCAL, "reports/a")
    seal_after_write(trail, ours)
    trail.close()
    seals = tmp_path / "audit" / FILE
    values = dict(decoded(seals.read_bytes().splitlines()[0]).values)
    seals.write_bytes(encoded(1, FIRST, {**values, "at": "2026-01-01T00:00:00+08:00"})[0])
    found = verify_files(tmp_path / "audit")
    lost = settle(found, tmp_path, ours, is_shared=False).lost
    assert [(one.place, one.is_of_other) for one in lost] == [("Neo4j", True)]
    assert settle(found, tmp_path, ours, is_shared=True).lost == []


def test_a_seal_is_read_back_as_it_was_noted():
    seal = Seal("0c8c0c8c0c8c", 12, "a" * 64)
    assert Seal.read(str(seal)) == seal
    assert [Seal.read(text) for text in ("", "a:b:c", "a:1:" + "b" * 63)] == [None] * 3
