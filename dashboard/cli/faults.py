"""Faults of a file as a table on the terminal."""

from collections.abc import Sequence

from rich.table import Table as Grid

from dashboard.cli.shared import Run
from graph.load import Fault


def print_faults(run: Run, faults: Sequence[Fault]) -> None:
    """Print every fault with its place, what was wrong and what was expected."""
    heads = (
        ("表", "行", "列", "问题", "应为")
        if run.lang == "zh"
        else ("Sheet", "Row", "Column", "Wrong", "Expected")
    )
    grid = Grid(*heads, box=None, header_style="bold")
    for fault in faults:
        wrong, expected = fault.words(run.lang)
        grid.add_row(
            str(fault.place.sheet or fault.place.file),
            str(fault.place.row or ""),
            str(fault.column or ""),
            wrong,
            expected,
        )
    run.err.print(grid)
