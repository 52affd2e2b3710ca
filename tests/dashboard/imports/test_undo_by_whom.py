"""Staff undo what they have loaded themselves, stewards what others have, and the committee nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from access import Clock, Home, visitor_of
from in_process import served_here

from cypher.reader import OWNER
from dashboard.errors import AccountDisabled, NoSuchAccount, NotAllowed
from dashboard.web.app import Server
from graph.client import Graph
from graph.load import LoadStore, load_rows

PEOPLE = {"王主任": "steward", "李干事": "staff", "周干事": "staff", "陈委员": "committee"}
RIDERS = "MATCH (r:Rider) RETURN count(r)"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path, Clock())
    for name, role in PEOPLE.items():
        home.add(name, role)
    return home


@pytest.fixture
def server(graph: Graph, home: Home, tmp_path: Path) -> Iterator[Server]:
    with served_here(graph, tmp_path) as server:
        yield server


def loaded(graph: Graph, folder: Path, by: str) -> str:
    """The id of a load of one rider."""
    number = graph.read(RIDERS).value() + 1
    rows = {"Rider": [{"id": f"R-{number:04d}", "alias": "骑手", "role": "rider"}]}
    store = LoadStore(folder / "loads")
    return load_rows(graph, rows, name="few", by=by, store=store).import_id


def test_who_may_undo_whose_load(server: Server, graph: Graph, home: Home, tmp_path: Path):
    imports, base = server.site.imports, f"http://127.0.0.1:{server.port}/imports"
    assert imports is not None
    load = {by: loaded(graph, tmp_path, by) for by in ("李干事", "周干事", "owner")}

    def undone(who: str, whose: str) -> int:
        visitor = visitor_of(server, home.accounts.named(who))
        answer = visitor.post(f"{base}/undo/{load[whose]}?lang=en", timeout=60)
        imports.jobs.wait()
        taken_back = imports.loads.get(load[whose]).state == "undone"
        assert taken_back is (answer.status_code == 200), answer.text
        return answer.status_code

    assert undone("陈委员", "李干事") == 403
    assert undone("李干事", "周干事") == 403
    assert undone("李干事", "owner") == 403
    assert undone("王主任", "周干事") == 200
    assert undone("李干事", "李干事") == 200
    assert undone("王主任", "owner") == 200

    visitor = visitor_of(server, home.accounts.named("李干事"))
    page = visitor.get(f"{base}?lang=en", timeout=60).text
    assert "a steward can undo it" in page  # that of 王主任, who has undone the owner's
    assert visitor.post(f"{base}/undo/IMP-none", timeout=60).status_code == 400


def test_the_right_is_looked_up_when_it_is_done(
    server: Server, graph: Graph, home: Home, tmp_path: Path
):
    imports, accounts = server.site.imports, home.accounts
    assert imports is not None
    load = loaded(graph, tmp_path, "周干事")
    accounts.set_role(accounts.named("李干事").id, "steward", OWNER)
    was_steward = accounts.named("李干事").reader
    accounts.set_role(was_steward.account or 0, "staff", OWNER)
    with pytest.raises(NotAllowed):
        imports.undo(load, was_steward)
    own = accounts.named("周干事")
    accounts.disable(own.id, OWNER)
    with pytest.raises(AccountDisabled):
        imports.undo(load, own.reader)
    accounts.remove(own.id, OWNER)
    with pytest.raises(NoSuchAccount):
        imports.undo(load, own.reader)
    imports.jobs.wait()
    assert imports.loads.get(load).state == "landed"
