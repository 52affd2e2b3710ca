"""A backup is of one state: writers pass while it reads, and are held where one has landed meanwhile."""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest

from graph.backup.archive import Archive
from graph.backup.automatic import (
    backup_before_first_load,
    dated,
    listed,
)
from graph.backup.drafts import draft_of, remove_draft
from graph.backup.errors import BackupFailed
from graph.backup.exporting import Backup, Exporter
from graph.backup.home_files import HomeFiles
from graph.client import Graph
from graph.door.gate import WriteGate
from graph.errors import GateClosed
from graph.local.errors import NoRoom
from graph.progress import Silent, Task
from graph.schema import ensure_model_version

pytestmark = pytest.mark.server


class Steps(Silent):
    """Calls back at the first step of each task of many steps."""

    def __init__(self, at_first_step: Callable[[], object]) -> None:
        self.at_first_step = at_first_step

    def task(self, zh: str, en: str, total: int | None) -> Task:
        seen = super().task(zh, en, total)
        self.at_first_step()
        return seen


def exporter(graph: Graph, home: Path, progress: Silent | None = None) -> Exporter:
    return Exporter(graph, HomeFiles(home), "private", progress or Silent())


def ids(file: Path) -> list[object]:
    with Archive(file) as archive:
        archive.verify()
        nodes = [row["properties"] for row in archive.nodes()]
    return sorted(node["id"] for node in nodes if isinstance(node, dict) and "id" in node)


def test_who_writes_while_a_backup_reads_lands_and_the_next_waits_for_it(
    graph: Graph, tmp_path: Path
):
    ensure_model_version(graph)
    lock, file = tmp_path / "writing.lock", tmp_path / "a.zip"
    with (
        Graph(graph.address, gate=WriteGate(lock)) as ours,
        Graph(graph.address, gate=WriteGate(lock)) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        landed = []

        def begin() -> None:
            text = f"CREATE (:Rider {{id: 'R-{len(landed) + 1}'}})"
            landed.append(pool.submit(other.write, text))
            if len(landed) == 1:
                landed[0].result(30)

        written = exporter(ours, tmp_path, Steps(begin)).write(file)
        for one in landed:
            one.result(60)
    assert len(landed) == 2  # read again, while the second waited
    assert ids(file) == ["MODEL", "R-1"]
    assert graph.read("MATCH (r:Rider) RETURN count(r)").value() == 2
    assert 0 < written.held <= written.seconds


def test_where_nobody_writes_writers_are_held_for_a_part_of_the_backup_only(
    graph: Graph, tmp_path: Path
):
    ensure_model_version(graph)
    graph.write("UNWIND range(1, 5000) AS n CREATE (:Rider {id: 'R-' + n, alias: 'x'})")
    gate = WriteGate(tmp_path / "lock")

    class Open(Silent):
        def task(self, zh: str, en: str, total: int | None) -> Task:
            with gate.closed(0):  # nobody else holds it
                return super().task(zh, en, total)

    with Graph(graph.address, gate=WriteGate(tmp_path / "lock")) as ours:
        written = exporter(ours, tmp_path, Open()).write(tmp_path / "a.zip")
    assert 0 < written.held < written.seconds / 2


class AtStep(Silent):
    """Calls back once, after so many steps."""

    def __init__(self, steps: int, call: Callable[[], object]) -> None:
        self.left, self.call = steps, call

    def task(self, zh: str, en: str, total: int | None) -> "AtStep":
        return self

    def advance(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left == 0:
            self.call()

    def __enter__(self) -> "AtStep":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_what_comes_between_nodes_and_relationships_is_read_again(graph: Graph, tmp_path: Path):
    ensure_model_version(graph)
    graph.write("CREATE (:Rider {id: 'R-1'})")
    pair = "CREATE (:Rider {id: 'R-2'})-[:RAISED]->(:Wish {id: 'W-1'})"
    written = exporter(graph, tmp_path, AtStep(2, lambda: graph.write(pair))).write(
        tmp_path / "a.zip"
    )
    assert ids(written.file) == ["MODEL", "R-1", "R-2", "W-1"]
    assert written.manifest.relationships == 1


def test_a_writer_that_waits_too_long_is_told_and_nothing_is_written(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.door.gate.CLOSED_WAIT", 0.2)
    gate = WriteGate(tmp_path / "lock")
    with Graph(graph.address, gate=WriteGate(tmp_path / "lock")) as other, gate.closed(1):
        with pytest.raises(GateClosed, match="Nothing was"):
            other.write("CREATE (:Rider)")
        with pytest.raises(GateClosed), WriteGate(tmp_path / "lock").closed(0.1):
            raise AssertionError("closed twice")
    assert graph.read("MATCH (r:Rider) RETURN count(r)").value() == 0


def test_a_backup_waits_for_who_is_writing_in_this_process():
    gate = WriteGate()
    with gate.writing(), pytest.raises(GateClosed, match="being written"), gate.closed(0.1):
        raise AssertionError("closed before the writer had ended")
    with gate.closed(0.1):
        pass


@pytest.mark.parametrize(("writes", "made"), [(1, True), (9, False)])
def test_an_export_during_which_a_stranger_wrote_is_made_again(
    graph: Graph, tmp_path: Path, writes: int, made: bool
):
    ensure_model_version(graph)
    left = iter(range(writes))

    def stranger() -> None:
        if next(left, None) is not None:
            with graph.driver.session() as session:
                session.run("CREATE (:Rider {id: 'R-' + randomUUID()})").consume()

    folder = tmp_path / "to"
    if made:
        exporter(graph, tmp_path, Steps(stranger)).write(folder / "a.zip")
        assert len(ids(folder / "a.zip")) == 1 + writes
    else:
        with pytest.raises(BackupFailed, match="kept changing"):
            exporter(graph, tmp_path, Steps(stranger)).write(folder / "a.zip")
    assert [path.name for path in folder.iterdir()] == (["a.zip"] if made else [])


def test_a_name_that_is_taken_is_left_as_it_is(graph: Graph, tmp_path: Path):
    file = tmp_path / "a.zip"
    file.write_bytes(b"good")
    with pytest.raises(BackupFailed, match="exists already"):
        exporter(graph, tmp_path).write(file)

    def taken() -> None:
        late.write_bytes(b"good")

    late = tmp_path / "b.zip"
    ensure_model_version(graph)
    with pytest.raises(BackupFailed, match="exists already"):
        exporter(graph, tmp_path, Steps(taken)).write(late)
    assert {path.read_bytes() for path in (file, late)} == {b"good"}
    assert not list(tmp_path.glob(".*"))


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """What a full disk does: a file cannot grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_there_is_no_backup_and_nothing_is_left(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ensure_model_version(graph)
    graph.write("UNWIND range(1, 500) AS n CREATE (:Rider {id: randomUUID()})")
    folder = tmp_path / "to"
    with files_no_larger_than(4000), pytest.raises((BackupFailed, NoRoom)):
        exporter(graph, tmp_path).write(folder / "a.zip")
    monkeypatch.setattr("graph.backup.exporting.free_bytes", lambda _: 64 * 2**20)
    with pytest.raises(NoRoom, match="needs 64 MB"):
        exporter(graph, tmp_path).write(folder / "a.zip")
    assert list(folder.iterdir()) == []
    with graph.gate.closed(0):  # nobody is held any more
        pass


def test_the_draft_of_a_backup_that_was_killed_is_removed(tmp_path: Path):
    gone = draft_of(tmp_path / "to" / "a.zip", tmp_path)
    draft = gone.__enter__()
    draft.write_bytes(b"half")
    note = (tmp_path / "backup.draft").read_text()
    gone.__exit__(None, None, None)
    draft.write_bytes(b"half")  # as a kill leaves it
    (tmp_path / "backup.draft").write_text(note)
    (tmp_path / "to" / "a.zip").write_bytes(b"whole")
    remove_draft(tmp_path)
    remove_draft(tmp_path)
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["a.zip"]


def test_one_is_made_before_the_first_load_of_a_day_and_ten_are_kept(graph: Graph, tmp_path: Path):
    ensure_model_version(graph)
    assert backup_before_first_load(graph, tmp_path, "private") is None  # there is nothing yet
    graph.write("CREATE (:Rider {id: 'R-1'})")
    folder = tmp_path / "backups"
    folder.mkdir(exist_ok=True)
    for day in range(1, 12):
        (folder / f"auto-202501{day:02}-080000.zip").write_bytes(b"")
    kept_by_hand = ["lianxin-20240101-080000.zip", "auto-before-model-2-20240101-080000.zip"]
    for name in kept_by_hand:
        (folder / name).write_bytes(b"")
    first = backup_before_first_load(graph, tmp_path, "private")
    assert first is not None
    assert ids(first.file) == ["MODEL", "R-1"]
    assert backup_before_first_load(graph, tmp_path, "private") is None
    names = {path.name for path in folder.iterdir()}
    assert names > set(kept_by_hand)
    daily = sorted(names - set(kept_by_hand))
    assert daily == [*(f"auto-202501{day:02}-080000.zip" for day in range(3, 12)), first.file.name]
    assert [path for path, manifest in listed(tmp_path) if manifest] == [first.file]


def test_two_first_loads_of_a_day_at_once_have_one_backup_between_them(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ensure_model_version(graph)
    graph.write("CREATE (:Rider {id: 'R-1'})")
    file = dated(tmp_path, "auto")
    monkeypatch.setattr("graph.backup.automatic.dated", lambda home, name: file)
    both = Barrier(2)

    def first_load(_: int) -> Backup | None:
        with Graph(graph.address, gate=WriteGate(tmp_path / "lock")) as one:
            both.wait(60)
            return backup_before_first_load(one, tmp_path, "private")

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(first_load, range(2)))
    assert sorted(one is None for one in made) == [False, True]
    assert ids(file) == ["MODEL", "R-1"]
