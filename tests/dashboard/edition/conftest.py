"""Editions of the seeded town that several files read: each is made once in a run."""

from datetime import date
from pathlib import Path

import pytest

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.edition import Order, make
from graph.client import Graph

DAYS = (date(2024, 8, 31), date(2025, 8, 31))


@pytest.fixture(scope="session")
def years(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The committee's editions of two years, the second following the first; their home is common."""
    runner, home = Runner(town, Catalogue.load()), tmp_path_factory.mktemp("years")
    first = make(runner, home, Order("2024", DAYS[0]))
    return first, make(runner, home, Order("2025", DAYS[1], first))


@pytest.fixture(scope="session")
def staff_edition(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staff's edition of the last year."""
    runner, home = Runner(town, Catalogue.load()), tmp_path_factory.mktemp("staff")
    return make(runner, home, Order("2025", audience="staff"))
