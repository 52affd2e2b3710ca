"""What headers declare to add up, or to be the same count, really is: on the seeded town and on wrong rows."""

from collections.abc import Hashable, Mapping
from datetime import date

import pytest
from truth import CATALOGUE, runner_of

from cypher.check.expectations import expectations
from cypher.file.parse import parse
from cypher.run.count_relations import Cell, Relation, holds, relations
from cypher.table import Table
from graph.client import Graph

DAYS = [
    date(2025, 8, 31),
    date(2025, 8, 30),
    date(2025, 3, 14),
    date(2024, 7, 31),
    date(2023, 9, 1),
]
SINCE = [None, date(2024, 9, 1), date(2025, 3, 14)]
HEADER = """\
// ---
// title: {{zh: 甲, en: A}}
// about: {{zh: 甲。, en: A.}}
// columns:
//   kind: {{label: {{zh: 类, en: Kind}}}}
//   n: {{label: {{zh: 件, en: N}}, unit: count}}
//   a: {{label: {{zh: 甲, en: A}}, unit: count}}
//   b: {{label: {{zh: 乙, en: B}}, unit: count{per}}}
{declared}// ---
RETURN 1
"""


def table(
    rows: list[tuple[object, ...]],
    declared: str = "",
    *,
    id: str = "reports/a",
    per: str = "",
    parameters: Mapping[str, object] | None = None,
) -> Table:
    lines = "".join(f"// {line}\n" for line in declared.splitlines())
    text = HEADER.format(declared=lines, per=per)
    saved = parse(text.encode(), id, f"{id}.cypher", "own")
    names = ("kind", "n", "a", "b")
    given = dict(parameters or {})
    return Table(id, "v", saved.header, names, rows, False, given, (), "d", 0.0)


def found(tables: Mapping[Hashable, Table]) -> list[bool]:
    return [holds(one, tables) for one in relations(tables)]


def test_columns_of_a_row_add_up_or_are_part_of_it():
    rows: list[tuple[object, ...]] = [("x", 5, 2, 3), ("y", 5, 2, 2), ("z", None, 1, 1)]
    assert found({"t": table(rows, "sums: [{total: n, parts: [a, b]}]")}) == [True, False]
    with_rest = table(rows, "sums: [{total: n, parts: [a, b], rest: true}]")
    assert found({"t": with_rest}) == [True, True]


def test_a_total_row_holds_the_sums_of_the_others_within_each_group():
    rows: list[tuple[object, ...]] = [
        ("x", 1, 7, 1), ("y", 2, 7, 1), ("total", 3, 7, 1),
        ("x", 1, 8, 2), ("total", 2, 8, 2), ("y", 9, 9, 3),
    ]  # fmt: skip
    one = table(rows, "total_rows: [{column: kind, counts: [n], within: [b]}]")
    assert found({"t": one}) == [True, False]
    some = "total_rows: [{column: kind, total: total, parts: [x], counts: [n], within: [b], rest: true}]"
    assert found({"t": table(rows, some)}) == [True, True]


def test_a_repeated_value_is_one_value():
    rows: list[tuple[object, ...]] = [("x", 1, 1, 4), ("x", 2, 2, 4), ("y", 3, 3, 5)]
    assert found({"t": table(rows, per=", one_value_per: [kind]")}) == [True]
    assert found({"t": table(rows, per=", one_value_per: []")}) == [True, False]


def test_a_count_of_another_report_is_compared_by_what_both_list():
    mine = "same_as: [{column: n, report: b, its_column: a, by: {kind: kind}}]"
    rows: list[tuple[object, ...]] = [("x", 1, 0, 0), ("y", 2, 0, 0), ("z", 3, 0, 0)]
    its: list[tuple[object, ...]] = [("x", 0, 1, 0), ("y", 0, 1, 0), ("y", 0, 1, 0), ("y", 0, 1, 0)]
    one, other = table(rows, mine), table(its, id="reports/b")
    assert found({"m": one, "o": other}) == [True, False]
    assert found({"o": other, "m": one}) == [True, False]


def test_reports_asked_otherwise_are_not_the_same():
    mine = "same_as: [{column: n, report: b, its_column: n}]"
    more = "parameters: {top: {type: integer, default: 3, label: {zh: 前, en: Top}}}"
    rows: list[tuple[object, ...]] = [("x", 1, 0, 0)]
    one = table(rows, mine, parameters={"as_of": DAYS[0]})

    def beside(**given: object) -> list[bool]:
        return found({"m": one, "o": table(rows, more, id="reports/b", parameters=given)})

    assert beside(as_of=DAYS[0], top=3) == [True]
    assert beside(as_of=DAYS[0], top=4) == []
    assert beside(as_of=DAYS[1], top=3) == []


def test_months_that_were_over_are_the_same_on_a_later_day():
    mine = "same_as: [{column: n, report: a, its_column: n, by: {kind: kind}, settled: kind}]"
    early: list[tuple[object, ...]] = [("2025-02", 4, 0, 0), ("2025-03", 1, 0, 0)]
    later: list[tuple[object, ...]] = [("2025-02", 4, 0, 0), ("2025-03", 6, 0, 0)]
    tables: dict[Hashable, Table] = {
        "early": table(early, mine, parameters={"as_of": date(2025, 3, 30)}),
        "later": table(later, mine, parameters={"as_of": date(2025, 4, 2)}),
    }
    cells = (Cell("early", 0, "n"),), (Cell("later", 0, "n"),)
    assert list(relations(tables)) == [Relation(*cells)]


def test_only_months_from_the_day_asked_for_are_added_up():
    mine = "same_as: [{column: n, report: b, its_column: n, its_months: [kind, since]}]"
    its: list[tuple[object, ...]] = [
        ("2025-01", 9, 0, 0),
        ("2025-02", 4, 0, 0),
        ("2025-03", 1, 0, 0),
    ]
    other = table(its, id="reports/b")

    def beside(since: date | None) -> list[bool]:
        one = table([("x", 5, 0, 0)], mine, parameters={"since": since})
        return found({"m": one, "o": other})

    assert beside(date(2025, 2, 1)) == [True]
    assert beside(date(2025, 1, 1)) == [False]
    assert beside(date(2025, 2, 2)) == []
    assert beside(date(2024, 12, 1)) == []
    assert beside(None) == []


def test_a_file_whose_declared_sums_do_not_hold_fails_its_check():
    wrong = table([("x", 5, 2, 2)], "sums: [{total: n, parts: [a, b]}]")
    saved = parse(HEADER.format(declared="", per="").encode(), "reports/a", "a.cypher", "own")
    assert [en for _, en in expectations(saved, wrong)] == [
        "n does not add up as declared in 1 cases, such as row 1"
    ]


@pytest.mark.parametrize("since", SINCE, ids=str)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_the_shipped_reports_declare_holds_in_the_town(
    town: Graph, day: date, since: date | None
):
    runner, tables = runner_of(town), {}
    for saved in CATALOGUE.of("reports"):
        header = saved.header
        if not (header.sums or header.total_rows or header.same_as) and not _is_named(saved.id):
            continue
        ours = {"as_of": day, "since": since}
        given = {name: value for name, value in ours.items() if name in header.parameters}
        tables[saved.id] = runner.run_whole(saved, given)
    declared = list(relations(tables))
    assert declared
    assert [one for one in declared if not holds(one, tables)] == []


def _is_named(id: str) -> bool:
    """Whether another report declares a count of this one."""
    named = {
        f"reports/{one.report}" for saved in CATALOGUE.of("reports") for one in saved.header.same_as
    }
    return id in named
