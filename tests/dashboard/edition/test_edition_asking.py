"""What an edition asks of its reports has time enough; where one fails, the error names its file."""

from datetime import date
from pathlib import Path

import pytest

from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order
from dashboard.edition.content.asking import ask
from dashboard.edition.content.order import plan
from graph.client import Graph
from graph.errors import StatementFailed, TimedOut

HEADER = """// ---
// title: {zh: 数得慢, en: Slow to count}
// about: {zh: 数很多。, en: Counts much.}
// columns:
//   n: {label: {zh: 数, en: N}, unit: count}
// view: {kind: table}
// rests_on: [Wish]
// limits: {rows: 1, seconds: 0.02}
// expect: {columns: [n]}
// ---
"""


def saved(statement: str) -> SavedStatement:
    return parse((HEADER + statement).encode(), "reports/mine/slow", "mine/slow.cypher", "own")


def test_a_question_that_runs_out_of_its_own_time_stops_no_edition(town: Graph, tmp_path: Path):
    runner = Runner(town, Catalogue.load())
    planned = plan(runner, Editions(tmp_path), Order("2025", date(2025, 8, 31)))
    slow = saved("UNWIND range(1, 2000000) AS i\nWITH i % 7 AS k\nRETURN count(k) AS n\n")
    with pytest.raises(TimedOut):
        runner.run(slow, reader=LOCAL)
    assert ask(runner, planned, slow, {}).dicts() == [{"n": 2000000}]
    with pytest.raises(StatementFailed, match=r"Slow to count.*reports/mine/slow\.cypher"):
        ask(runner, planned, saved("RETURN 1 / (1 - 1) AS n\n"), {})
