"""Runs one saved statement for an edition; where that fails, the error says which."""

from collections.abc import Mapping
from contextlib import suppress

from cypher.file.parse import SavedStatement
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.order import EditionPlan
from graph.errors import GraphError, TimedOut

_TRIES = 3


def ask(
    runner: Runner, plan: EditionPlan, saved: SavedStatement, given: Mapping[str, object]
) -> Table:
    """The answer as the plan's readers see it; for the public with every value, since what they may
    see is worked out over all answers together. Raises a GraphError that names the file."""
    try:
        for _ in range(_TRIES - 1):
            with suppress(TimedOut):  # the next time the server has its plan ready
                return _answer(runner, plan, saved, given)
        return _answer(runner, plan, saved, given)
    except GraphError as error:
        name, title = saved.id.removeprefix("reports/"), saved.header.title
        error.zh = f"“{title.zh}”（{name}）：{error.zh}"
        error.en = f"“{title.en}” ({name}): {error.en}"
        error.args = (error.en,)
        raise


def _answer(
    runner: Runner, plan: EditionPlan, saved: SavedStatement, given: Mapping[str, object]
) -> Table:
    if plan.audience == "public":
        return runner.run_whole(saved, given)
    return runner.run(saved, given, reader=plan.reader, cached=False)
