"""``lianxin import``, its ``--undo`` and the move to a newer model, killed: all of it, or nothing.

One import and one move here (an undo: ``graph/load/test_undo.py``); ten of each by ``make soak``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from as_user import begun, typed, until
from transactions import running

from graph.backup.archive import Archive
from graph.client import Graph
from graph.load import LoadStore
from graph.model import MODEL_VERSION
from graph.schema import ensure_model_version, model_version

pytestmark = pytest.mark.server
HEADER = "编号 id,名称 name,种类 kind,党员人数 memberCount\n"
ROWS, NEW = 3000, 500
CONTENT = (
    "MATCH (n:Organization) RETURN n.id, n.name, n.memberCount, toString(n.createdAt) ORDER BY n.id"
)
RUNS = "MATCH (r:ImportRun) RETURN count(r)"
Step = Callable[[], bool]


def csv(count: int, members: int) -> str:
    return HEADER + "".join(f"ORG-{n},单位{n},mass,{members}\n" for n in range(1000, 1000 + count))


class Town:
    """A home on a server of the town's own, with many organisations of 7 members each."""

    def __init__(self, graph: Graph, home: Path) -> None:
        self.graph, self.home = graph, home
        self.server = {"NEO4J_URI": graph.address.uri, "NEO4J_PASSWORD": graph.address.password}
        self.store = LoadStore(home / "loads")
        ensure_model_version(graph)
        self.run("import", str(self.file("first.csv", csv(ROWS, 7))), "--yes")

    def run(self, *words: str) -> str:
        done = typed(self.home, *words, **self.server)
        assert done.exit_code == 0, done.output
        return done.output

    def file(self, name: str, text: str) -> Path:
        path = self.home.parent / name
        path.write_text(text)
        return path

    def content(self) -> list[object]:
        return list(self.graph.read(CONTENT, rows=None).rows)

    def killed(self, step: Step, *words: str) -> None:
        """Run a command until it has come to a step, kill it, and start again."""
        with begun(self.home, *words, **self.server) as command:
            until(lambda: step() or command.process.poll() is not None)
            command.process.kill()
            command.rest()
        self.run("init", "--database", "neo4j")
        left = [*self.home.glob("backups/.*"), *self.home.glob("backup.draft")]
        assert left == [] and {load.state for load in self.store.list()} <= {"landed", "undone"}
        for backup in self.home.glob("backups/*.zip"):
            with Archive(backup) as archive:
                archive.verify()

    def steps(self) -> dict[str, Step]:
        """What a load or an undo comes to, one after the other."""
        loads, runs = self.store.list(), self.graph.read(RUNS).value()
        there = {load.id for load in loads}

        def new(name: str) -> bool:
            folders = [path for path in self.home.glob("loads/*/") if path.name not in there]
            return any(list(folder.glob(name)) for folder in folders)

        return {
            "it has begun": lambda: True,
            "a backup is begun": lambda: any(self.home.glob("backups/.auto*")),
            "a backup is made": lambda: any(self.home.glob("backups/auto-*.zip")),
            "it takes its lock": lambda: len(list(self.home.glob("loads/*.lock"))) > len(loads),
            "its changes are being kept": lambda: new("*changes*"),
            "its changes are kept": lambda: new("changes.jsonl.gz"),
            "its record is kept": lambda: new("record.json"),
            "it is being written": lambda: bool(running(self.graph, "UNWIND $rows")),
            "it is committed": lambda: self.graph.read(RUNS).value() != runs,
            "it is noted as landed": lambda: (
                self.store.list() != loads
                and all(load.state != "prepared" for load in self.store.list())
            ),
        }


STEPS = [pytest.param(n, marks=() if n == 7 else pytest.mark.soak) for n in range(10)]


@pytest.fixture
def town(graph: Graph, tmp_path: Path) -> Town:
    return Town(graph, tmp_path / "home")


@pytest.mark.parametrize("step", STEPS)
def test_an_import_killed_at_a_step_has_landed_and_can_be_undone_or_leaves_nothing(
    town: Town, step: int
):
    before, loads = town.content(), {load.id for load in town.store.list()}
    words = ("import", str(town.file("next.csv", csv(ROWS + NEW, 8))), "--yes")
    town.killed(list(town.steps().values())[step], *words)
    landed = [load.id for load in town.store.list() if load.id not in loads]
    if landed:
        assert [row[2] for row in town.content()] == [8] * (ROWS + NEW)
        town.run("import", "--undo", *landed, "--yes")
    assert town.content() == before
    town.run(*words)
    assert [row[2] for row in town.content()] == [8] * (ROWS + NEW)


@pytest.mark.soak
@pytest.mark.parametrize("step", range(10))
def test_an_undo_killed_at_a_step_is_done_or_can_be_done_again(town: Town, step: int):
    before = town.content()
    town.run("import", str(town.file("next.csv", csv(ROWS + NEW, 8))), "--yes")
    after, load = town.content(), town.store.list()[0].id
    for backup in town.home.glob("backups/*.zip"):
        backup.unlink()  # so that the undo begins with one
    town.killed(list(town.steps().values())[step], "import", "--undo", load, "--yes")
    if town.store.get(load).state == "landed":
        assert town.content() == after
        town.run("import", "--undo", load, "--yes")
    assert town.content() == before


MOMENTS = [pytest.param(n, marks=() if n == 9 else pytest.mark.soak) for n in range(10)]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_move_to_a_newer_model_killed_at_any_time_is_done_at_the_next_start(
    town: Town, moment: int
):
    before = town.content()
    whole = town.home.parent / "whole.zip"
    town.run("backup", str(whole))
    town.graph.write("MATCH (v:ModelVersion) SET v.version = 1")
    size = whole.stat().st_size

    def written(part: float) -> bool:
        drafts = [path for path in town.home.glob("backups/.auto-before-*") if path.exists()]
        return any(path.stat().st_size >= part * size for path in drafts)

    def backed_up() -> bool:
        return any(town.home.glob("backups/auto-before-model-*.zip"))

    def step() -> bool:
        if moment < 8:
            return backed_up() or written(moment / 8)
        return backed_up() if moment == 8 else model_version(town.graph) != 1

    town.killed(step, "init", "--database", "neo4j")
    assert model_version(town.graph) == MODEL_VERSION and town.content() == before
    backups = list(town.home.glob(f"backups/auto-before-model-{MODEL_VERSION}-*.zip"))
    assert backups
    for backup in backups:
        with Archive(backup) as archive:
            found = sum("Organization" in node["labels"] for node in archive.nodes())
            assert (archive.manifest.model_version, found) == (1, ROWS)
