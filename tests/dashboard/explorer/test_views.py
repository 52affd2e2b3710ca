"""Saved views: who may open one, and what it says of later data."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from access import Clock, Home
from few import at, claim, wish
from in_process import served_to_roles
from trail_lines import noted
from visitors import Visitor

from dashboard.explorer.views import keeping
from dashboard.explorer.views.then import look
from dashboard.web.app import Server
from graph.backup.home_files import HomeFiles
from graph.client import Graph
from graph.load import load_rows

MARKUP = "<img src=x onerror=alert(1)> 看板"


def town() -> dict[str, list[dict[str, object]]]:
    """Two organisations, two sites, a rider at each, and a wish of the first that was taken up."""
    found: dict[str, list[dict[str, object]]] = {
        "Organization": [
            {"id": f"ORG-{n}", "name": name, "kind": "party"}
            for n, name in ((1, "枫溪村党总支"), (2, "海塘村党支部"))
        ],
        "DeliverySite": [
            {"id": f"SITE-{n}", "name": name, "kind": "takeaway"}
            for n, name in ((1, "北桥站"), (2, "名" * 200))
        ],
        "ServiceStation": [
            {"id": "ST-1", "name": "加油站", "stationType": "red", "status": "OPEN"}
        ],
        "Rider": [{"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in (1, 2)],
        "WorksAt": [{"start": f"R-{n}", "end": f"SITE-{n}", "from": "2024-01-01"} for n in (1, 2)],
        "Manages": [{"start": "ORG-1", "end": "ST-1"}],
        "LiaisesWith": [{"start": "ST-1", "end": "SITE-1", "from": "2024-02-01"}],
    }
    taken = (
        wish("W-1", ("SUBMITTED", at(0)), ("PUBLISHED", at(1)), ("CLAIMED", at(2))),
        claim("CL-1", "ORG-1", "W-1", at(2), None, "ACTIVE"),
    )
    for more in taken:
        for kind, rows in more.items():
            found[kind] = [*found.get(kind, []), *rows]
    return found


SHOWN = ("ORG-1", "ORG-2", "SITE-1", "SITE-2", "ST-1", "W-1", "R-1")


@pytest.fixture
def server(graph: Graph, tmp_path: Path) -> Iterator[Server]:
    load_rows(graph, town(), name="few", by="test")
    with served_to_roles(graph, tmp_path) as server:
        yield server


def visitor(server: Server, folder: Path, role: str) -> Visitor:
    return Visitor(server, f"http://127.0.0.1:{server.port}", Home(folder, Clock()), role)


def post(one: Visitor, path: str, status: int = 200, **body: object) -> dict[str, object]:
    answer = one.post(f"explore/{path}?lang=zh", json=body)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def walk(one: Visitor) -> dict[str, object]:
    opened = post(one, "add", ids=SHOWN)
    nodes = opened["nodes"]
    return {
        "nodes": [{"id": n["id"], "x": n["x"] + 7, "y": n["y"], "pinned": True} for n in nodes],  # type: ignore[attr-defined]
        "ties": [tie["id"] for tie in opened["ties"]],  # type: ignore[attr-defined]
        "filters": {"kinds": ["Organization"]},
    }


def test_a_view_is_opened_by_whom_it_is_for_and_holds_no_person(server, tmp_path):  # type: ignore[no-untyped-def]
    staff, committee, steward = (
        visitor(server, tmp_path, r) for r in ("staff", "committee", "steward")
    )
    kept = post(staff, "views/keep", title=f" {MARKUP}\n", walk=walk(staff))
    view, name = kept["view"], kept["view"]["name"]  # type: ignore[index]
    assert view["title"] == MARKUP and kept["persons_left_out"] == 1  # type: ignore[index]
    [file] = (tmp_path / "views").glob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    stored = file.read_text("utf-8")
    assert "R-1" not in stored and "骑手" not in stored and "雨衣" not in stored
    assert f"views/{file.name}" in dict(HomeFiles(tmp_path).all())

    opened = staff.get(f"explore/views?name={name}").json()["view"]
    assert [one["id"] for one in opened["walk"]["nodes"]] == [id for id in SHOWN if id != "R-1"]
    assert all(one["pinned"] for one in opened["walk"]["nodes"])
    assert opened["persons_left_out"] == 1
    assert committee.get("explore/views").json() == {"views": []}
    unknown, another = (committee.get(f"explore/views?name={n}") for n in ("z" * 16, name))
    assert (unknown.status_code, unknown.text) == (another.status_code, another.text)
    assert unknown.status_code == 404
    for odd in ("../accounts", "..%2F..%2Fx", "x" * 300):
        assert staff.get(f"explore/views?name={odd}").status_code == 404
    post(committee, "views/keep", 403, title="共享", shared="all", walk=walk(committee))
    post(staff, "views/share", name=name, shared="committee")
    assert [one["mine"] for one in committee.get("explore/views").json()["views"]] == [False]
    told = committee.get(f"explore/views?name={name}").json()["view"]
    assert told["persons_left_out"] == 0 and "R-1" not in json.dumps(told)  # not even as a number
    assert steward.get("explore/views").json() == {"views": []}
    post(committee, "views/remove", 400, name=name)
    post(committee, "views/keep", 400, title="占位", name=name, walk=walk(committee))
    post(staff, "views/share", name=name, shared="all")
    post(steward, "views/remove", name=name)
    assert staff.get(f"explore/views?name={name}").status_code == 404
    acts = [(line["by"], line["more"]["act"], line["about"]) for line in noted(tmp_path, "view")]
    assert acts == [
        ("staff", "save", name),
        ("staff", "share", name),
        ("staff", "share", name),
        ("steward", "remove", name),
    ]


def test_a_view_opened_on_later_data_stands_where_it_stood_and_names_what_changed(  # type: ignore[no-untyped-def]
    server, graph, tmp_path
):
    staff = visitor(server, tmp_path, "staff")
    before = walk(staff)
    name = post(staff, "views/keep", title="周会", walk=before)["view"]["name"]  # type: ignore[index]
    nothing = post(staff, "changes", name=name)
    assert (nothing["came"], nothing["gone"], nothing["changed"]) == ([], [], [])

    more = wish("W-2", ("SUBMITTED", at(5)), ("CLAIMED", at(6)))
    for kind, rows in claim("CL-2", "ORG-1", "W-2", at(6), None, "ACTIVE").items():
        more[kind] = [*more.get(kind, []), *rows]
    load_rows(graph, more, name="more", by="test")
    graph.write("MATCH (o:Organization {id: 'ORG-1'}) SET o.name = '枫溪村党委'")
    graph.write(
        "MATCH (o:Organization {id: 'ORG-2'}), (s:ServiceStation {id: 'ST-1'}) CREATE (o)-[:MANAGES {role: 'co'}]->(s)"
    )
    graph.write(
        "MATCH (:ServiceStation {id: 'ST-1'})-[t:LIAISES_WITH]->() SET t.to = date('2025-01-01')"
    )
    graph.write("MATCH (w:Wish {id: 'W-1'}) SET w.status = 'FULFILLED'")
    graph.write("MATCH (s:DeliverySite {id: 'SITE-2'}) DETACH DELETE s")
    graph.data_version(at_most_every=0)

    found = {
        kind: "\n".join(str(line["text"]) for line in lines)
        for kind, lines in post(staff, "changes", name=name).items()
        if isinstance(lines, list)
    }
    assert "海塘村党支部 管理 加油站" in found["came"]
    assert f"{'名' * 200}：已经没有了" in found["gone"]
    assert "加油站 与 北桥站 结对联系（2025年1月1日）" in found["gone"]
    assert "“枫溪村党总支”改名为“枫溪村党委”" in found["changed"]
    assert "枫溪村党委 支持 北桥站：由 1 变为 2" in found["changed"]
    assert "加油站：管理" not in found["changed"]  # its new relationship stands by itself above
    assert "枫溪村党委：作出认领·认领，由 1 变为 2" in found["changed"]
    assert "雨衣：由“已认领”变为“已实现”" in found["changed"]
    view = staff.get(f"explore/views?name={name}").json()["view"]
    places = {one["id"]: [one["x"], one["y"]] for one in view["walk"]["nodes"]}
    again = post(staff, "add", ids=list(places), positions=places)
    assert {n["id"]: [n["x"], n["y"]] for n in again["nodes"]} == {  # type: ignore[attr-defined]
        id: place for id, place in places.items() if id != "SITE-2"
    }
    assert again["absent"] == ["SITE-2"]
    broken = next((tmp_path / "views").glob("*.json"))
    broken.write_text(json.dumps({"name": name}), "utf-8")  # half of one, put there by hand
    assert staff.get("explore/views").json() == {"views": []}


def test_a_view_remembers_one_state_of_the_data_for_all_who_open_it(  # type: ignore[no-untyped-def]
    server, graph, tmp_path, monkeypatch
):
    staff = visitor(server, tmp_path, "staff")
    before = walk(staff)
    writes = iter([True])

    def look_while_somebody_writes(asker, ids):  # type: ignore[no-untyped-def]
        found = look(asker, ids)
        if next(writes, False):
            graph.write("MATCH (o:Organization {id: 'ORG-1'}) SET o.name = '枫溪村党委'")
        return found

    monkeypatch.setattr(keeping, "look", look_while_somebody_writes)
    post(staff, "views/keep", title="写入时", shared="committee", walk=before)
    [file] = (tmp_path / "views").glob("*.json")
    kept = json.loads(file.read_text("utf-8"))
    names = [kept[who]["records"]["ORG-1"]["label"] for who in ("then", "then_of_committee")]
    assert names == ["枫溪村党委"] * 2


def test_an_empty_graph_has_an_empty_walk(graph, tmp_path):  # type: ignore[no-untyped-def]
    from cypher.library.catalogue import Catalogue
    from cypher.reader import LOCAL
    from cypher.run.runner import Runner
    from dashboard.explorer.opening import good_start, opened

    runner = Runner(graph, Catalogue.load())
    assert good_start(runner, LOCAL) == []
    answer = opened(runner, LOCAL, ["ORG-1"], None, "zh")
    assert (answer["nodes"], answer["ties"], answer["absent"]) == ([], [], ["ORG-1"])
