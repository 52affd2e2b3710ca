"""``python -m benchmarks``: everything that has a goal, or one of the larger measurements by name."""

import sys

import click

from benchmarks import browser, edition, library, loader, pages, report, visitors
from benchmarks.figures import show
from benchmarks.setting import served, server, towns


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Print what has a goal, side by side with the bare driver and with NeoDash (peer)."""
    if context.invoked_subcommand is not None:
        return
    with server() as empty:
        figures = loader.figures(empty)
    with towns() as graph:
        figures += report.measure(graph)
        figures += edition.figures(graph)
        with served(graph) as dashboard:
            with browser.chromium() as chromium:
                figures += browser.measure(chromium, dashboard)
            figures += visitors.measure(dashboard)
    sys.exit(0 if show("one town", figures) else 1)


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


@main.command()
@click.option("--riders", default=20_000, show_default=True)
def load(riders: int) -> None:
    """The loader beside a bare UNWIND of the same rows."""
    with server() as graph:
        show("loader", loader.figures(graph, riders))


if __name__ == "__main__":
    main()
