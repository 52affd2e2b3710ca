"""A load taken back leaves what was before it; cut off at any moment, a load or an undo is whole."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from few import part_of

from graph.client import Graph
from graph.errors import LoadError
from graph.load import LoadStore, UndoRefused, load_rows, undo, wipe_unfinished
from graph.load.store import LoadRecord
from graph.load.write import landing as landing_module
from graph.schema import ensure_model_version

STAMPS = ("rev", "updatedAt", "importId", "reachPlace")
NODES = (
    "MATCH (n) WHERE NOT n:ImportRun AND NOT n:AuditRecord AND NOT n:ModelVersion "
    "RETURN labels(n), properties(n) ORDER BY n.id"
)
RELATIONSHIPS = (
    "MATCH (a)-[r]->(b) WHERE r.provenance <> 'derived' RETURN a.id, type(r), b.id, properties(r) "
    "ORDER BY a.id, type(r), b.id, toString(r.from)"
)
REVS = (
    "MATCH (n) WHERE n.rev IS NOT NULL AND NOT n:ImportRun AND NOT n:AuditRecord RETURN n.id, n.rev"
)
RIDERS = {
    "Rider": [{"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in range(300)],
    "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "express"}],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": date(2024, 1, 1)} for n in range(300)],
}


def content(graph: Graph) -> list[object]:
    """Every value of the graph but what loads stamp on records."""
    texts = (NODES, RELATIONSHIPS)
    rows = [row for text in texts for row in graph.read(text, rows=None, seconds=60).rows]
    return [[_unstamped(cell) for cell in row] for row in rows]


def _unstamped(cell: object) -> object:
    if not isinstance(cell, dict):
        return sorted(cell) if isinstance(cell, list) else cell
    return {name: value for name, value in cell.items() if name not in STAMPS}


def changed(rows):
    """The rows with much in them changed: values, ends, days, some new."""
    new = {kind: [dict(row) for row in some] for kind, some in rows.items()}
    for n, row in enumerate(new["Rider"]):
        row |= {"tenureMonths": n % 7} | ({"alias": f"改{n}"} if n % 3 == 0 else {})
    sites = sorted({row["end"] for row in new["WorksAt"]})
    for n, row in enumerate(new["WorksAt"]):
        if n % 5 == 0:
            row["from"] += timedelta(days=1)
        if n % 7 == 0:
            row["end"] = sites[n % len(sites)]
    new["Rider"].append({"id": "R-NEW", "alias": "新来的", "role": "rider"})
    new["WorksAt"].append({"start": "R-NEW", "end": sites[0], "from": date(2024, 5, 1)})
    return new


@pytest.fixture
def store(tmp_path: Path) -> LoadStore:
    return LoadStore(tmp_path / "home" / "loads")


@pytest.mark.one_line
def test_undoing_gives_back_all_kinds_of_the_invented_town(graph, seed_rows, store):
    town = part_of(seed_rows)
    load_rows(graph, town, name="town", by="甲")
    before, revs = content(graph), dict(graph.read(REVS, rows=None).rows)
    rows = changed(town)
    rows["Wish"] = [row | {"title": row["title"] + "（改）"} for row in rows["Wish"]]
    riders = [row["start"] for row in rows["Raised"]]
    rows["Raised"] = [
        row | {"start": rider}
        for row, rider in zip(rows["Raised"], riders[1:] + riders[:1], strict=True)
    ]
    load = load_rows(graph, rows, name="changed", by="乙", store=store)
    assert load.actions["changed"] > len(rows["Wish"]) and load.actions["removed"] > 30
    undo(graph, load.import_id, by="丙", store=store)
    assert content(graph) == before
    later = dict(graph.read(REVS, rows=None).rows)
    assert later.keys() == revs.keys() and all(later[id] >= revs[id] for id in revs)


def test_an_undo_can_be_undone_and_then_the_load_again(graph, store):
    load_rows(graph, RIDERS, name="first", by="甲", store=store)
    before = content(graph)
    load = load_rows(graph, changed(RIDERS), name="changed", by="乙", store=store)
    after = content(graph)
    undone = undo(graph, load.import_id, by="丙", store=store)
    assert content(graph) == before != after
    redone = undo(graph, undone.import_id, by="丙", store=store)
    assert content(graph) == after
    undo(graph, load.import_id, by="丙", store=store)
    assert content(graph) == before
    states = {kept.id: (kept.state, kept.by) for kept in store.list()}
    assert states[load.import_id] == ("undone", "乙")
    assert states[undone.import_id] == ("undone", "丙")
    assert states[redone.import_id][0] == "landed"


def test_a_load_that_later_changes_rest_on_is_not_undone_and_they_are_named(graph, store):
    first = load_rows(graph, RIDERS, name="first", by="甲", store=store)
    renamed = {"Rider": [RIDERS["Rider"][1] | {"alias": "小王"}]}
    second = load_rows(graph, renamed, name="second.xlsx", by="乙", store=store)
    here = content(graph)
    with pytest.raises(UndoRefused) as refused:
        undo(graph, first.import_id, by="甲", store=store)
    assert refused.value.records == ["小王 R-1"]
    assert second.import_id in refused.value.zh and "second.xlsx" in refused.value.en
    assert content(graph) == here
    undo(graph, second.import_id, by="乙", store=store)
    undo(graph, first.import_id, by="甲", store=store)
    assert content(graph) == []
    with pytest.raises(LoadError, match="undone already"):
        undo(graph, first.import_id, by="甲", store=store)


def test_what_has_come_to_hang_on_a_loaded_node_is_named(graph, store):
    first = load_rows(graph, RIDERS, name="first", by="甲", store=store)
    graph.write("MATCH (r:Rider {id: 'R-7'}) CREATE (r)-[:RAISED]->(:Wish {id: 'W-1'})")
    with pytest.raises(UndoRefused) as refused:
        undo(graph, first.import_id, by="甲", store=store)
    assert refused.value.records == ["R-7 -> W-1"]


@pytest.mark.one_line
def test_what_is_kept_of_loads_is_its_owners_alone(graph, store, tmp_path):
    load = load_rows(graph, RIDERS, name="first", by="甲", store=store)
    folder = tmp_path / "home" / "loads"
    modes = {path.relative_to(folder): path.stat().st_mode & 0o077 for path in folder.rglob("*")}
    assert set(modes.values()) == {0} and folder.stat().st_mode & 0o077 == 0
    changes = list(store.changes(load.import_id))
    assert len(changes) == 601 and all(change.before is None for change in changes)


def test_a_large_load_into_a_graph_with_data_lands_whole_and_is_undone(graph, store, monkeypatch):
    monkeypatch.setattr(landing_module, "ONE_TRANSACTION", 100)
    ensure_model_version(graph)
    load_rows(graph, RIDERS, name="town", by="甲", store=store)
    before = content(graph)
    load = load_rows(graph, changed(RIDERS), name="large", by="乙", store=store)
    runs = "MATCH (r:ImportRun) RETURN r.state, r.changed ORDER BY r.at"
    assert graph.read(runs).rows == [("done", 0), ("done", 300)]
    undo(graph, load.import_id, by="乙", store=store)
    assert content(graph) == before


class Killed(BaseException):
    """Stands for a kill: nothing is cleaned up after it."""


class KilledStore(LoadStore):
    """A store that is killed when it has written so many records."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self._left = left

    def discard(self, id: str) -> None:
        """A kill leaves no time for it."""

    def _write(self, record: LoadRecord) -> None:
        self._left -= 1
        if self._left < 0:
            raise Killed
        super()._write(record)


@pytest.mark.parametrize("left", [1, 2, 3])
@pytest.mark.one_line
def test_what_is_undone_is_noted_whole_where_its_notes_were_cut_off(graph, store, tmp_path, left):
    load = load_rows(graph, RIDERS, name="first", by="甲", store=store)
    undone = undo(graph, load.import_id, by="乙", store=store)
    with pytest.raises(Killed):  # after it has landed in the graph
        undo(graph, undone.import_id, by="丙", store=KilledStore(tmp_path / "home" / "loads", left))
    wipe_unfinished(graph, None, store)
    states = {one.id: (one.state, one.undone_by) for one in store.list()}
    again = next(one.id for one in store.list() if one.undoes == undone.import_id)
    assert states == {
        load.import_id: ("landed", ""),
        undone.import_id: ("undone", again),
        again: ("landed", ""),
    }


@pytest.mark.one_line
def test_clearing_away_a_load_that_died_may_be_killed_again_and_again(
    graph, store, tmp_path, monkeypatch
):
    ensure_model_version(graph)
    load_rows(graph, RIDERS, name="town", by="甲", store=store)
    before, folder = content(graph), tmp_path / "home" / "loads"
    assert cut_off(graph, folder, steps=9, one=100) == -9
    assert content(graph) != before
    write, left = type(graph).write_all, 0

    def killed(self, work, **more):
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return write(self, work, **more)

    monkeypatch.setattr(type(graph), "write_all", killed)
    for tries in range(1, 60):
        left = tries
        try:
            wipe_unfinished(graph, None, store)
        except Killed:
            continue
        break
    assert tries > 3 and content(graph) == before
    assert [one.state for one in store.list()] == ["landed"]


CUT = """
import sys
from pathlib import Path
from graph.address import Address
from graph.client import Graph
from graph.load import LoadStore, load_rows, undo
from graph.load.write import landing, statements
sys.path[:0] = {paths!r}
from test_undo import RIDERS, changed
landing.ONE_TRANSACTION, statements.BATCH = {one!r}, 50
graph = Graph(Address({uri!r}, {user!r}, {password!r}))
store = LoadStore(Path({store!r}))

class Dying:
    left = {steps!r}
    def task(self, zh, en, total):
        self.writes = en == "Loading"
        return self
    def advance(self, steps=1):
        if self.writes:
            Dying.left -= 1
            if Dying.left < 0:
                import os, signal
                os.kill(os.getpid(), signal.SIGKILL)
    def __enter__(self): return self
    def __exit__(self, *_): pass

if {undo!r}:
    undo(graph, {undo!r}, by="b", store=store, progress=Dying())
else:
    load_rows(graph, changed(RIDERS), name="cut", by="b", store=store, progress=Dying())
"""


def cut_off(graph: Graph, folder: Path, *, steps: int, one: int, undoes: str = "") -> int:
    """Run a load or an undo that kills itself when it has written so many parts."""
    address = graph.address
    values = {"uri": address.uri, "user": address.username, "password": address.password}
    code = CUT.format(
        paths=[str(Path(__file__).parent), str(Path(__file__).parents[2] / "support")],
        store=str(folder),
        steps=steps,
        one=one,
        undo=undoes,
        **values,
    )
    root = str(Path(__file__).parents[3])
    environment = os.environ | {"PYTHONPATH": root}
    return subprocess.run([sys.executable, "-c", code], env=environment, timeout=120).returncode


MOMENTS = [
    pytest.param(steps, one, undoes, marks=() if steps == 3 and one == 100 else pytest.mark.soak)
    for one in (100, 60_000)
    for undoes in (False, True)
    for steps in (0, 1, 3, 6, 9)
]


@pytest.mark.parametrize(("steps", "one", "undoes"), MOMENTS)
@pytest.mark.one_line
def test_a_load_or_an_undo_killed_in_the_middle_is_as_if_it_had_not_begun(
    graph, store, tmp_path, steps, one, undoes
):
    ensure_model_version(graph)
    load_rows(graph, RIDERS, name="town", by="甲", store=store)
    load = load_rows(graph, changed(RIDERS), name="x", by="甲", store=store) if undoes else None
    before, kept = content(graph), len(store.list())
    id = load.import_id if load else ""
    folder = tmp_path / "home" / "loads"
    assert cut_off(graph, folder, steps=steps, one=one, undoes=id) == -9
    wipe_unfinished(graph, None, store)
    assert content(graph) == before
    assert [one.state for one in store.list()] == ["landed"] * kept
    again = undo(graph, id, by="乙", store=store) if load else None
    again = again or load_rows(graph, changed(RIDERS), name="again", by="乙", store=store)
    assert again.actions["changed"] > 100
