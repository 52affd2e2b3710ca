"""A file planned against the graph: read, understood by the registers, compared."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dashboard.imports.plans.choices import ChosenOnPage
from graph.client import Graph
from graph.load import plan_load
from graph.load.plan import Choices, Plan, SheetChoice
from graph.load.registers import load_registers, source_from_file
from graph.load.table.problems import RowProblem
from graph.model.town import Town
from graph.progress import Reporter


@dataclass(frozen=True)
class Planned:
    """A plan, what was chosen for it, and what is told of the file beside it."""

    plan: Plan
    chosen: ChosenOnPage
    notes: list[RowProblem]


class Planner:
    """Plans files against one graph; the registers of one's own lie below ``own``."""

    def __init__(self, graph: Graph, own: Path, town: Callable[[], Town]) -> None:
        self.graph, self.town = graph, town
        self.own = own

    def plan(self, path: Path, name: str, chosen: ChosenOnPage, progress: Reporter) -> Planned:
        """What a file would change. Raises LoadError where it cannot be read at all."""
        choices, town = choices_of(chosen), self.town()
        with progress.task("读取文件", "Reading the file", None):
            source = source_from_file(
                path, self.graph, load_registers(self.own), town, choices, name
            )
            sha256 = _sha256(path)
        plan = plan_load(
            self.graph, source, sha256=sha256, town=town, choices=choices, progress=progress
        )
        return Planned(plan, chosen, plan.notes)


def choices_of(chosen: ChosenOnPage) -> Choices:
    """What was chosen, as the graph's side takes it."""
    return Choices(
        sheets={
            title: SheetChoice(one.whole, one.ended_on, one.blanks, one.confirmed_missing)
            for title, one in chosen.sheets.items()
        },
        same=chosen.same,
        corrections=chosen.corrections,
        accepted=chosen.accepted,
        left_out=frozenset(chosen.left_out),
        renamed=frozenset(chosen.renamed),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
