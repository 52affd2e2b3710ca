"""``python -m benchmarks``: everything that has a goal, or one of the larger measurements by name."""

import sys

import click

from benchmarks import (
    act,
    backup,
    browser,
    crowd,
    edition,
    explorer,
    fresh,
    library,
    live,
    loader,
    pages,
    reach,
    records,
    registers,
    report,
    signed_in,
    slides,
    start,
    trail,
    under_load,
    visitors,
    weight,
)
from benchmarks.figures import Figure, show
from benchmarks.machine import OtherWork
from benchmarks.setting import served, server, towns
from graph.client import Graph


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Print what has a goal, side by side with the bare driver and with NeoDash (peer)."""
    if context.invoked_subcommand is not None:
        return
    others = OtherWork()
    figures = [*start.measure(), *trail.measure()]
    with server() as empty:
        figures += loader.figures(empty)
    with towns() as graph:
        figures += report.measure(graph)
        figures += reach.measure_town(graph)
        figures += edition.figures(graph)
        figures += registers.figures(graph)
        figures += backup.figures(graph)
        figures += _of_dashboard(graph)
    sys.exit(0 if show("one town", figures, others) else 1)


def _of_dashboard(graph: Graph) -> list[Figure]:
    """First visit, weight, many visitors, and what is asked beside slow reports."""
    with served(graph) as dashboard, browser.chromium() as chromium:
        return [
            *browser.measure(chromium, dashboard),
            *slides.measure(chromium, dashboard, graph),
            *live.measure(chromium, dashboard),
            *weight.measure(chromium, dashboard),
            *visitors.measure(dashboard, chromium),
            *under_load.measure(dashboard),
            *signed_in.measure(dashboard, chromium),
        ]


@main.command(name="web")
def web_() -> None:
    """The dashboard alone: first visit, weight, many visitors, beside slow reports."""
    others = OtherWork()
    with towns() as graph:
        figures = _of_dashboard(graph)
    sys.exit(0 if show("the dashboard on one town", figures, others) else 1)


@main.command(name="record-pages")
def record_pages_() -> None:
    """Record pages with what surrounds their record, opened for the first time."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = browser.records(chromium, dashboard)
    sys.exit(0 if show("record pages on one town", figures, others) else 1)


@main.command(name="signed-in")
def signed_in_() -> None:
    """The overview for whoever is signed in, the gate, and a flood of wrong sign-ins."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = signed_in.measure(dashboard, chromium)
    sys.exit(0 if show("signed in", figures, others) else 1)


@main.command(name="crowd")
@click.option("--minutes", default=5, show_default=True, type=click.IntRange(2, 60))
@click.option("--visitors", "count", default=50, show_default=True, type=click.IntRange(1, 500))
def crowd_(minutes: int, count: int) -> None:
    """Signed-in visitors who click about, with one real Chromium beside them."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = crowd.measure(graph, dashboard, chromium, minutes, count)
    sys.exit(0 if show(f"{count} visitors, {minutes} minutes", figures, others) else 1)


@main.command(name="fresh")
def fresh_() -> None:
    """From a commit to the new figure on 20 and 100 open pages and in one Chromium; the server's CPU."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = fresh.measure(graph, dashboard, chromium)
    sys.exit(0 if show("open pages", figures, others) else 1)


@main.command(name="explorer")
def explorer_() -> None:
    """The explorer's picture of 300, 2,000 and 10,000 nodes, beside cytoscape.js."""
    others = OtherWork()
    with browser.chromium() as chromium:
        figures = explorer.measure(chromium)
    sys.exit(0 if show("the explorer", figures, others) else 1)


@main.command(name="slides")
def slides_() -> None:
    """The next card on the wall, at two sizes, beside the bare driver."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = slides.measure(chromium, dashboard, graph)
    sys.exit(0 if show("on the wall", figures, others) else 1)


@main.command(name="handout")
def handout_() -> None:
    """The first handout of an agenda, on a server that knows no plan."""
    others = OtherWork()
    with towns() as graph:
        figures = slides.handouts(graph)
    sys.exit(0 if show("a handout", figures, others) else 1)


@main.command(name="live")
def live_() -> None:
    """Live pictures of each kind, the first time and with scripts kept."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = live.measure(chromium, dashboard)
    sys.exit(0 if show("live pictures", figures, others) else 1)


@main.command(name="start")
def start_() -> None:
    """What a command costs before it does anything."""
    others = OtherWork()
    sys.exit(0 if show("starting", start.measure(), others) else 1)


@main.command(name="act")
def act_() -> None:
    """Actions on records: one client, eight, and 200 at one moment."""
    others = OtherWork()
    with server() as graph:
        sys.exit(0 if show("actions", act.measure(graph), others) else 1)


@main.command(name="records")
@click.option("--runs", default=records.RUNS, show_default=True, type=click.IntRange(1, 50))
def records_(runs: int) -> None:
    """Records in the browser: list, search, form, save; and saves by HTTP."""
    others = OtherWork()
    with towns() as graph, served(graph) as dashboard, browser.chromium() as chromium:
        figures = records.measure(graph, dashboard, chromium, runs)
    sys.exit(0 if show("records", figures, others) else 1)


@main.command(name="backup")
@click.argument("scale", default=1, type=click.IntRange(1, 400))
def backup_(scale: int) -> None:
    """A backup of so many towns (1)."""
    others = OtherWork()
    with towns(scale) as graph:
        show(f"a backup of {scale} towns", backup.figures(graph), others)


_scales = click.argument("scales", nargs=-1, type=click.IntRange(1, 400))


@main.command(name="library")
@_scales
def library_(scales: tuple[int, ...]) -> None:
    """Every report and check at so many towns each (1 10 100)."""
    library.show(scales or (1, 10, 100))


@main.command(name="pages")
@_scales
def pages_(scales: tuple[int, ...]) -> None:
    """Every page opened cold at so many towns each (1 400)."""
    pages.show(scales or (1, 400))


@main.command(name="edition")
@_scales
def edition_(scales: tuple[int, ...]) -> None:
    """The annual edition at so many towns each (1 10; 100 on request): times and sizes."""
    sys.exit(0 if edition.show(scales or (1, 10)) else 1)


@main.command(name="reach")
def reach_() -> None:
    """Reach of one town, and of 400 towns' sites and stations: time and memory."""
    others = OtherWork()
    with server() as graph:
        figures = reach.measure_many(graph)
    with towns() as graph:
        figures = [*reach.measure_town(graph), *figures]
    sys.exit(0 if show("reach", figures, others) else 1)


@main.command()
@click.option("--riders", default=20_000, show_default=True)
def load(riders: int) -> None:
    """The loader beside a bare UNWIND of the same rows."""
    others = OtherWork()
    with server() as graph:
        show("loader", loader.figures(graph, riders), others)


if __name__ == "__main__":
    main()
