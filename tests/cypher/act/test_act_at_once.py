"""Many act at one moment: one is first, everybody else is told, and nobody sees a deadlock."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from wishes_to_act_on import STAFF, faults, prepare

from cypher.act.action_library import ActionLibrary
from cypher.act.errors import ActionRefused
from cypher.act.runner import ActionResult, ActionRunner
from graph.change.numbering import by_chance, new_ids
from graph.client import Graph
from graph.load.registers.records import GraphRecords

CROWD = 60
"""In the whole run of a night 300; see the marker."""


def all_at_once(calls):
    """Make all calls at one moment; what each gave, or the refusal that it raised."""
    ready = Barrier(len(calls))

    def one(call):
        ready.wait(60)
        try:
            return call()
        except ActionRefused as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.mark.parametrize("crowd", [CROWD, pytest.param(300, marks=pytest.mark.soak)])
def test_one_of_many_has_the_wish_and_the_others_are_told_who(graph: Graph, crowd: int):
    prepare(graph, 1, crowd)
    runner = ActionRunner(graph, ActionLibrary())
    answers = all_at_once(
        [
            lambda n=n: runner.run(STAFF, "wish/claim", "W-000001", {"organisation": f"ORG-{n}"})
            for n in range(1, crowd + 1)
        ]
    )
    first = [n for n, one in enumerate(answers, 1) if isinstance(one, ActionResult)]
    assert len(first) == 1
    refusals = [one for one in answers if isinstance(one, ActionRefused)]
    assert len(refusals) == crowd - 1
    assert {one.zh for one in refusals} == {f"已由 第{first[0]}党支部 认领。"}
    assert graph.read("MATCH (c:Claim) RETURN count(c)").value() == 1
    assert faults(graph) == []


def test_one_organisation_takes_up_ten_wishes_at_once(graph: Graph):
    prepare(graph, 10, 1)
    runner = ActionRunner(graph, ActionLibrary())
    answers = all_at_once(
        [
            lambda n=n: runner.run(STAFF, "wish/claim", f"W-{n:06d}", {"organisation": "ORG-1"})
            for n in range(1, 11)
        ]
    )
    assert all(isinstance(one, ActionResult) for one in answers)
    text = "MATCH (:Organization {id: 'ORG-1'})-[:MADE]->(c:Claim) RETURN count(c)"
    assert graph.read(text).value() == 10
    assert faults(graph) == []


def test_a_form_sent_many_times_at_once_is_carried_out_once(graph: Graph):
    prepare(graph, 1, 1)
    runner = ActionRunner(graph, ActionLibrary())
    form = {"organisation": "ORG-1"}
    answers = all_at_once(
        [lambda: runner.run(STAFF, "wish/claim", "W-000001", form, request="one form")] * 8
    )
    assert {one.change_id for one in answers} == {answers[0].change_id}
    assert sorted(one.repeated for one in answers) == [False] + [True] * 7
    assert graph.read("MATCH (c:ChangeRun) RETURN count(c)").value() == 1


def test_new_wishes_at_once_are_numbered_one_after_another(graph: Graph):
    prepare(graph, 1, 1)

    def one(_: int) -> str:
        def work(tx):
            id = new_ids(tx, ["Wish"])["Wish"]
            tx.run("CREATE (:Wish {id: $id})", id=id)
            return id

        return graph.write_all(work)

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(one, range(24)))
    assert sorted(ids) == [f"W-{n:06d}" for n in range(2, 26)]


def test_ids_by_chance_do_not_disturb_the_numbers_of_the_registers(graph: Graph):

    graph.write("CREATE (:Claim {id: 'CL-000007'})")
    ids = [by_chance("Claim") for _ in range(300)]
    graph.write("UNWIND $ids AS id CREATE (:Claim {id: id})", {"ids": ids})
    assert GraphRecords(graph).greatest("Claim") == (7, 6)
