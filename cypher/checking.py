"""Run every file's own test on the live graph: admission, expectations, and the data's checks."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from cypher.admission import warnings
from cypher.parsing import Saved
from cypher.running import Runner
from cypher.table import Table
from graph.errors import GraphError


@dataclass(frozen=True)
class CheckResult:
    """One test's outcome, with its sentence in both languages and the rows that are at fault."""

    id: str
    kind: Literal["file", "admission", "warning", "expectation", "check"]
    ok: bool
    zh: str = ""
    en: str = ""
    rows: int = 0


def check(runner: Runner) -> list[CheckResult]:
    """Test every saved file; broken files come first."""
    results = [
        CheckResult(error.path, "file", False, error.zh, error.en)
        for error in runner.catalogue.broken
    ]
    for kind in ("reports", "choices", "checks"):
        for saved in runner.catalogue.of(kind):
            results.extend(check_one(runner, saved))
    return results


def check_one(runner: Runner, saved: Saved) -> list[CheckResult]:
    """Admission, warnings, and either expectations or, for a check, that there is no row."""
    try:
        plan = runner.plan(saved)
        table = runner.run(saved, cached=False)
    except GraphError as error:
        return [CheckResult(saved.id, "admission", False, error.zh, error.en)]
    found = [CheckResult(saved.id, "warning", False, zh, en) for zh, en in warnings(saved, plan)]
    problems = expectations(saved, table)
    found += [CheckResult(saved.id, "expectation", False, zh, en) for zh, en in problems]
    if saved.kind == "checks":
        found.append(_no_row(saved, table))
    return found or [CheckResult(saved.id, "expectation", True)]


def expectations(saved: Saved, table: Table) -> list[tuple[str, str]]:
    """What an answer is not, of what its header expects."""
    expect, problems = saved.header.expect, []
    if expect.columns is not None and table.names != expect.columns:
        said = ", ".join(table.names)
        return [(f"列应为 {', '.join(expect.columns)},实为 {said}", f"the columns are {said}")]
    if expect.min_rows is not None and len(table.rows) < expect.min_rows:
        problems.append(
            (f"应至少有 {expect.min_rows} 行", f"at least {expect.min_rows} rows are expected")
        )
    rows = table.dicts()
    for name in expect.not_null:
        empty = sum(row[name] is None for row in rows)
        if empty:
            problems.append((f"{name} 有 {empty} 处为空", f"{name} is empty in {empty} rows"))
    if expect.unique:
        keys = Counter(tuple(str(row[name]) for name in expect.unique) for row in rows)
        twice = sum(count > 1 for count in keys.values())
        if twice:
            names = ", ".join(expect.unique)
            problems.append(
                (f"{names} 有 {twice} 处重复", f"{names} stands twice in {twice} cases")
            )
    return problems


def _no_row(saved: Saved, table: Table) -> CheckResult:
    count = len(table.rows)
    message = saved.header.message or saved.header.title
    if not count:
        return CheckResult(saved.id, "check", True)
    shown = "; ".join(str(row[0]) for row in table.rows[:5])
    return CheckResult(
        saved.id, "check", False, f"{message.zh}({shown})", f"{message.en} ({shown})", count
    )
