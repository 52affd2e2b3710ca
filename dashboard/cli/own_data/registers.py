"""``lianxin register list`` and ``lianxin export``: the registers, and the town's data in them."""

from pathlib import Path

import click
from rich.table import Table as Grid
from rich.text import Text

from dashboard.cli.data import prepare
from dashboard.cli.people.acting import acting, as_option
from dashboard.cli.shared import Run, opened, pass_run, sentences, town_of, write_file
from dashboard.imports.plans.planning import Planner
from dashboard.imports.workbooks import made
from graph.load.registers import load_registers


@click.command(name="list")
@pass_run
def list_(run: Run) -> None:
    """有哪些台账 · Which registers there are, shipped and of your own.

    \b
      lianxin register list
    """
    with sentences(run):
        registers = load_registers(run.settings.home / "own")
        grid = Grid(box=None, header_style="bold", padding=(0, 2, 0, 0))
        for zh, en in (("编号", "Id"), ("表", "Sheet"), ("一行是", "One row is")):
            grid.add_column(Text(run.words(zh, en)), overflow="fold")
        for one in registers:
            grid.add_row(Text(one.id), Text(one.sheet.get(run.lang)), Text(one.about.get(run.lang)))
        run.out.print(grid)
        for error in registers.broken:
            run.note(error.zh, error.en)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_option
@pass_run
def export(run: Run, file: Path) -> None:
    """把本镇数据写成台账 · Write the town's data as its workbook, to be mended and brought back.

    \b
      lianxin export 台账.xlsx
    """
    with sentences(run), opened(run) as graph:
        reader = acting(run, "load")
        prepare(run, graph)
        planner = Planner(graph, run.settings.home / "own", lambda: town_of(run))
        run.trail.record("export", reader, "town", format="xlsx")
        one = made("town", planner, run.lang)
        try:
            write_file(run, file, [one.path.read_bytes()])
        finally:
            one.close()
        run.say(f"本镇数据已写成 {file}。", f"The town's data is in {file}.")
