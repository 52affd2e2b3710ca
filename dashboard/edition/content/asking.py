"""Runs one saved statement for an edition, with time enough; where that fails, the error says which."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from cypher.file.parse import SavedStatement
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.order import EditionPlan
from graph.errors import GraphError, TimedOut

_TRIES = 2
_SECONDS = 60.0
"""For how long a question of an edition may run at least. A report's own limit is for who waits at a
page; for an edition nobody waits, and one question that a busy machine answers late would stop it all."""


def ask(
    runner: Runner, plan: EditionPlan, saved: SavedStatement, given: Mapping[str, object]
) -> Table:
    """The answer as the plan's readers see it; for the public with every value, since what they may
    see is worked out over all answers together. Raises a GraphError that names the file."""
    patient = _with_time(saved)
    try:
        for _ in range(_TRIES - 1):
            with suppress(TimedOut):  # the next time the server has its plan ready
                return _answer(runner, plan, patient, given)
        return _answer(runner, plan, patient, given)
    except GraphError as error:
        title, file = saved.header.title, f"{saved.id}.cypher"
        error.zh = f"“{title.zh}”（{file}）：{error.zh}"
        error.en = f"“{title.en}” ({file}): {error.en}"
        error.args = (error.en,)
        raise


def _with_time(saved: SavedStatement) -> SavedStatement:
    """The same statement with the time that an edition gives it."""
    limits = saved.header.limits
    if limits.seconds >= _SECONDS:
        return saved
    longer = limits.model_copy(update={"seconds": _SECONDS})
    return replace(saved, header=saved.header.model_copy(update={"limits": longer}))


def _answer(
    runner: Runner, plan: EditionPlan, saved: SavedStatement, given: Mapping[str, object]
) -> Table:
    if plan.audience == "public":
        return runner.run_whole(saved, given)
    return runner.run(saved, given, reader=plan.reader, cached=False)
