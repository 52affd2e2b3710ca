"""What headers declare to add up, or to be the same count, really is: on the seeded town and on wrong rows."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from truth import CATALOGUE, runner_of

from cypher.check.expectations import expectations
from cypher.file.parse import parse
from cypher.run.count_relations import Cell, Relation, holds, relations
from cypher.table import Table
from graph.client import Graph

DAY, BEFORE = date(2025, 8, 31), date(2025, 8, 30)
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
    one = table(rows, mine, parameters={"as_of": DAY})

    def beside(**given: object) -> list[bool]:
        return found({"m": one, "o": table(rows, more, id="reports/b", parameters=given)})

    assert beside(as_of=DAY, top=3) == [True]
    assert beside(as_of=DAY, top=4) == []
    assert beside(as_of=BEFORE, top=3) == []


def test_months_that_were_over_are_the_same_on_a_later_day():
    mine = "same_as: [{column: n, report: a, its_column: n, by: {kind: kind}, settled: kind}]"
    early: list[tuple[object, ...]] = [("2025-02", 4, 0, 0), ("2025-03", 1, 0, 0)]
    later: list[tuple[object, ...]] = [("2025-02", 4, 0, 0), ("2025-03", 6, 0, 0)]
    tables: dict[Hashable, Table] = {
        "early": table(early, mine, parameters={"as_of": date(2025, 3, 30)}),
        "later": table(later, mine, parameters={"as_of": date(2025, 4, 2)}),
    }
    cells = (Cell("later", 0, "n"),), (Cell("early", 0, "n"),)
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


def test_rows_of_one_report_that_count_the_same_are_compared_within_one_answer():
    mine = "same_as: [{column: n, rows: {b: 1}, report: a, its_column: n, its_rows: {b: 2}, by: {kind: kind}%s}]"
    rows: list[tuple[object, ...]] = [("x", 1, 0, 1), ("x", 1, 0, 1), ("x", 2, 0, 2), ("y", 1, 0, 1), ("y", 3, 0, 2)]  # fmt: skip
    assert found({"t": table(rows, mine % "")}) == [True, False]
    assert found({"t": table(rows, mine % ", rest: true")}) == [True, True]


ASKED: list[dict[str, object]] = [
    {"as_of": date(2025, 8, 31)},
    {"as_of": date(2025, 8, 31), "since": date(2024, 9, 1)},
    {"as_of": date(2025, 8, 30), "since": date(2025, 3, 14)},
    {"as_of": date(2025, 3, 14), "since": date(2025, 3, 14)},
    {"as_of": date(2025, 6, 15), "category": "child_study", "mode": "walk", "minutes": 8},
    {"as_of": date(2024, 7, 31)},
    {"as_of": date(2023, 9, 1)},
]
DECLARING = [
    saved
    for saved in CATALOGUE.of("reports")
    if saved.header.sums
    or saved.header.total_rows
    or saved.header.same_as
    or any(column.one_value_per is not None for column in saved.header.columns.values())
]
NAMED = {f"reports/{same.report}" for saved in DECLARING for same in saved.header.same_as}
ASKED_FOR_ONE: dict[str, dict[str, object]] = {"reports/support/ties_of": {"of": "CO-0004"}}


def answers(graph: Graph, asked: Mapping[str, object]) -> dict[Hashable, Table]:
    """The whole answers of every report that declares a relation, or that one names."""
    runner = runner_of(graph)
    found: dict[Hashable, Table] = {}
    for id in sorted({saved.id for saved in DECLARING} | NAMED):
        saved = CATALOGUE.find(id)
        given = {
            name: value
            for name, value in (dict(asked) | ASKED_FOR_ONE.get(id, {})).items()
            if name in saved.header.parameters
        }
        found[id, asked["as_of"]] = runner.run_whole(saved, given)
    return found


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_the_shipped_reports_declare_holds_in_the_town(town: Graph, asked: dict[str, object]):
    tables = answers(town, asked)
    declared = list(relations(tables))
    assert declared
    assert [one for one in declared if not holds(one, tables)] == []


def test_what_was_over_is_the_same_in_answers_of_two_days(town: Graph):
    tables = answers(town, {"as_of": date(2025, 8, 31)}) | answers(
        town, {"as_of": date(2024, 8, 31)}
    )
    across = [
        one
        for one in relations(tables)
        if len({cell.table[1] for cell in one.total + one.parts if isinstance(cell.table, tuple)})
        == 2
    ]
    assert len({str(cell.table) for one in across for cell in one.total}) > 2
    assert [one for one in across if not holds(one, tables)] == []


def one_by_one(table: Table) -> Iterator[tuple[str, Table]]:
    """The answer once for each thing that its header declares, with nothing else declared."""
    header, nothing = table.header, bare(table).header
    for name, column in header.columns.items():
        if column.one_value_per is not None:
            alone = {"columns": nothing.columns | {name: column}}
            yield f"{table.id} {name}", replace(table, header=nothing.model_copy(update=alone))
    for key in ("sums", "total_rows", "same_as"):
        for n, one in enumerate(getattr(header, key)):
            alone = {key: (one,)}
            yield f"{table.id} {key}.{n}", replace(table, header=nothing.model_copy(update=alone))


def test_no_declaration_is_empty(town: Graph):
    """Each says something of the town, for a year or from its beginning, or of two days."""
    both_modes: dict[str, object] = {"as_of": DAY, "mode": None}
    runs = [answers(town, one) for one in [*ASKED[:2], {"as_of": DAY, "minutes": 5}, both_modes]]
    days = [date(2024, 8, 31), date(2025, 8, 20)]
    runs += [runs[0] | answers(town, {"as_of": day}) for day in days]
    empty: dict[str, bool] = {}
    for tables in runs:
        others = {key: bare(table) for key, table in tables.items()}
        for key, table in tables.items():
            for name, alone in one_by_one(table):
                named = {f"reports/{same.report}" for same in alone.header.same_as}
                beside = {other: one for other, one in others.items() if one.id in named}
                told = any(relations(beside | {key: alone}))
                empty[name] = empty.get(name, True) and not told
    assert [name for name, is_empty in empty.items() if is_empty] == []


def bare(table: Table) -> Table:
    columns = {
        name: column.model_copy(update={"one_value_per": None})
        for name, column in table.header.columns.items()
    }
    nothing: dict[str, object] = {"columns": columns, "sums": (), "total_rows": (), "same_as": ()}
    return replace(table, header=table.header.model_copy(update=nothing))


def test_every_report_and_column_that_is_named_exists():
    for saved in DECLARING:
        for same in saved.header.same_as:
            its = CATALOGUE.find(f"reports/{same.report}").header
            named = {
                same.its_column,
                *same.its_rows,
                *same.by.values(),
                *(same.its_months or ())[:1],
            }
            assert named <= set(its.columns), (saved.id, same)
            parameters = set(saved.header.parameters) | set(its.parameters)
            assert set(same.whatever) <= parameters, (saved.id, same)
