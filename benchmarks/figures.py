"""One measured figure beside what it is compared with, and the table that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.table import Table

_WIDE = 120


@dataclass(frozen=True)
class Figure:
    """A measured value, its unit, and beside it the bare driver's, the goal, and the peer's.

    ``most`` and ``least`` are the goal's bound; a figure without one is only told.
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


def show(title: str, figures: Iterable[Figure]) -> bool:
    """Print figures as a table; gives whether every goal is met."""
    grid = Table("", "Lianxin", "bare driver", "goal", "met", "NeoDash", title=title)
    met = True
    for one in figures:
        bare = "" if one.bare is None else said(one.bare, one.unit)
        mark = {None: "", True: "yes", False: "NO"}[one.met]
        grid.add_row(one.name, said(one.value, one.unit), bare, one.goal, mark, one.peer)
        met = met and one.met is not False
    put(grid)
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


def said(value: float, unit: str) -> str:
    """A value with its unit, in as many digits as mean something."""
    digits = 0 if value >= 100 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f} {unit}".rstrip()
