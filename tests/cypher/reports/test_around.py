"""What surrounds a record, against the relationships of the graph counted in plain Python."""

from collections import Counter
from datetime import date

import pytest
from truth import runner_of

from cypher.reader import LOCAL, Reader
from cypher.run.runner import Runner
from graph.client import Graph
from graph.model import NODES

COMMITTEE = Reader("委员", "committee", "committee")
DAY = date(2025, 8, 31)
HIDDEN = {"Rider", "Child", "Consent", "WishEvent"}
FURTHER = ("PartyOrganization", "MassOrganization", "Agency")


@pytest.fixture(scope="module")
def runner(town: Graph) -> Runner:
    return runner_of(town)


def asked(runner: Runner, id: str, steps: int, reader: Reader = COMMITTEE):
    saved = runner.catalogue.find("reports/records/around")
    return runner.run(saved, {"id": id, "steps": steps, "as_of": DAY}, reader=reader).dicts()


def around(graph: Graph, id: str) -> Counter[tuple[str, str, str]]:
    """Relationship, way and kind to how many hold on the day and are not kept from the committee."""
    found = graph.read(
        "MATCH (n {id: $id})-[r]-(m) WHERE NOT (type(r) IN ['GAVE', 'PLEDGED'] "
        "AND EXISTS { (d:Donation {publicity: 'anonymous'}) WHERE d = endNode(r) "
        "OR EXISTS { (d)-[:SETTLES]->(x) WHERE x = endNode(r) } }) "
        "RETURN type(r), startNode(r) = n, labels(m), r.from, r.to",
        {"id": id},
        rows=None,
    ).rows
    counts: Counter[tuple[str, str, str]] = Counter()
    for tie, out, labels, began, ended in found:
        kind = next(one for one in labels if one not in FURTHER)
        holds = (began is None or began <= DAY) and (ended is None or ended > DAY)
        if holds and kind not in HIDDEN and tie != "REACHES":
            counts[tie, "out" if out else "in", kind] += 1
    return counts


def one_of_each(graph: Graph) -> list[str]:
    """The record of each kind with the most relationships, and one with few."""
    ids = []
    for kind in sorted(NODES.keys() - {"Rider", "Child", "Consent", "AuditRecord"}):
        rows = graph.read(
            f"MATCH (n:{kind}) RETURN n.id ORDER BY COUNT {{ (n)--() }} DESC, n.id"
        ).rows
        ids += [id for (id,) in (*rows[:1], *rows[-1:])]
    return ids


def test_the_first_step_counts_every_relationship_and_no_person(town: Graph, runner: Runner):
    for id in one_of_each(town):
        counts: Counter[tuple[str, str, str]] = Counter()
        for row in asked(runner, id, 1):
            if row["step"] == 1:
                assert row["kind"] not in HIDDEN
                counts[row["tie"], row["way"], row["kind"]] += row["count"]
        assert counts == around(town, id), id


def test_the_second_step_goes_on_from_each_record_of_the_first(town: Graph, runner: Runner):
    followed = 0
    for id in ("ST-0001", "SITE-0001", "ORG-0001", "DON-0001", "W-000001"):
        rows = asked(runner, id, 2)
        for one in (row for row in rows if row["step"] == 1 and row["alone"]):
            further = [row for row in rows if row["step"] == 2 and row["unit"] == one["unit"]]
            assert not {row["kind"] for row in further} & HIDDEN
            there = around(town, one["other_id"])
            for row in further:
                way = row["tie"], row["way"], row["kind"]
                assert there.pop(way) == row["count"] if not row["alone"] else way in there
            shown = {(row["tie"], row["way"], row["kind"]) for row in further}
            back = one["tie"], "in" if one["way"] == "out" else "out"
            assert not [way for way in there if way not in shown and way[:2] != back], one
            followed += 1
    assert followed >= 10


def test_a_person_is_surrounded_for_staff_alone(town: Graph, runner: Runner):
    saved = runner.catalogue.find("reports/records/around_person")
    assert saved.header.audience == ("staff",) and saved.header.privacy.personal
    rows = runner.run(saved, {"id": "R-0001", "steps": 2}, reader=LOCAL).dicts()
    assert rows[0]["other"] and {row["kind"] for row in rows if row["step"] == 2}.isdisjoint(HIDDEN)


def test_two_thousand_around_are_marks_with_numbers(graph: Graph):
    graph.write(
        "CREATE (s:ServiceStation {id: 'ST-1', name: '枫溪'}) WITH s "
        "UNWIND range(1, 2000) AS n CREATE (:Wish {id: 'W-' + n, title: '心愿', category: 'health'})-[:VIA]->(s)"
    )
    rows = asked(runner_of(graph), "ST-1", 2)
    assert [(row["step"], row["count"], row["followed"]) for row in rows] == [
        (0, 1, True),
        (1, 2000, False),
    ]
