"""Problems of an imported file on the terminal: equal ones together, sheet by sheet."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dashboard.texts import Lang
from graph.load import RowProblem
from graph.load.marked import ProblemGroup, grouped

_MOST = 100
"""Kinds of problems that a terminal is given; how many more there are is said."""


def print_problems(console: Console, lang: Lang, problems: Sequence[RowProblem]) -> None:
    """Print every kind of problem with its rows and column, what was wrong and what is right.

    Texts of files are never taken for markup.
    """
    groups = grouped(problems)
    zh = lang == "zh"
    for sheet, some in groupby(groups[:_MOST], _sheet):
        console.print(Text(sheet, style="bold"))
        for group in some:
            _print_group(console, lang, group)
    if len(groups) > _MOST:
        more = len(groups) - _MOST
        text = f"另有 {more} 种问题没有列出。" if zh else f"{more} more kinds are not listed."
        console.print(Text(text))
    count = len(problems)
    summed = (
        f"共 {count} 处，{len(groups)} 种。" if zh else f"{count} in all, of {len(groups)} kinds."
    )
    console.print(Text(summed))


def _sheet(group: ProblemGroup) -> str:
    return group.first.place.sheet or group.first.place.file


def _print_group(console: Console, lang: Lang, group: ProblemGroup) -> None:
    zh = lang == "zh"
    wrong, expected = group.words(lang)
    times = f"{group.count} ×" if group.count > 1 else ""
    parts = (group.where[0 if zh else 1], group.first.column, times)
    _indented(console, 2, " · ".join(part for part in parts if part), "cyan")
    _indented(console, 4, wrong)
    if expected:
        _indented(console, 4, f"→ {expected}", "dim")
    _indented(console, 4, _choice(lang, group), "dim")


def _choice(lang: Lang, group: ProblemGroup) -> str:
    """The option by which a person may have it otherwise; empty where there is none."""
    problem, zh = group.first, lang == "zh"
    more = " …" if group.count > 1 else ""
    if problem.code in ("column.unknown", "column.personal", "sheet.unknown"):
        return f"{'不读' if zh else 'Leave out'}：--leave-out '{problem.ref}'"
    if problem.acceptable:
        return f"{'照收' if zh else 'Accept'}：--accept '{problem.ref}'{more}"
    return ""


def _indented(console: Console, by: int, text: str, style: str = "") -> None:
    if text:
        console.print(Padding(Text(text, style=style), (0, 0, 0, by)), soft_wrap=False)
