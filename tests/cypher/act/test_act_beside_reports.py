"""A report that counts while people act: no wish is counted twice, and none is missed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from wishes_to_act_on import STAFF, prepare

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from cypher.file.parse import parse
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph

SIDES = b"""// ---
// title: {zh: a, en: A}
// about: {zh: a, en: A}
// ---
MATCH (w:Wish {status: 'PUBLISHED'})
WITH collect(w.id) AS ids
UNWIND range(1, 200000) AS i
WITH ids, count(i) AS n
UNWIND ids AS id
RETURN id
UNION ALL
MATCH (w:Wish {status: 'CLAIMED'}) RETURN w.id AS id
"""
"""Reads the index of states twice, and counts in between: meanwhile a wish may go from the one to the other."""


@pytest.mark.parametrize("acts", [60, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_wish_is_counted_once_however_many_are_taken_up(graph: Graph, acts: int):
    prepare(graph, acts, 5)
    actions = ActionRunner(graph, ActionLibrary())
    saved = parse(SIDES, "reports/sides", "own/sides.cypher", "own")
    reports = Runner(graph, Catalogue({saved.id: saved}))
    everything = [f"W-{n:06d}" for n in range(1, acts + 1)]

    def act(n: int) -> None:
        actions.run(STAFF, "wish/claim", f"W-{n:06d}", {"organisation": f"ORG-{n % 5 + 1}"})

    counted = 0
    with ThreadPoolExecutor(4) as pool:
        under_way = [pool.submit(act, n) for n in range(1, acts + 1)]
        while not all(one.done() for one in under_way):
            table = reports.run(saved, reader=LOCAL, cached=False, most=2 * acts)
            assert sorted(str(row[0]) for row in table.rows) == everything
            counted += 1
    assert [one.exception() for one in under_way] == [None] * acts
    assert counted > 1
