"""Run every file's own test on the live graph: admission, expectations, and the data's checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from time import perf_counter
from typing import Literal

from cypher.admission.admit import doubts
from cypher.check.expectations import expectations
from cypher.check.marks import marks, untrue_mark, untrue_shares
from cypher.errors import BadValue, NotApproved, UnknownReport, meant
from cypher.file.parse import SavedStatement
from cypher.run.runner import Runner
from cypher.table import Table
from graph.errors import ConnectionFailed, GraphError
from graph.progress import Reporter, Silent

_SHOWN = 5
_MARKS = 12
"""How many numbers of a report are held against the rows behind them."""
_KINDS = ("reports", "choices", "checks", "explore")


@dataclass(frozen=True)
class CheckResult:
    """One test's outcome, with its sentence in both languages and how many rows are at fault.

    ``seconds`` is what the whole file took.
    """

    id: str
    kind: Literal["file", "admission", "warning", "expectation", "check"]
    ok: bool
    zh: str = ""
    en: str = ""
    rows: int = 0
    seconds: float = field(default=0.0, compare=False)


def check(
    runner: Runner, only: Sequence[str] = (), progress: Reporter | None = None
) -> list[CheckResult]:
    """Test the saved files, or ``only`` those of some ids or folders; broken files come first.

    Raises ConnectionFailed, and UnknownReport where one of ``only`` names nothing.
    """
    catalogue = runner.catalogue
    saved = [one for kind in _KINDS for one in catalogue.of(kind)]
    chosen = set(_chosen([*(one.id for one in saved), *(e.id for e in catalogue.broken)], only))
    results = [
        CheckResult(error.path, "file", False, error.zh, error.en)
        for error in catalogue.broken
        if error.id in chosen
    ]
    wanted = [one for one in saved if one.id in chosen]
    with (progress or Silent()).task("检查文件", "Checking files", len(wanted)) as task:
        for one in wanted:
            begin = perf_counter()
            found = check_one(runner, one)
            took = perf_counter() - begin
            results += [replace(result, seconds=took) for result in found]
            task.advance()
    return results


def _chosen(ids: Sequence[str], only: Sequence[str]) -> Iterator[str]:
    """The ids that are meant: by id, by folder, with or without ``reports/``, or by the file's path."""
    if not only:
        yield from ids
    for given in only:
        bare = (
            given.replace("\\", "/").removesuffix(".cypher").rstrip("/…*.").removeprefix("cypher/")
        )
        found = [id for id in ids if _is_below(id, bare) or _is_below(id, f"reports/{bare}")]
        if not found:
            zh, en = meant(bare, [*ids, *{id.rpartition("/")[0] for id in ids}])
            raise UnknownReport(
                f"没有 {given} 这个文件或文件夹。{zh}", f"There is no file or folder {given}.{en}"
            )
        yield from found


def _is_below(id: str, folder: str) -> bool:
    return id == folder or id.startswith(f"{folder}/")


def check_one(runner: Runner, saved: SavedStatement) -> list[CheckResult]:
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
        text = (f"{saved.path}：{error.zh}", f"{saved.path}: {error.en}")
        return [*found, CheckResult(saved.id, "expectation", False, *text)]
    found += _expected(saved, table)
    if saved.source == "own":
        found += _marked(runner, saved, table)
    if saved.kind == "checks":
        found.append(_no_row(saved, table))
    return found or [CheckResult(saved.id, "expectation", True)]


def refuse_unfit(runner: Runner, saved: SavedStatement) -> None:
    """Raise NotApproved where a file is not admitted or fails its own expectations."""
    for result in check_one(runner, saved):
        if not result.ok and result.kind in ("admission", "expectation"):
            zh, en = f"未能批准：{result.zh}", f"It cannot be approved: {result.en}"
            raise NotApproved(zh, en)


def _expected(saved: SavedStatement, table: Table) -> list[CheckResult]:
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


def _marked(runner: Runner, saved: SavedStatement, table: Table) -> list[CheckResult]:
    """Whether the numbers of one's own report have the rows behind them that it says: some of them,
    from its first row to its last."""
    every, found = list(marks(runner, table)), []
    for mark in every[:: len(every) // _MARKS + 1]:
        wrong = untrue_mark(runner, mark)
        if wrong is None:
            continue
        line = saved.line_at(("columns", mark.column))
        at = "没有数完" if wrong.found is None else f"{wrong.found:,}"
        zh = f"{saved.path}:{line}：第 {mark.row} 行的 {mark.column} 是 {mark.value:,}，{mark.report} 查出来却是 {at}。"
        many = "more than it shows" if wrong.found is None else f"{wrong.found:,}"
        en = f"{saved.path}:{line}: {mark.column} of row {mark.row} is {mark.value:,}, but {mark.report} has {many}."
        found.append(CheckResult(saved.id, "expectation", False, zh, en))
    for name, row in islice(untrue_shares(table), _SHOWN):
        line = saved.line_at(("columns", name))
        zh = f"{saved.path}:{line}：第 {row} 行的 {name} 不是 ratio 所说的两列之比，或其中一列没有 rows。"
        en = f"{saved.path}:{line}: {name} of row {row} is not the share that its ratio says, or a column of it has no rows."
        found.append(CheckResult(saved.id, "expectation", False, zh, en))
    return found


def _no_row(saved: SavedStatement, table: Table) -> CheckResult:
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
