"""Two sites measured in turn in the same minutes, beside what was measured of three tools before."""

from collections import defaultdict
from dataclasses import dataclass

from playwright.sync_api import Browser
from rich.table import Table

from benchmarks.figures import formatted, put
from benchmarks.machine import OtherWork
from benchmarks.peers import saves, steps
from benchmarks.peers.site import Site, Town
from benchmarks.peers.steps import Taken, middle
from benchmarks.records import measures

HALF = 0.5
"""What a step may take beside the best of the others: half of it."""
QUOTED = {
    "list of all riders, cold": "1,340 ms / 186 kB · 1,536 / 1,536 · 15,400 / 9,807",
    "search by name": "320 ms / 29 kB · 254 / 78 · 257 / 4",
    "sort by name": "562 ms / 82 kB · 1,721 / 584 · 965 / 19",
    "filter by job": "493 ms / 74 kB · 1,197 / 507 · –",
    "a wish's form, cold": "1,751 ms / 244 kB · 1,273 / 1,150 · 10,000 / 9,903",
    "save until it is confirmed": "965 ms / 88 kB · 3,914 / 931 · 464 / 6",
    "save by HTTP, one client, p50": "152 ms · 61 · 37",
    "save by HTTP, 8 clients, p95": "3,269 ms · 1,089 · 734",
    "200 at one moment, until the last": "13.6 s · hung · 7.9 s",
    "200 at one moment, stored": "200 · 0 · 200",
    "Tabs to the first field": "33 · 12 · 34",
    "axe-core, list": "1 · 5 · 11",
    "axe-core, form": "5 · 6 · 13",
}
"""Measured once before, on a busier machine: Django admin, starlette-admin, Directus."""


@dataclass(frozen=True)
class Beside:
    """One figure of both; ``less`` says that the smaller is the better one."""

    name: str
    ours: float
    theirs: float
    unit: str = ""
    less: bool = True

    @property
    def ratio(self) -> float | None:
        """Ours as a share of theirs, where that is a measure."""
        return self.ours / self.theirs if self.theirs and self.less else None


def compare(
    browser: Browser, ours: Site, theirs: Site, town: Town, runs: int, others: OtherWork
) -> bool:
    """Measure both in turn and print them; gives whether every ratio is held."""
    figures = [
        *_steps(browser, ours, theirs, town, runs),
        *_keys(browser, ours, theirs, town),
        *_saves(ours, theirs, town),
    ]
    grid = Table(
        "", ours.name, theirs.name, "ratio", f"≤ {HALF}",
        "Django admin · starlette-admin · Directus, as measured before",
    )  # fmt: skip
    held = True
    for one in figures:
        ratio, judged = one.ratio, ""
        if ratio is not None:
            held = held and ratio <= HALF
            judged = "yes" if ratio <= HALF else "NO"
        grid.add_row(
            one.name, formatted(one.ours, one.unit), formatted(one.theirs, one.unit),
            "" if ratio is None else f"{ratio:.2f}", judged, QUOTED.get(one.name, ""),
        )  # fmt: skip
    put(grid)
    put(others.describe())
    return held


def _steps(browser: Browser, ours: Site, theirs: Site, town: Town, runs: int) -> list[Beside]:
    found = []
    for name, (take, _) in measures(town).items():
        runs_of: dict[str, list[Taken]] = defaultdict(list)
        for _n in range(runs + 1):
            for site in (ours, theirs):
                runs_of[site.name].append(take(browser, site))
        one, other = (middle(runs_of[site.name][1:]) for site in (ours, theirs))
        found += [
            Beside(name, one.ms, other.ms, "ms"),
            Beside("  main thread", one.main_ms, other.main_ms, "ms"),
            Beside("  bytes", one.kb, other.kb, "kB"),
            Beside("  requests", one.requests, other.requests, less=False),
        ]
    return found


def _keys(browser: Browser, ours: Site, theirs: Site, town: Town) -> list[Beside]:
    def both(name: str, take: object) -> Beside:
        one, other = (take(site) for site in (ours, theirs))  # type: ignore[operator]
        return Beside(name, one, other, less=False)

    def on_list(site: Site) -> int:
        return steps.axe_rules(browser, site, site.list_path, steps.there(site.row))[0]

    def on_form(site: Site) -> int:
        return steps.axe_rules(browser, site, site.wish_path(town.wishes[0]), site.related)[0]

    return [
        both("Tabs to the first field", lambda site: steps.tabs_to_field(browser, site, town)),
        both("axe-core, list", on_list),
        both("axe-core, form", on_form),
    ]


def _saves(ours: Site, theirs: Site, town: Town) -> list[Beside]:
    for site in (ours, theirs):
        saves.alone(site, town, 20)
    one, other = (saves.alone(site, town) for site in (ours, theirs))
    eight, eight_other = (saves.eight(site, town) for site in (ours, theirs))
    (crowd, stored), (crowd_other, stored_other) = (
        saves.crowd(site, town) for site in (ours, theirs)
    )
    return [
        Beside("save by HTTP, one client, p50", one.at(50), other.at(50), "ms"),
        Beside("  p95", one.at(95), other.at(95), "ms"),
        Beside("save by HTTP, 8 clients, p95", eight.at(95), eight_other.at(95), "ms"),
        Beside("200 at one moment, until the last", crowd.whole, crowd_other.whole, "s"),
        Beside("200 at one moment, stored", stored, stored_other, less=False),
    ]
