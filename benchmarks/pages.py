"""Each page opened cold at several sizes of the graph."""

from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.browser import chromium, visit
from benchmarks.setting import served, towns
from cypher.catalogue import Catalogue
from dashboard.addresses import path_of
from dashboard.pages import load_pages

VISITS = 3
RECORDS = ("record?id=W-000001", "record?id=ORG-0005", "record?id=ST-0001", "record?id=SITE-0001")


def paths() -> list[str]:
    """Every page by its address, records by an example of each kind."""
    pages = load_pages(Catalogue.load())
    plain = [path_of(id, pages)[2:] for id, one in pages.items() if one.kind != "record"]
    return [*plain, "reports?report=wishes/unclaimed", *RECORDS]


def show(scales: Sequence[int]) -> None:
    """Print first value, last card and controls alive of each page at each scale."""
    grid = Table("page", *(f"{scale} towns: first / last / alive, s" for scale in scales))
    columns = [_column(scale) for scale in scales]
    for path in paths():
        grid.add_row(f"/{path}", *(column[path] for column in columns))
    Console().print(grid)


def _column(scale: int) -> dict[str, str]:
    with towns(scale) as graph, served(graph) as dashboard, chromium() as browser:
        found = {}
        for path in paths():
            seen = [visit(browser, f"{dashboard.address}/{path}") for _ in range(VISITS)]
            found[path] = " / ".join(
                f"{median(one.get(name, float('nan')) for one in seen):.2f}"
                for name in ("first", "last", "alive")
            )
        return found
