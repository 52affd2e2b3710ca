"""``python -m benchmarks.peers``: Lianxin and Django admin in turn, side by side with their ratio."""

import sys

import click

from benchmarks.browser import chromium
from benchmarks.machine import OtherWork
from benchmarks.peers.compare import compare
from benchmarks.peers.django_admin import django_admin
from benchmarks.peers.lianxin import Lianxin
from benchmarks.peers.town import town_of, town_rows
from benchmarks.setting import served, towns
from benchmarks.signed_in import signed_in


@click.command()
@click.option("--runs", default=7, show_default=True, type=click.IntRange(1, 50))
def main(runs: int) -> None:
    """Set up Django admin from the package registry, in a folder that passes, and measure both."""
    others, rows = OtherWork(), town_rows()
    with django_admin(rows) as django, towns() as graph, served(graph) as dashboard:
        lianxin = Lianxin(signed_in(dashboard), graph)
        with chromium() as browser:
            held = compare(browser, lianxin, django, town_of(rows), runs, others)
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
