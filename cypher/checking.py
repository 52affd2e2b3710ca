"""Run every file's own test on the live graph: admission, expectations, and the data's checks."""

from dataclasses import dataclass
from typing import Literal

from cypher.admission import doubts
from cypher.errors import BadValue
from cypher.expectations import expectations
from cypher.parsing import Saved
from cypher.running import Runner
from cypher.table import Table
from graph.errors import ConnectionFailed, GraphError

_SHOWN = 5


@dataclass(frozen=True)
class CheckResult:
    """One test's outcome, with its sentence in both languages and how many rows are at fault."""

    id: str
    kind: Literal["file", "admission", "warning", "expectation", "check"]
    ok: bool
    zh: str = ""
    en: str = ""
    rows: int = 0


def check(runner: Runner) -> list[CheckResult]:
    """Test every saved file; broken files come first. Raises ConnectionFailed."""
    results = [
        CheckResult(error.path, "file", False, error.zh, error.en)
        for error in runner.catalogue.broken
    ]
    for kind in ("reports", "choices", "checks"):
        for saved in runner.catalogue.of(kind):
            results.extend(check_one(runner, saved))
    return results


def check_one(runner: Runner, saved: Saved) -> list[CheckResult]:
    """Admission, doubts, and then the expectations and, for a check, that there is no row.

    A file with a parameter that must be given is run by whoever gives it; here it is admitted only.
    """
    try:
        plan = runner.plan(saved)
    except ConnectionFailed:
        raise
    except GraphError as error:
        return [CheckResult(saved.id, "admission", False, error.zh, error.en)]
    found = [
        CheckResult(saved.id, "warning", False, doubt.zh, doubt.en) for doubt in doubts(saved, plan)
    ]
    try:
        table = runner.run_whole(saved)
    except ConnectionFailed:
        raise
    except BadValue:
        return found or [CheckResult(saved.id, "admission", True)]
    except GraphError as error:
        said = (f"{saved.path}：{error.zh}", f"{saved.path}: {error.en}")
        return [*found, CheckResult(saved.id, "expectation", False, *said)]
    found += _expected(saved, table)
    if saved.kind == "checks":
        found.append(_no_row(saved, table))
    return found or [CheckResult(saved.id, "expectation", True)]


def _expected(saved: Saved, table: Table) -> list[CheckResult]:
    line = saved.line_of("expect", key=True)
    return [
        CheckResult(
            saved.id,
            "expectation",
            False,
            f"{saved.path}:{line}：{zh}。",
            f"{saved.path}:{line}: {en}.",
        )
        for zh, en in expectations(saved, table)
    ]


def _no_row(saved: Saved, table: Table) -> CheckResult:
    count = len(table.rows)
    if not count:
        return CheckResult(saved.id, "check", True)
    message = saved.header.message or saved.header.title
    shown = ", ".join(str(row[0]) for row in table.rows[:_SHOWN])
    more = "…" if count > _SHOWN else ""
    least = (f"超过 {count}", f"more than {count}") if table.truncated else (str(count),) * 2
    return CheckResult(
        saved.id,
        "check",
        False,
        f"{message.zh}（{least[0]} 处：{shown}{more}）",
        f"{message.en} ({least[1]}: {shown}{more})",
        count,
    )
