"""Each page opened cold at several sizes of the graph."""

from collections.abc import Sequence
from statistics import median

from rich.table import Table

from benchmarks.browser import chromium, visit
from benchmarks.figures import put
from benchmarks.setting import served, towns
from cypher.library.catalogue import Catalogue
from dashboard.pages import load_pages
from dashboard.pages.location import path_of
from graph.client import Graph

VISITS = 3
RECORDS = ("Wish", "Organization", "ServiceStation", "DeliverySite", "Company", "Donation")


def paths(graph: Graph) -> dict[str, str]:
    """Address by what is told of it: the menu's pages, a report, a search, one record of each kind."""
    pages = load_pages(Catalogue.load())
    paths_shown = [
        path_of(id, pages) for id, one in pages.items() if one.menu and one.kind == "cards"
    ]
    paths_shown += ["reports?report=wishes/unclaimed", "search?q=001"]
    return {one: one for one in paths_shown} | {
        f"record of one {label}": f"record?id={_first(graph, label)}" for label in RECORDS
    }


def _first(graph: Graph, label: str) -> object:
    return graph.read(f"MATCH (n:{label}) RETURN min(n.id)").value()


def show(scales: Sequence[int]) -> None:
    """Print when the last card was there at the first visit and at later ones, and controls alive.

    Beside the menu's pages, whose cards are made as the dashboard starts, the first visitor asks
    for figures that nobody has asked for yet.
    """
    grid = Table(
        "page", *(f"{scale} towns: first visit / last card / alive, s" for scale in scales)
    )
    columns = [_column(scale) for scale in scales]
    for page in columns[0]:
        grid.add_row(page, *(column[page] for column in columns))
    put(grid)


def _column(scale: int) -> dict[str, str]:
    with towns(scale) as graph, served(graph) as dashboard, chromium() as browser:
        found = {}
        for page, path in paths(graph).items():
            at_first, *later = (visit(browser, dashboard, path) for _ in range(1 + VISITS))
            last, alive = (median(one[name] for one in later) for name in ("last", "alive"))
            failed = f", {later[-1]['faults']:.0f} failed" if later[-1]["faults"] else ""
            found[page] = f"{at_first['last']:.2f} / {last:.2f} / {alive:.2f}{failed}"
        return found
