"""What an edition asks of its reports has time enough; where one fails, the error names its file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition import Editions, Order
from dashboard.edition.content.asking import ask
from dashboard.edition.content.order import plan
from graph.client import Graph
from graph.errors import StatementFailed

HEADER = """// ---
// title: {{zh: 数得慢, en: Slow to count}}
// about: {{zh: 数很多。, en: Counts much.}}
// columns:
//   n: {{label: {{zh: 数, en: N}}, unit: count}}
// view: {{kind: table}}
// rests_on: [Wish]
// limits: {{rows: 1, seconds: {seconds}}}
// expect: {{columns: [n]}}
// ---
"""


class Timed(Runner):
    """Notes how long each statement is let run."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph, Catalogue.load())
        self.seconds: list[float] = []

    def run(
        self, saved: SavedStatement, given: Mapping[str, object] | None = None, **more: Any
    ) -> Table:
        self.seconds.append(saved.header.limits.seconds)
        return super().run(saved, given, **more)


def saved(statement: str, seconds: float = 5) -> SavedStatement:
    text = HEADER.format(seconds=seconds) + statement
    return parse(text.encode(), "reports/mine/slow", "mine/slow.cypher", "own")


def test_a_question_has_a_minute_at_least_and_an_error_names_its_file(town: Graph, tmp_path: Path):
    runner = Timed(town)
    planned = plan(runner, Editions(tmp_path), Order("2025", date(2025, 8, 31)))
    for seconds in (5, 120):
        assert ask(runner, planned, saved("RETURN 3 AS n\n", seconds), {}).dicts() == [{"n": 3}]
    assert runner.seconds == [60, 120]
    with pytest.raises(StatementFailed, match=r"Slow to count.*reports/mine/slow\.cypher"):
        ask(runner, planned, saved("RETURN 1 / (1 - 1) AS n\n"), {})
