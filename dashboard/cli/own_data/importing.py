"""``lianxin import``: a file planned, shown, and landed when one agrees; a load undone."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from cypher.reader import Reader
from dashboard.auth.rights import Right
from dashboard.cli.data import prepare, refuse_foreign
from dashboard.cli.own_data.options import ImportOptions
from dashboard.cli.own_data.printing import print_differs, print_plan
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences, town_of, write_file
from dashboard.imports.landing import Landed, LoadPlace, land_plan, require_undo, undo_load
from dashboard.imports.plans.planning import Planned, Planner
from dashboard.imports.plans.value_text import ValueText
from dashboard.imports.workbooks import marked
from graph.client import Graph
from graph.errors import LoadError
from graph.load.plan import PlanOutdated

_AGAIN = 3
"""So often a plan is made anew because others wrote meanwhile."""


class _Day(click.ParamType[date]):
    name = "DAY"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: 2026-11-27", param, ctx)


def _many(flag: str, name: str, metavar: str, help: str) -> Any:
    return click.option(flag, name, multiple=True, metavar=metavar, help=help)


@click.command(name="import")
@click.argument(
    "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option("--dry-run", is_flag=True, help="只核对，不写入 · plan only, write nothing")
@click.option("--yes", is_flag=True, help="不再询问，直接导入 · do not ask")
@click.option("--all", "whole_plan", is_flag=True, help="列出每一处改动 · list every change")
@_many("--whole", "whole", "SHEET", "这张表以文件为准 · this sheet is the whole")
@click.option(
    "--ended-on",
    type=_Day(),
    help="文件中没有的从这天起结束 · the day on which what is missing ends",
)
@_many("--missing", "missing", "SHEET=N", "确认缺少的条数 · confirm how many are missing")
@_many("--clear-blanks", "clear_blanks", "SHEET", "空格子清空原值 · blank cells clear values")
@_many(
    "--same", "same", "SHEET!ROW=ID", "这一行就是它，名称不变 · it is that record, as it is called"
)
@_many(
    "--rename",
    "rename",
    "SHEET!ROW=ID",
    "这一行就是它，改用文件里的名称 · it is, and takes this name",
)
@_many("--not-same", "not_same", "SHEET!ROW", "这一行是另一个 · this row is another")
@_many("--replace", "replace", "REF", "原来写错，换成新的 · it was wrong, replace it")
@_many("--end", "end", "REF", "原来没错，结束后改为新的 · it was true, end it")
@_many("--accept", "accept", "REF[=WHY]", "没有错，照收 · it is right as it stands")
@_many("--leave-out", "leave_out", "SHEET!COLUMN", "不导入这一列 · leave this column out")
@click.option(
    "--faults",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把标出问题的台账写到 · write the workbook with its faults marked",
)
@click.option("--undo", metavar="ID", help="撤销一次导入 · undo a load")
@as_option
@pass_run
def import_(
    run: Run,
    /,
    file: Path | None,
    dry_run: bool,
    yes: bool,
    whole_plan: bool,
    faults: Path | None,
    undo: str | None,
    **given: Any,
) -> None:
    """导入台账：先列出改动，同意后写入 · Load a workbook: its plan first, then whole or not at all.

    \b
      lianxin import 台账.xlsx --dry-run            只看会改动什么 · only see what would change
      lianxin import 台账.xlsx --as 李干事
      lianxin import 台账.xlsx --whole 组织 --ended-on 2026-11-30
      lianxin import 台账.xlsx --faults 问题.xlsx   标出问题 · with its faults marked
      lianxin import --undo IMP-20261127-1a2b3c4d
    """
    if (file is None) == (undo is None):
        raise click.UsageError("Missing argument 'FILE'.")
    with sentences(run), opened(run, lasting=True) as graph:
        reader = acting(run, "load")
        refuse_foreign(run, graph)
        prepare(run, graph)
        if undo is not None:
            _undo(run, graph, undo, reader, yes)
        elif file is not None:
            _import(
                run,
                graph,
                file,
                ImportOptions(**given),
                reader,
                (dry_run, yes, whole_plan),
                faults,
            )


def _import(
    run: Run,
    graph: Graph,
    file: Path,
    options: ImportOptions,
    reader: Reader,
    flags: tuple[bool, bool, bool],
    faults: Path | None,
) -> None:
    dry_run, yes, whole_plan = flags
    place = LoadPlace(graph, run.settings.home, run.server, run.trail)
    planner = Planner(graph, run.settings.home / "own", lambda: town_of(run))
    chosen, before = options.chosen(file), None
    for _ in range(_AGAIN):
        planned = planner.plan(file, file.name, chosen, run.progress())
        if before is not None:
            print_differs(run, before.plan, planned.plan, ValueText(planner.town()))
        before = planned
        print_plan(run, planned, ValueText(planner.town()), whole=whole_plan)
        if faults is not None and planned.plan.problems:
            _write_marked(run, file, planner, planned, faults)
        _refuse_open(planned)
        if dry_run or not _has_changes(run, planned):
            run.say("没有写入任何数据。", "Nothing was written.")
            return
        _ask(run, "写入这些改动吗？", "Write these changes?", yes)
        try:
            landed = _landed(run, place, planned, reader)
        except PlanOutdated:
            run.note(
                "核对之后又有人改动了数据，没有写入；重新核对：",
                "The data was changed after this plan was made; nothing was written. Once more:",
            )
            continue
        _tell_landed(run, landed)
        return
    raise PlanOutdated


def _tell_landed(run: Run, landed: Landed) -> None:
    report = landed.report
    _tell_notes(run, landed)
    run.say(
        f"已导入 {report.written:,} 条（批次 {report.import_id}）。撤销：lianxin import --undo {report.import_id}",
        f"{report.written:,} records loaded (load {report.import_id}). "
        f"To undo it: lianxin import --undo {report.import_id}",
    )


def _undo(run: Run, graph: Graph, load_id: str, reader: Reader, yes: bool) -> None:
    place = LoadPlace(graph, run.settings.home, run.server, run.trail)

    def require(reader: Reader, right: Right) -> None:
        acting(run, right)

    require_undo(place.store, load_id, reader, require)
    _ask(run, f"撤销批次 {load_id} 吗？", f"Undo the load {load_id}?", yes)
    require_undo(place.store, load_id, reader, require)
    landed = undo_load(place, load_id, reader, run.progress())
    _tell_notes(run, landed)
    report = landed.report
    run.say(
        f"已撤销批次 {load_id}，恢复 {report.rows:,} 条。",
        f"The load {load_id} was undone: {report.rows:,} records are as they were.",
    )


def _refuse_open(planned: Planned) -> None:
    """Raise LoadError where the plan has faults or open questions."""
    plan = planned.plan
    if plan.problems or plan.needs:
        n, m = len(plan.problems), len(plan.needs)
        found = [(n, "处问题", "problems"), (m, "件事要先定下", "open questions")]
        zh = "、".join(f"{count:,} {words}" for count, words, _ in found if count)
        en = " and ".join(f"{count:,} {words}" for count, _, words in found if count)
        raise LoadError(f"有 {zh}，没有写入任何数据。", f"{en}; nothing was written.")


def _has_changes(run: Run, planned: Planned) -> bool:
    if planned.plan.records:
        return True
    if planned.plan.rows:
        run.say("文件和系统里的一致。", "The file and the data agree.")
    else:
        run.say(
            "文件里没有要导入的行，示例行不算。",
            "No row is to be loaded; rows of example do not count.",
        )
    return False


def _ask(run: Run, zh: str, en: str, yes: bool) -> None:
    """Go on only where the person agrees."""
    if yes:
        return
    if not sys.stdin.isatty():
        run.fail(
            "没有写入任何数据。不在终端上运行时，请加 --yes。",
            "Nothing was written. Where nobody can be asked, add --yes.",
            2,
        )
    question = run.words(f"{zh} [y/N] ", f"{en} [y/N] ")
    run.err.print(question, end="")
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
        run.say("没有写入任何数据。", "Nothing was written.")
        sys.exit(0)


def _landed(run: Run, place: LoadPlace, planned: Planned, reader: Reader) -> Landed:
    """Land a plan; where it is interrupted, say whether it had landed already."""
    before = {one.id for one in place.store.list()}
    try:
        return land_plan(place, planned, reader, run.progress())
    except KeyboardInterrupt:
        made = [one.id for one in place.store.list() if one.state == "landed"]
        if new := [id for id in made if id not in before]:
            run.interrupted = (
                f"已中断，但数据已写入（批次 {new[0]}）。",
                f"Interrupted, but the load {new[0]} had landed.",
            )
        raise


def _tell_notes(run: Run, landed: Landed) -> None:
    for zh, en in landed.notes:
        run.note(zh, en)


def _write_marked(run: Run, file: Path, planner: Planner, planned: Planned, out: Path) -> None:
    made = marked(file, file.name, planned.plan.problems, planner, run.lang)
    try:
        write_file(run, out, [made.path.read_bytes()])
    finally:
        made.close()
    run.say(f"标出问题的台账：{out}", f"The workbook with its faults marked: {out}")
