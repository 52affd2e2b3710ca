"""``lianxin report`` and ``lianxin check``: saved Cypher on the terminal."""

import sys
from pathlib import Path

import click
from rich.table import Table as Grid

from cypher.catalogue import Catalogue
from cypher.checking import check as run_checks
from cypher.errors import BadValue
from cypher.running import Runner
from cypher.table import Table
from cypher.writers import WRITERS
from dashboard.cli.shared import Run, opened, pass_run, sentences
from dashboard.figures.values import shown


def _catalogue(run: Run) -> Catalogue:
    return Catalogue.load(own=run.settings.home / "own")


@click.group()
@click.option("--demo", is_flag=True, help="用示例的数据 · the demonstration's data")
@pass_run
def report(run: Run, demo: bool) -> None:
    """报表 · Saved reports."""
    if demo:
        run.settings = run.settings.demo()


@report.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些报表 · Which there are."""
    catalogue = _catalogue(run)
    grid = Grid(box=None, show_header=False)
    for saved in catalogue.of("reports"):
        grid.add_row(saved.id[8:], saved.header.question or "", saved.header.title.get(run.lang))
    run.out.print(grid)
    for error in catalogue.broken:
        run.note(error.zh, error.en)


@report.command()
@click.argument("id")
@pass_run
def show(run: Run, id: str) -> None:
    """说明、参数与语句 · What it says, its parameters, its Cypher."""
    with sentences(run):
        saved = _catalogue(run).find(id)
        header = saved.header
        run.out.print(f"{header.title.get(run.lang)}  {saved.id} · {saved.version}", style="bold")
        run.out.print(header.about.get(run.lang), markup=False)
        for name, parameter in header.parameters.items():
            run.out.print(
                f"  --{name}  {parameter.label.get(run.lang)}  ({parameter.type})", markup=False
            )
        run.out.print(saved.statement, markup=False)


@report.command(
    name="run", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)
@click.argument("id")
@click.option("--format", "kind", type=click.Choice(["table", *WRITERS]), default="table")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="写入文件 · write to a file"
)
@pass_run
@click.pass_context
def run_(context: click.Context, run: Run, id: str, kind: str, output: Path | None) -> None:
    """运行一张报表，如 --days 30 · Run one; its parameters are options, such as --days 30."""
    with sentences(run):
        given = _given(context.args)
        catalogue = _catalogue(run)
        saved = catalogue.find(id)
        with opened(run) as graph:
            table = Runner(graph, catalogue).run(saved, given)
        if kind == "table" and output is None:
            _print(run, table)
            return
        data = WRITERS["csv" if kind == "table" else kind](table, run.lang)
        if output is not None:
            output.write_bytes(data)
            run.say(f"已写入 {output}", f"Written to {output}")
        else:
            sys.stdout.buffer.write(data)


def _given(words: list[str]) -> dict[str, object]:
    """``--days 30`` and ``--days=30`` as values by name."""
    given: dict[str, object] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or (not equals and not rest):
            raise BadValue(
                f"看不懂“{word}”，参数写作 --名称 值。",
                f"{word!r} is not understood; write --name value.",
            )
        given[name.replace("-", "_")] = value if equals else rest.pop(0)
    return given


def _print(run: Run, table: Table) -> None:
    grid = Grid(
        title=table.header.title.get(run.lang), title_justify="left", caption_justify="left"
    )
    for name in table.names:
        column = table.column(name)
        grid.add_column(column.label.get(run.lang), justify="right" if column.unit else "left")
    for row in table.rows:
        grid.add_row(
            *(
                shown(table.said(name, value, run.lang), run.lang, table.column(name).unit)
                for name, value in zip(table.names, row, strict=True)
            )
        )
    more = run.words("，还有更多", "; there are more") if table.truncated else ""
    day = f" · {run.words('截至', 'as of')} {table.as_of}" if table.as_of else ""
    grid.caption = (
        f"{len(table.rows)} {run.words('行', 'rows')}{more}{day} · {table.id} · {table.version}"
    )
    run.out.print(grid)


@click.command()
@click.option("--demo", is_flag=True, help="查示例的数据 · the demonstration's data")
@pass_run
def check(run: Run, demo: bool) -> None:
    """检查每个文件与数据 · Test every saved file and the data; non-zero where any fails."""
    if demo:
        run.settings = run.settings.demo()
    with sentences(run), opened(run) as graph:
        results = run_checks(Runner(graph, _catalogue(run)))
    failed = [result for result in results if not result.ok]
    for result in failed:
        run.err.print(
            f"✗ {result.id}: {result.zh if run.lang == 'zh' else result.en}", markup=False
        )
    run.say(
        f"共 {len(results)} 项，{len(failed)} 项未通过。",
        f"{len(results)} checks, {len(failed)} failed.",
    )
    sys.exit(1 if failed else 0)
