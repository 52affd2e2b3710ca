"""``lianxin check``: every saved file's own test, and the data's checks."""

import sys
from pathlib import Path

import click
from rich.table import Table as Grid
from rich.text import Text

from cypher.check.reports import to_json, to_junit
from cypher.check.runner import CheckResult
from cypher.check.runner import check as run_checks
from dashboard.cli.shared import Run, opened, pass_run, runner_of, write_file
from dashboard.texts import say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("only", nargs=-1, metavar="[ID]...")
@click.option("--demo", is_flag=True, help="查示例的数据 · the demonstration's data")
@click.option("--junit", type=_FILE, help="另写成 JUnit XML · also write JUnit XML")
@click.option("--json", "json_", type=_FILE, help="另写成 JSON · also write JSON")
@click.option("--quiet", "-q", is_flag=True, help="只列未通过的 · list failures only")
@pass_run
def check(
    run: Run,
    only: tuple[str, ...],
    demo: bool,
    junit: Path | None,
    json_: Path | None,
    quiet: bool,
) -> None:
    """检查文件与数据 · Test every saved file and the data; 1 where any fails.

    ID is a file or a folder: only these are tested.

    \b
      lianxin check
      lianxin check reports/wishes choices
      lianxin check --junit check.xml --json check.json
    """
    if demo:
        run.settings = run.settings.demo()
    with opened(run) as graph:
        results = run_checks(runner_of(run, graph), only, run.progress())
    for path, data in ((junit, to_junit(results, run.lang)), (json_, to_json(results))):
        if path is not None:
            write_file(run, path, [data])
    print_results(run, [one for one in results if not (quiet and one.ok)])
    failed = sum(not one.ok for one in results)
    run.say(
        f"共 {len(results)} 项，{failed} 项未通过。", f"{len(results)} checks, {failed} failed."
    )
    sys.exit(1 if failed else 0)


def print_results(run: Run, results: list[CheckResult]) -> None:
    """A line for each result, what failed in red with its sentence."""
    lang = run.lang
    if not results:
        return
    grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for key in ("cli_file", "cli_test", "cli_outcome", "cli_took"):
        grid.add_column(Text(say(key, lang)), overflow="fold")
    for one in results:
        sentence = say("cli_passed", lang) if one.ok else (one.zh if lang == "zh" else one.en)
        grid.add_row(
            Text(one.id),
            Text(say(f"cli_{one.kind}", lang)),
            Text(sentence, style="" if one.ok else "red"),
            Text(f"{one.seconds:.2f} s"),
        )
    run.out.print(grid)
