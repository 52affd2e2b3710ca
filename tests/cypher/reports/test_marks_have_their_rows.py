"""Every number that leads to the rows behind it: the report it leads to, asked as the link asks it,
has exactly as many rows, or adds up to it. All failures are listed at once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from truth import CATALOGUE, runner_of

from cypher.check.marks import Mark, marks, untrue_mark, untrue_shares
from cypher.file.parse import SavedStatement
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.rows_behind import change_behind, matches, whole_values
from graph.client import Graph

DAY, BEFORE, YEAR_BEFORE = date(2025, 8, 31), date(2025, 7, 31), date(2024, 8, 31)
ASKED: list[dict[str, Any]] = [
    {
        "as_of": DAY,
        "distributions": True,
        "id": "ST-0001",
        "of": "ST-0001",
        "organisation": "ORG-0028",
    },
    {
        "as_of": date(2024, 8, 20),
        "id": "AREA-TOWN",
        "steps": 2,
        "of": "SITE-0001",
        "weekday": "7",
        "minutes": 10,
    },
    {
        "as_of": DAY,
        "category": "riding_gear",
        "since": date(2025, 1, 1),
        "group": "two_new",
        "of": "ORG-0001",
        "id": "ORG-0001",
        "steps": 2,
    },
    {"as_of": DAY, "company": "CO-0001", "months": 3, "id": "SITE-0001", "ended": True},
]
"""With what every report is asked: each takes of it what it has."""
MOST, FEW = 10, 2
"""Of a column with more marks so many are looked at, from its start to its end: for the first of what
is asked, and for the others."""


def declaring() -> list[SavedStatement]:
    """The reports with a number that leads to its rows."""
    return [
        saved
        for saved in CATALOGUE.of("reports")
        if saved.header.view.kind == "attention"
        or any(column.rows for column in saved.header.columns.values())
    ]


def given(saved: SavedStatement, asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name in saved.header.parameters}


def untrue(
    runner: Runner, saved: SavedStatement, asked: dict[str, Any], most: int
) -> Iterator[str]:
    """What is wrong with the marks of an answer, of ``most`` in each column from its start to its end."""
    columns: dict[str, list[Mark]] = {}
    for mark in marks(runner, runner.run_whole(saved, asked)):
        columns.setdefault(mark.column, []).append(mark)
    for mark in (one for found in columns.values() for one in found[:: len(found) // most + 1]):
        wrong = untrue_mark(runner, mark)
        if wrong is not None:
            yield f"{saved.id} {asked} row {mark.row} {mark.column} {mark.value}: {mark.report} {mark.values} has {wrong.found}"


@pytest.mark.parametrize("saved", declaring(), ids=lambda saved: saved.id)
def test_a_number_has_exactly_its_rows_behind_it(town: Graph, saved: SavedStatement):
    runner = runner_of(town)
    every = [given(saved, asked) for asked in ASKED]
    different = [one for at, one in enumerate(every) if one not in every[:at]]
    wrong = list(untrue(runner, saved, different[0], MOST))
    wrong += [one for asked in different[1:] for one in untrue(runner, saved, asked, FEW)]
    assert wrong == []


def test_marks_of_every_kind_of_picture_lead_to_rows(town: Graph):
    runner, kinds = runner_of(town), set()
    for saved in declaring():
        table = runner.run_whole(saved, given(saved, ASKED[0]))
        if any(True for _ in marks(runner, table)):
            kinds.add(saved.header.view.kind)
    assert {"number", "bar", "line", "sankey", "layers", "matrix", "attention"} <= kinds


def changing() -> list[tuple[str, str]]:
    return [
        (saved.id, name)
        for saved in CATALOGUE.of("reports")
        for name, column in saved.header.columns.items()
        if column.changes is not None
    ]


@pytest.mark.parametrize("then", [BEFORE, YEAR_BEFORE], ids=str)
@pytest.mark.parametrize("id, name", changing())
def test_a_change_is_what_came_less_what_went(town: Graph, id: str, name: str, then: date):
    runner, saved = runner_of(town), CATALOGUE.find(id)
    now = runner.run_whole(saved, {"as_of": DAY})
    row, before = now.dicts()[0], runner.run_whole(saved, {"as_of": then}).dicts()[0]
    behind = change_behind(saved.header, name, row, then)
    assert behind is not None
    declared, values = behind
    report = CATALOGUE.find(declared.report)
    asked = whole_values(saved.header, report.header, declared, values, now.parameters)
    found = runner.run_whole(report, asked)
    assert not found.truncated
    assert sum(one[declared.adds or ""] for one in numbers(found)) == number(row[name]) - number(
        before[name]
    )


def number(value: object) -> int:
    assert isinstance(value, int)
    return value


def numbers(table: Table) -> list[dict[str, int]]:
    return [
        {name: value for name, value in row.items() if isinstance(value, int)}
        for row in table.dicts()
    ]


def by_month() -> list[tuple[str, str]]:
    return [
        (saved.id, name)
        for saved in CATALOGUE.of("reports")
        for name, column in saved.header.columns.items()
        if column.by_month is not None
    ]


@pytest.mark.parametrize("id, name", by_month())
def test_the_line_beside_a_number_goes_through_the_number_at_each_months_end(
    town: Graph, id: str, name: str
):
    runner, saved = runner_of(town), CATALOGUE.find(id)
    declared = saved.header.columns[name].by_month
    assert declared is not None
    months = runner.run_whole(CATALOGUE.find(declared.report), {"as_of": DAY})
    line = {
        row["month"]: row[declared.value] for row in months.dicts() if matches(row, declared.where)
    }
    ends = {"2025-08": DAY, "2025-07": BEFORE, "2024-08": YEAR_BEFORE}
    found = {
        month: runner.run_whole(saved, {"as_of": day}).dicts()[0][name]
        for month, day in ends.items()
    }
    assert {month: line[month] for month in ends} == found


def sharing() -> list[SavedStatement]:
    """The reports with a share whose part and whole lead to their rows."""
    return [
        saved
        for saved in CATALOGUE.of("reports")
        if any(column.ratio for column in saved.header.columns.values())
    ]


@pytest.mark.parametrize("saved", sharing(), ids=lambda saved: saved.id)
def test_a_share_is_its_part_of_its_whole_and_both_have_rows(town: Graph, saved: SavedStatement):
    table = runner_of(town).run_whole(saved, given(saved, ASKED[0]))
    shares = [name for name in table.names if table.column(name).ratio is not None]
    assert any(isinstance(row[name], float) for row in table.dicts() for name in shares)
    assert list(untrue_shares(table)) == []
