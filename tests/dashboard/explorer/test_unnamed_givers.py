"""Who gave without wanting to be named is said to staff and to nobody else, whatever is asked over HTTP."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from in_process import served_here
from visitors import Visitor, home_of_roles

from cypher.library.catalogue import Catalogue
from graph.client import Graph

Visit = Callable[[str], Visitor]
TOTALS = frozenset(
    {
        "reports/money/account",  # sums of all gifts, and how many gave
        "reports/money/totals",
        "reports/overview/donations_received",
        "reports/edition/money",  # editions have an audience of their own
        "reports/edition/named",
        "reports/edition/public_money",
    }
)
"""Reports with givers that name none of them, or by the rule of editions."""


@dataclass(frozen=True)
class Gift:
    """A gift without a name: its giver, the pledge it settled, what else the giver gave by name."""

    id: str
    giver: str
    name: str
    pledge: str
    named: frozenset[str]


@pytest.fixture(scope="module")
def gift(rows: Mapping[str, list[Any]]) -> Gift:
    """One whose giver can be told by nothing but what is asked here."""
    unnamed = {one.id for one in rows["Donation"] if one.publicity == "anonymous"}
    gave = defaultdict(set)
    for one in rows["Gave"]:
        gave[one.start].add(one.end)
    settled = {one.start: one.end for one in rows["Settles"]}
    found = next(one for one in rows["Gave"] if one.end in unnamed and one.end in settled)
    [name] = [one.name for one in rows["Organization"] if one.id == found.start]
    return Gift(
        found.end, found.start, name, settled[found.end], frozenset(gave[found.start] - unnamed)
    )


@pytest.fixture(scope="module")
def visit(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("givers")
    home = home_of_roles(folder)
    with served_here(town, folder) as server:
        yield lambda role: Visitor(server, f"http://127.0.0.1:{server.port}", home, role)


def explore(one: Visitor, question: str, **body: object) -> str:
    answer = one.post(f"explore/{question}?lang=zh", json=body)
    assert answer.status_code == 200, answer.text
    return answer.text


def file(one: Visitor, report: str, **values: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in values.items())
    answer = one.get(f"download/{report}.csv?lang=zh&{query}")
    assert answer.status_code == 200, (report, answer.text)
    return answer.content.decode("utf-8-sig")


def tells(one: Visitor, gift: Gift) -> dict[str, bool]:
    """What is asked about a gift, its pledge and its giver: whether the answer brings them together."""
    about, gifts = {gift.giver, gift.name}, {gift.id, gift.pledge}
    three = [gift.id, gift.giver, gift.pledge]

    def one_line(text: str) -> bool:
        lines = text.splitlines()
        return any(
            any(a in line for a in about) and any(g in line for g in gifts) for line in lines
        )

    tie = re.compile(rf"(GAVE|PLEDGED)\|{gift.giver}\|({'|'.join(gifts)})\b")
    counts = json.loads(explore(one, "around", ids=three))["around"]
    gave = sum(row["count"] for row in counts[gift.giver] if row["tie"] == "GAVE")
    found = {
        "add": bool(tie.search(explore(one, "add", ids=three))),
        "path": bool(tie.search(explore(one, "path", **{"from": gift.giver, "to": gift.id}))),
        "count of gifts": gave != len(gift.named),
        "count of givers": any("GAVE" in row["tie"] for row in counts[gift.id]),
        "graphml": bool(tie.search(explore(one, "take/graphml", ids=three))),
        "csv": one_line(explore(one, "take/csv", ids=three)),
    }
    for report in ("money/moves", "money/pledges", "kinds/donation", "kinds/pledge"):
        found[report] = one_line(file(one, report))
    for id, ends in ((gift.giver, gifts), (gift.id, about), (gift.pledge, about)):
        for report in ("ties", "around"):
            text = file(one, f"records/{report}", id=id)
            found[f"{report} of {id}"] = any(end in text for end in ends)
    for start, tie_type, way, kind, ends in (
        (gift.giver, "GAVE", "out", "Donation", gifts),
        (gift.giver, "PLEDGED", "out", "Pledge", gifts),
        (gift.id, "GAVE", "in", "Organization", about),
        (gift.pledge, "PLEDGED", "in", "Organization", about),
    ):
        text = explore(one, "expand", id=start, tie=tie_type, way=way, kind=kind, all=True)
        found[f"{start} {tie_type}"] = any(f'"{end}"' in text for end in ends)
    trail = file(one, "money/trail").splitlines()
    found["trail"] = any(gift.name in line and "不署名" in line for line in trail)
    found["title"] = gift.name in file(one, "records/title", id=gift.pledge)
    found["story"] = any(end in file(one, "records/story", id=gift.giver) for end in gifts)
    return found


def test_nothing_tells_the_committee_who_gave_and_staff_are_told(visit, gift):  # type: ignore[no-untyped-def]
    told = {role: tells(visit(role), gift) for role in ("staff", "steward", "committee")}
    assert [what for what, is_so in told["committee"].items() if is_so] == []
    for role in ("staff", "steward"):
        assert [what for what, is_so in told[role].items() if not is_so] == [], role


def test_a_view_that_staff_share_does_not_tell_it_either(visit, gift):  # type: ignore[no-untyped-def]
    staff, committee = visit("staff"), visit("committee")
    opened = json.loads(explore(staff, "add", ids=[gift.giver, gift.id, gift.pledge]))
    assert {tie["kind"] for tie in opened["ties"]} >= {"GAVE", "PLEDGED"}
    nodes = [{"id": one["id"], "x": one["x"], "y": one["y"]} for one in opened["nodes"]]
    walk = {"nodes": nodes, "ties": [one["id"] for one in opened["ties"]]}
    kept = explore(staff, "views/keep", title="善款", shared="all", walk=walk)
    name = json.loads(kept)["view"]["name"]
    for one in (committee, staff):
        changes = json.loads(explore(one, "changes", name=name))
        assert (changes["came"], changes["gone"], changes["changed"]) == ([], [], [])
        assert "GAVE" not in one.get(f"explore/views?name={name}").text


def test_every_file_with_givers_asks_whom_it_may_name():
    catalogue = Catalogue.load()
    open_to_others = [
        saved
        for kind in ("reports", "choices", "explore")
        for saved in catalogue.of(kind)
        if {"committee", "public"} & set(saved.header.audience)
        and re.search(r"\b(GAVE|PLEDGED)\b", saved.statement)
    ]
    assert len(open_to_others) > 10
    silent = {saved.id for saved in open_to_others if "$unnamed" not in saved.statement}
    assert silent == TOTALS
