"""Records in a browser and by HTTP, in the terms in which other tools were measured: the list of riders,
search, sort and filter in it, a wish's form, a save until it is confirmed, saves at one moment."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from playwright.sync_api import Browser

from benchmarks.figures import Figure
from benchmarks.peers import saves, steps
from benchmarks.peers.lianxin import Lianxin
from benchmarks.peers.site import Site, Town
from benchmarks.peers.steps import Taken, middle
from benchmarks.peers.town import town_of, town_rows
from benchmarks.setting import Served
from benchmarks.signed_in import signed_in
from graph.client import Graph

RUNS = 7
OVERLOAD = 320
"""Saves at one moment that are more than wishes of the town can be saved at once."""
ANSWERED_WITHIN = 30.0
_LIST = {"ms": 670.0, "main_ms": 280.0, "longest_ms": 100.0, "kb": 100.0, "requests": 8.0}
_FORM = {"ms": 640.0, "main_ms": 350.0, "kb": 100.0}
_SAVE = {"ms": 230.0, "kb": 6.0, "loads": 0.0}
_STEP = {"kb": 15.0, "loads": 0.0}
_UNITS = {
    "ms": ("until it is seen", "ms"), "main_ms": ("main thread", "ms"),
    "longest_ms": ("longest task", "ms"), "kb": ("bytes", "kB"), "requests": ("requests", ""),
    "loads": ("page loads", ""),
}  # fmt: skip
BARE = "MATCH (w:Wish {id: $id}) SET w.title = $title"

Measure = Callable[[Browser, Site], Taken]


def measures(town: Town) -> dict[str, tuple[Measure, dict[str, float]]]:
    """Each step by its name: how it is measured, and what it may take at most."""
    costs = iter(range(301, 900))

    def of_list(step: str, browser: Browser, site: Site) -> Taken:
        return steps.of_list(browser, site, getattr(site, step)(town))

    return {
        "list of all riders, cold": (partial(_on, steps.list_opened, town), _LIST),
        "search by name": (partial(of_list, "search"), {"ms": 125.0, **_STEP}),
        "sort by name": (partial(of_list, "sort"), {"ms": 280.0, **_STEP}),
        "filter by job": (partial(of_list, "filter"), {"ms": 245.0, **_STEP}),
        "a wish's form, cold": (partial(_on, steps.form_opened, town), _FORM),
        "save until it is confirmed": (
            lambda browser, site: steps.saved(browser, site, town, next(costs)),
            _SAVE,
        ),
    }


def _on(
    measure: Callable[[Browser, Site, Town], Taken], town: Town, browser: Browser, site: Site
) -> Taken:
    return measure(browser, site, town)


def measure(graph: Graph, dashboard: Served, browser: Browser, runs: int = RUNS) -> list[Figure]:
    """Every figure of the records beside its goal."""
    town = town_of(town_rows())
    site = Lianxin(signed_in(dashboard), graph)
    found = []
    for name, (take, goals) in measures(town).items():
        taken = middle([take(browser, site) for _ in range(runs + 1)][1:])
        found += _figures(name, taken, goals)
    return [*found, *_by_keys(browser, site, town), *_by_http(graph, site, town)]


def _figures(name: str, taken: Taken, goals: dict[str, float]) -> list[Figure]:
    figures = []
    for at, (field, (words, unit)) in enumerate(_UNITS.items()):
        value = getattr(taken, field)
        head = f"{name}: {words}" if not at else f"  {words}"
        figures.append(Figure(head, value, unit, most=goals.get(field)))
    return figures


def _by_keys(browser: Browser, site: Site, town: Town) -> list[Figure]:
    """The keyboard, and what axe-core finds."""
    tabs = steps.tabs_to_field(browser, site, town)
    on_list = steps.axe_rules(browser, site, site.list_path, steps.there(site.row))
    on_form = steps.axe_rules(browser, site, site.wish_path(town.wishes[0]), site.related)
    return [
        Figure("Tabs to the first field of a form", tabs, "", most=0),
        Figure("axe-core: rules broken by the list", on_list[0], "", most=0),
        Figure("axe-core: rules broken by the form", on_form[0], "", most=0),
    ]


def _by_http(graph: Graph, site: Site, town: Town) -> list[Figure]:
    """Saves without a browser, beside the bare commit."""
    saves.alone(site, town, 20)
    one, bare = saves.alone(site, town), _bare(graph, town)
    eight = saves.eight(site, town)
    crowd, stored = saves.crowd(site, town)
    overload = saves.overload(site, town, OVERLOAD)
    clear = overload.statuses[200] + overload.statuses[503]
    return [
        Figure("save by HTTP, one client, median", one.at(50), "ms", bare, most=max(25, 1.5 * bare)),
        Figure("  95 of 100", one.at(95), "ms"),
        Figure("  8 clients, 95 of 100", eight.at(95), "ms", most=370),
        Figure(f"{saves.CROWD} records at one moment: stored", stored, "", least=saves.CROWD),
        Figure("  until the last is stored", crowd.whole, "s", most=4),
        Figure(f"{OVERLOAD} at one moment: saved or asked to come again", clear, "", least=OVERLOAD),
        Figure("  saved", overload.statuses[200], ""),
        Figure("  until the last is answered", overload.whole, "s", most=ANSWERED_WITHIN),
    ]  # fmt: skip


def _bare(graph: Graph, town: Town) -> float:
    """Milliseconds of the bare commit, the median of a hundred."""
    taken = []
    for _ in range(saves.ALONE):
        begun = perf_counter()
        graph.write(BARE, {"id": town.wishes[-1], "title": str(begun)})
        taken.append(perf_counter() - begun)
    return sorted(taken)[len(taken) // 2] * 1000
