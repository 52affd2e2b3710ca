"""One measured figure beside what it is compared with, and the table that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.table import Table

from benchmarks.machine import OtherWork

_WIDE = 120


@dataclass(frozen=True)
class Figure:
    """A measured value, its unit, and beside it the bare driver's, the goal, and the peer's.

    ``most`` and ``least`` are the goal's bound; a figure without one is only shown.
    """

    name: str
    value: float
    unit: str
    bare: float | None = None
    most: float | None = None
    least: float | None = None
    peer: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, or None where there is none."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least

    @property
    def goal(self) -> str:
        """The bound as it is written."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "" if self.least is None else f"≥ {self.least:g}"


def show(title: str, figures: Iterable[Figure], others: OtherWork) -> bool:
    """Print figures as a table with the machine's load; gives whether no goal is missed.

    On a busy machine no goal is judged, and none counts as missed.
    """
    quiet = others.is_quiet()
    grid = Table("", "Lianxin", "bare driver", "goal", "met", "NeoDash", title=title)
    met = True
    for one in figures:
        bare = "" if one.bare is None else formatted(one.bare, one.unit)
        verdict = {None: "", True: "yes", False: "NO"}[one.met]
        judged = verdict if quiet else "busy" if verdict else ""
        grid.add_row(one.name, formatted(one.value, one.unit), bare, one.goal, judged, one.peer)
        met = met and (one.met is not False or not quiet)
    put(grid)
    put(others.describe())
    return met


def put(what: RenderableType) -> None:
    """Print a table or a sentence, as wide as the terminal; wide enough for any into a file."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDE
    console.print(what, markup=False)


def growth(small: float | None, large: float | None) -> str:
    """How many times the one the other is, where both are known."""
    return f"× {large / small:,.1f}" if small and large else ""


def formatted(value: float, unit: str) -> str:
    """A value with its unit, in as many digits as mean something."""
    digits = 0 if value >= 100 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f} {unit}".rstrip()
