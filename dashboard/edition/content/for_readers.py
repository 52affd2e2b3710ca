"""Answers as the readers of an edition may see them; what the public reads goes through its door."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.edition.content.asking import ask
from dashboard.edition.content.correcting import (
    Correction,
    corrections,
    has_definition_of,
    to_correct,
)
from dashboard.edition.content.frozen_answers import as_frozen
from dashboard.edition.content.order import EditionPlan
from dashboard.edition.public.door import publish, without_names
from dashboard.edition.public.earlier import AskedAgain, published_statements
from dashboard.edition.public.tables_system import Statement

_UNNAMED = "reports/edition/unnamed"


@dataclass(frozen=True)
class ForReaders:
    """Answers by id, corrections of the edition before, the answers of a year before, and whether more
    was withheld than needed."""

    tables: Mapping[str, Table]
    corrections: tuple[Correction, ...] = ()
    year_before: Mapping[str, Table] = field(default_factory=dict)
    unfinished: bool = False


def for_readers(
    runner: Runner, plan: EditionPlan, tables: Mapping[str, Table],
    year_before: Mapping[str, Table] | None = None, *, correct: bool = True,
) -> ForReaders:  # fmt: skip
    """What these readers may see; ``tables``, and those of the ``year_before``, hold every value
    where they are the public."""
    before = to_correct(runner, plan) if correct else {}
    if plan.audience == "public":
        return _for_the_public(runner, plan, tables, before, year_before or {})
    now = {
        id: ask(runner, plan, runner.catalogue.find(id), _given(runner, old))
        for id, old in before.items()
        if has_definition_of(runner, old)
    }
    return ForReaders(tables, corrections(before, as_frozen(now)), year_before or {})


def _for_the_public(
    runner: Runner, plan: EditionPlan, tables: Mapping[str, Table],
    before: Mapping[str, Table], year_before: Mapping[str, Table],
) -> ForReaders:  # fmt: skip
    asked_again = AskedAgain(runner, [*tables.values(), *year_before.values()])
    earlier = published_statements(plan.published, asked_again)
    statements: dict[Hashable, Statement] = {("now", id): Statement(tables[id]) for id in tables}
    statements |= {("year before", id): Statement(one) for id, one in year_before.items()}
    for id, old in before.items():
        if has_definition_of(runner, old) and (one := asked_again.correction(old)) is not None:
            statements["corrected", id] = one
    unnamed = _unnamed(runner, plan)
    found = publish(statements, unnamed, earlier)
    now = as_frozen(
        {id: found.tables["corrected", id] for id in before if ("corrected", id) in found.tables}
    )
    then = {id: _without_names(one, unnamed) for id, one in before.items()}
    return ForReaders(
        {id: found.tables["now", id] for id in tables},
        corrections(then, now),
        {id: found.tables["year before", id] for id in year_before},
        found.unfinished,
    )


def _given(runner: Runner, before: Table) -> dict[str, object]:
    declared = runner.catalogue.find(before.id).header.parameters
    return {name: value for name, value in before.parameters.items() if name in declared}


def _unnamed(runner: Runner, plan: EditionPlan) -> frozenset[str]:
    """Ids and names of those who have not agreed to be named in public."""
    table = runner.run_whole(runner.catalogue.find(_UNNAMED), {"as_of": plan.as_of})
    return frozenset(str(value) for row in table.rows for value in row if value)


def _without_names(table: Table, unnamed: frozenset[str]) -> Table:
    rows = [tuple(without_names(value, unnamed) for value in row) for row in table.rows]
    return replace(table, rows=rows)
