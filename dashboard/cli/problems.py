"""Problems of an imported file as a table on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table as Grid

from dashboard.texts import Lang
from graph.load import RowProblem


def print_problems(console: Console, lang: Lang, problems: Sequence[RowProblem]) -> None:
    """Print every problem with its place, what was wrong and what was expected."""
    heads = (
        ("表", "行", "列", "问题", "应为")
        if lang == "zh"
        else ("Sheet", "Row", "Column", "Wrong", "Expected")
    )
    grid = Grid(*heads, box=None, header_style="bold")
    for problem in problems:
        wrong, expected = problem.words(lang)
        grid.add_row(
            str(problem.place.sheet or problem.place.file),
            str(problem.place.row or ""),
            str(problem.column or ""),
            wrong,
            expected,
        )
    console.print(grid)
