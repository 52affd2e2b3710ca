"""Two loads at once, each by a process of its own or one on the page: the second sees the first.

Once here; ten times by ``make soak``.
"""

import json
from pathlib import Path

import pytest
import requests
from as_user import begun, typed
from in_process import served_here

from graph.client import Graph
from graph.load import LoadStore

pytestmark = pytest.mark.server
HEADER = "编号 id,名称 name,种类 kind,党员人数 memberCount\n"
BOTH = "ORG-0001,东风村党总支,party,{}\n"
OURS = {"X-Lianxin": "1", "X-File-Name": "b.csv"}
TIMES = [pytest.param(n, marks=pytest.mark.soak if n else ()) for n in range(10)]


def csv(members: int, *others: str) -> str:
    """A correction of what both files state, and organisations that one alone has."""
    return HEADER + BOTH.format(members) + "".join(f"{id},单位{id},mass,7\n" for id in others)


class Town:
    """A home on a server of the town's own, with one organisation of 44 members."""

    def __init__(self, graph: Graph, home: Path) -> None:
        self.graph, self.home = graph, home
        self.server = {"NEO4J_URI": graph.address.uri, "NEO4J_PASSWORD": graph.address.password}
        self.run("init", "--database", "neo4j")
        self.run("import", str(self.file("first.csv", csv(44))), "--yes")

    def run(self, *words: str) -> str:
        done = typed(self.home, *words, **self.server)
        assert done.exit_code == 0, done.output
        return done.output

    def file(self, name: str, text: str) -> Path:
        path = self.home.parent / name
        path.write_text(text)
        return path

    def chain(self) -> list[tuple[int, int]]:
        """How the members of the organisation changed, one change after the other."""
        text = "MATCH (a:AuditRecord {subject: 'ORG-0001'}) RETURN a.before, a.after"
        found = [tuple(map(members, row)) for row in self.graph.read(text).rows]
        return found if found[0][0] == 44 else found[::-1]

    def holds(self, last: int) -> None:
        """Everything that either file says is there, and nothing half."""
        text = "MATCH (n:Organization) RETURN n.id, n.memberCount, n.rev ORDER BY n.id"
        others = [(id, 7, 1) for id in ("ORG-1001", "ORG-1002", "ORG-2001")]
        assert self.graph.read(text).rows == [("ORG-0001", last, 3), *others]
        assert self.graph.read("MATCH (r:ImportRun) RETURN DISTINCT r.state").rows == [("done",)]
        assert [load.state for load in LoadStore(self.home / "loads").list()] == ["landed"] * 3


def members(values: object) -> int:
    return int(json.loads(str(values))["memberCount"])


@pytest.mark.parametrize("time", TIMES)
def test_two_commands_at_once_both_land_and_the_second_says_what_differs(
    graph: Graph, tmp_path: Path, time: int
):
    town = Town(graph, tmp_path / "home")
    files = {
        45: town.file("a.csv", csv(45, "ORG-1001", "ORG-1002")),
        46: town.file("b.csv", csv(46, "ORG-2001")),
    }
    words = {n: ("import", str(file), "--yes") for n, file in files.items()}
    with (
        begun(town.home, *words[45], **town.server) as one,
        begun(town.home, *words[46], **town.server) as other,
    ):
        codes = {45: one.rest(), 46: other.rest()}
    told = {45: one.said, 46: other.said}
    assert codes == {45: 0, 46: 0}, told
    (before, first), (between, last) = town.chain()
    assert (before, between) == (44, first) and {first, last} == {45, 46}
    assert f"44 → {first}" in told[first] and f"{first} → {last}" in told[last]
    town.holds(last)


@pytest.mark.parametrize("time", TIMES)
def test_the_page_shows_what_differs_before_it_lands_what_a_command_has_overtaken(
    graph: Graph, tmp_path: Path, time: int
):
    town = Town(graph, tmp_path / "home")
    command = town.file("a.csv", csv(45, "ORG-1001", "ORG-1002"))
    with served_here(graph, town.home) as server:
        base = f"http://127.0.0.1:{server.port}/imports"
        jobs = server.site.imports.jobs

        def post(path: str, data: str = "") -> dict[str, str]:
            answer = requests.post(f"{base}/{path}", data.encode(), headers=OURS, timeout=60)
            assert answer.ok, answer.text
            return dict(answer.json())

        token = post("upload", csv(46, "ORG-2001"))["token"]
        jobs.wait()
        with begun(town.home, "import", str(command), "--yes", **town.server) as running:
            if time % 2 == 0:
                running.until("44 → 45")  # it has its plan, and is about to land it
            job = post(f"land/{token}")["job"]
            assert running.rest() == 0, running.said
            jobs.wait()
            ended = requests.get(f"{base}/job/{job}", timeout=60).json()
        if ended["state"] != "done":
            assert "1" in ended["text"], ended
            shown = requests.get(f"{base}/changes/file/{token}", timeout=60).json()["html"]
            assert "45" in shown and "46" in shown and "44" not in shown
            job = post(f"land/{token}")["job"]
            jobs.wait()
            assert requests.get(f"{base}/job/{job}", timeout=60).json()["state"] == "done"
    (before, first), (between, last) = town.chain()
    assert (before, between) == (44, first) and {first, last} == {45, 46}
    town.holds(last)
