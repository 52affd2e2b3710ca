"""Five saved views opened again after twenty-two changes that were made through the dashboard."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from access import Clock, Home
from few import at, claim, wish
from in_process import served_to_roles
from lxml import html
from visitors import Visitor

from cypher.format import format_day
from dashboard.web.app import Server
from graph.client import Graph
from graph.load import LoadStore, load_rows
from graph.model import SHANGHAI

Rows = dict[str, list[dict[str, object]]]
VIEWS = {
    "一圈": ("ORG-1", "ORG-2", "ORG-3", "ORG-4", "ST-1", "SITE-1"),
    "站点": ("SITE-1", "SITE-2", "ST-1", "ST-2", "ACT-1"),
    "心愿": ("W-000001", "W-000002", "W-000003", "W-000004", "ORG-1", "ORG-2", "CL-1", "R-1"),
    "善款": ("ORG-1", "ORG-2", "FUND-1", "PRJ-1", "DON-1"),
    "全部": ("ORG-1", "ORG-2", "ORG-3", "SITE-1", "SITE-2", "ST-1", "W-000001", "FUND-1", "R-3"),
}


RULES = [{"kind": "Wish", "days": 30, "look": "red"}]


def town() -> Rows:
    """Four organisations, two sites with riders, two stations, wishes, a fund with a gift."""
    open_ = (("SUBMITTED", at(0)), ("PUBLISHED", at(1)))
    names = ("枫溪村党总支", "海塘村党支部", "老街党支部", "桥头党支部")
    found: Rows = {
        "Organization": [
            {"id": f"ORG-{n}", "name": name, "kind": "party"} for n, name in enumerate(names, 1)
        ],
        "DeliverySite": [
            {"id": f"SITE-{n}", "name": name, "kind": "takeaway"}
            for n, name in ((1, "北桥站"), (2, "南桥站"))
        ],
        "ServiceStation": [
            {"id": f"ST-{n}", "name": name, "stationType": "red", "status": "OPEN"}
            for n, name in ((1, "加油站"), (2, "驿站"))
        ],
        "Activity": [{"id": "ACT-1", "name": "送清凉", "kind": "heat_relief", "season": "summer", "at": at(3)}],
        "Project": [{"id": "PRJ-1", "name": "一本书的旅行", "kind": "drive", "startAt": at(0)}],
        "Fund": [
            {"id": "FUND-1", "name": "图书专款", "purpose": "买书", "status": "OPEN", "openedAt": at(0)}
        ],
        "Donation": [
            {"id": "DON-1", "kind": "money", "purpose": "买书", "amountFen": 100_000,
             "status": "RECEIVED", "receivedAt": at(2)}
        ],
        "Rider": [{"id": f"R-{n}", "alias": f"骑手{n}", "role": "rider"} for n in (1, 2, 3)],
        "WorksAt": [
            {"start": f"R-{n}", "end": f"SITE-{n % 2 + 1}", "from": "2024-01-01"} for n in (1, 2, 3)
        ],
        "Manages": [{"start": "ORG-1", "end": "ST-1"}],
        "LiaisesWith": [{"start": "ST-1", "end": "SITE-1", "from": "2024-02-01"}],
        "Gave": [{"start": "ORG-1", "end": "DON-1"}],
        "Into": [{"start": "DON-1", "end": "FUND-1"}],
        "Of": [{"start": "FUND-1", "end": "PRJ-1"}],
    }  # fmt: skip
    parts = (
        wish("W-000001", *open_, ("CLAIMED", at(2)), rider="R-2", title="雨衣"),
        wish("W-000002", *open_, rider="R-2", title="头盔"),
        wish("W-000003", *open_, rider="R-1", title="手套"),
        wish("W-000004", *open_, rider="R-3", title="护膝"),
        claim("CL-1", "ORG-1", "W-000001", at(2), None, "ACTIVE"),
    )
    for more in parts:
        for kind, rows in more.items():
            found[kind] = [*found.get(kind, []), *rows]
    return found


class Desk:
    """Somebody of a role at the dashboard; what is refused fails the test."""

    def __init__(self, server: Server, folder: Path, role: str) -> None:
        url = f"http://127.0.0.1:{server.port}"
        self.tab = Visitor(server, url, Home(folder, Clock()), role)
        self.server, self.number = server, 0

    def act(self, step: str, id: str = "", **values: str) -> str:
        """The id of the record that the step was taken of."""
        self.number += 1
        form = {"action": step, "id": id, "request": f"{step} {self.number}", **values}
        answer = self.tab.post("act?lang=zh", data=form)
        assert answer.ok, (step, answer.text)
        return str(answer.json()["id"])

    def form(self, page: str, way: str, **values: str) -> None:
        """Send the form of a page whose address begins in a way, with some of its values changed."""
        read = html.fromstring(self.tab.get(page).text)
        form = next(one for one in read.forms if way in (one.action or "") and one.method == "POST")
        given = {**dict(form.form_values()), **values}
        address = form.action[form.action.index(way) :]
        answer = self.tab.post(address, data=given)
        faults = html.fromstring(answer.text or "<p></p>").xpath("//*[@role='alert'][not(@hidden)]")
        assert answer.ok and not faults, (page, [one.text_content() for one in faults])

    def wait(self) -> None:
        assert self.server.site.imports is not None
        self.server.site.imports.jobs.wait()

    def view(self, name: str) -> Any:
        return self.tab.get(f"explore/views?name={name}").json()["view"]

    def ask(self, question: str, lang: str = "zh", **body: object) -> Any:
        answer = self.tab.post(f"explore/{question}?lang={lang}", json=body)
        assert answer.ok, answer.text
        return answer.json()


@pytest.fixture
def desk(graph: Graph, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    load_rows(graph, town(), name="few", by="test")
    with served_to_roles(graph, tmp_path) as server:
        yield lambda role: Desk(server, tmp_path, role)


def keep(one: Desk, title: str, ids: tuple[str, ...]) -> str:
    nodes = one.ask("add", ids=ids)["nodes"]
    walk = {
        "nodes": [
            {
                "id": node["id"],
                "x": round(node["x"]) + 7,
                "y": round(node["y"]) - 3,
                "pinned": n % 2 == 0,
            }
            for n, node in enumerate(nodes)
        ],
        "hidden": [ids[1]],
        "filters": {"kinds": ["Area"], "rules": RULES},
    }
    return str(one.ask("views/keep", title=title, shared="all", walk=walk)["view"]["name"])


def change_much(graph: Graph, folder: Path, staff: Desk, steward: Desk) -> None:
    """Twenty-two changes, two of which are taken back."""
    today = datetime.now(SHANGHAI).date().isoformat()
    rows = {
        "Organization": [
            {"id": "ORG-2", "name": "改错了的名字", "kind": "party"},
            {"id": "ORG-9", "name": "新来的党支部", "kind": "party"},
        ]
    }
    loads = LoadStore(folder / "loads")
    load = load_rows(graph, rows, name="few", by="owner", store=loads).import_id
    assert steward.tab.post(f"imports/undo/{load}?lang=zh").ok
    steward.wait()
    assert loads.get(load).state == "undone"
    staff.act("wish/claim", "W-000002", organisation="ORG-2")
    staff.act("wish/claim", "W-000003", organisation="ORG-2")
    staff.act("claim/cancel", "W-000003", reason="来不及")
    staff.act("wish/hand_over", "W-000001", cost="120")
    staff.act("wish/visit", "W-000001", grade="grade_1")
    staff.act("wish/withdraw", "W-000004", reason="不要了")
    staff.form("records/edit?id=ORG-1&lang=zh", "records/save", **{"f.name": "枫溪村党委"})
    staff.form("records/edit?id=SITE-1&lang=zh", "records/save", **{"f.name": "北桥新站"})
    steward.form(f"records/merge?id=ORG-3&into=ORG-2&day={today}&lang=zh", "records/merge")
    staff.act("station/close", "ST-1")
    staff.act("station/suspend", "ST-2")
    staff.act("organisation/end", "ORG-4")
    staff.act("donation/receive", organisation="ORG-2", fund="FUND-1", amount="2000")
    staff.act(
        "donation/receive",
        organisation="ORG-2",
        fund="FUND-1",
        amount="3000",
        publicity="anonymous",
    )
    staff.act("pledge/make", organisation="ORG-1", project="PRJ-1", amount="900")
    steward.form("records/remove-person?id=R-3&lang=zh", "records/remove-person", sure="yes")
    steward.wait()
    staff.act("rider/leave", "R-1")
    staff.form("records/leave?id=SITE-2&lang=zh", "records/end", day=today)
    steward.form("records/leave?id=ACT-1&lang=zh", "records/delete", sure="yes")
    staff.act("donation/refund", "DON-1")


RENAMED = "“枫溪村党总支”改名为“枫溪村党委”"
SITE_RENAMED = "“北桥站”改名为“北桥新站”"
CLOSED = "加油站：由“开放”变为“关闭”"
SITE_CLOSED = "南桥站：由“开放”变为“关闭”"
MERGED = "新的关系：老街党支部 已并入 海塘村党支部"
SUPPORTS = "新的关系：海塘村党支部 支持 北桥新站"
PAIRED = "已结束：加油站 与 北桥新站 结对联系（{today}）"
OLD_ENDED = "老街党支部：已结束（{today}）"
PLEDGED = "枫溪村党委：认捐人·认捐，由 0 变为 1"
TAKEN_UP = "海塘村党支部：作出认领·认领，由 0 变为 2"
GIVEN = "海塘村党支部：捐出·捐赠，由 0 变为 {gifts}"
FULFILLED = "雨衣：由“已认领”变为“已办结”"
FUND = "图书专款：进入专款·捐赠，由 1 变为 3"
GAVE_NO_MORE = "枫溪村党委：捐助·项目，由 1 变为 0"
GIVES = "海塘村党支部：捐助·项目，由 0 变为 1"
SUPPORTS_ONE = "海塘村党支部：支持·配送站点，由 0 变为 1"
MERGED_ONE = "海塘村党支部：并入·组织，由 0 变为 1"
EXPECTED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "一圈": (
        {MERGED, SUPPORTS},
        {PAIRED},
        {RENAMED, SITE_RENAMED, CLOSED, OLD_ENDED, "桥头党支部：已结束（{today}）", PLEDGED}
        | {TAKEN_UP, GIVEN, GAVE_NO_MORE, GIVES},
    ),
    "站点": (
        set(),
        {PAIRED, "送清凉：已经没有了"},
        {SITE_RENAMED, SITE_CLOSED, CLOSED, "驿站：由“开放”变为“暂停”"}
        | {"北桥新站：支持·组织，由 1 变为 2"},
    ),
    "心愿": (
        set(),
        set(),
        {RENAMED, FULFILLED, "头盔：由“待认领”变为“已认领”", "护膝：由“待认领”变为“撤回”"}
        | {"雨衣：由“认领中”变为“已实现”", "雨衣：实现·兑现，由 0 变为 1"}
        | {"头盔：认领心愿·认领，由 0 变为 1", "手套：认领心愿·认领，由 0 变为 1"}
        | {PLEDGED, GAVE_NO_MORE, TAKEN_UP, GIVEN, GIVES, SUPPORTS_ONE, MERGED_ONE},
    ),
    "善款": (
        {"新的关系：海塘村党支部 捐助 一本书的旅行"},
        {"不再有：枫溪村党委 捐助 一本书的旅行"},
        {RENAMED, "¥1,000 2025年3月5日：由“已收到”变为“已退回”", FUND, PLEDGED}
        | {"一本书的旅行：认捐对象·认捐，由 0 变为 1"}
        | {TAKEN_UP, GIVEN, SUPPORTS_ONE, MERGED_ONE},
    ),
    "全部": (
        {MERGED, SUPPORTS},
        {PAIRED},
        {RENAMED, SITE_RENAMED, SITE_CLOSED, CLOSED, OLD_ENDED, FULFILLED, FUND, PLEDGED}
        | {GAVE_NO_MORE, TAKEN_UP, GIVEN, GIVES},
    ),
}
"""Of each view what has come, gone and changed; the gift that has no name does not count for all."""


def test_five_views_stand_where_they_stood_and_say_what_twenty_changes_did(  # type: ignore[no-untyped-def]
    desk, graph, tmp_path
):
    staff, steward, committee = (desk(role) for role in ("staff", "steward", "committee"))
    names = {title: keep(staff, title, ids) for title, ids in VIEWS.items()}
    before = {title: staff.view(name)["walk"] for title, name in names.items()}
    change_much(graph, tmp_path, staff, steward)
    today = format_day(datetime.now(SHANGHAI).date(), "zh")
    for title, name in names.items():
        for one, gifts in ((staff, 2), (committee, 1)):
            found = one.ask("changes", name=name)
            for part, wanted in zip(("came", "gone", "changed"), EXPECTED[title], strict=True):
                told = sorted(line["text"] for line in found[part])
                filled = sorted(text.format(today=today, gifts=gifts) for text in wanted)
                assert told == filled, (title, part, gifts)
        walk = staff.view(name)["walk"]
        assert walk == before[title] and walk["filters"]["rules"] == RULES
        places = {node["id"]: [node["x"], node["y"]] for node in walk["nodes"]}
        again = staff.ask("add", ids=list(places), positions=places)
        stands = {node["id"]: [node["x"], node["y"]] for node in again["nodes"]}
        assert {**places, **stands} == places
        assert places.keys() - stands.keys() == ({"ACT-1"} if title == "站点" else set())
        assert not any(id.startswith("R-") for id in places)
