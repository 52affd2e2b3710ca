"""Editions of the seeded town that several files read: each is made once in a run."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order, make
from dashboard.edition.compared.files import diff_days
from graph.client import Graph
from seed.township import heqing

DAYS = (date(2024, 8, 31), date(2025, 8, 31))


HALF_A_YEAR = (date(2025, 2, 28), date(2025, 8, 31))


@contextmanager
def _elsewhere() -> Iterator[None]:
    """This process on the other side of the earth, whose files its owner alone may read."""
    mask = os.umask(0o077)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", "America/Los_Angeles")
            time.tzset()
            yield
    finally:
        time.tzset()
        os.umask(mask)


@pytest.fixture(scope="session")
def years(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The committee's editions of two years, the second following the first; their home is common."""
    runner = Runner(town, Catalogue.load(town=heqing()))
    home = tmp_path_factory.mktemp("years")
    with _elsewhere():
        first = make(runner, home, Order("2024", DAYS[0]))
        return first, make(runner, home, Order("2025", DAYS[1], first))


@pytest.fixture(scope="session")
def half_a_year(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of which the twelve months overlap, compared."""
    runner = Runner(town, Catalogue.load(town=heqing()))
    editions = Editions(tmp_path_factory.mktemp("half a year"))
    with _elsewhere():
        return diff_days(runner, editions, HALF_A_YEAR, Order(""))[0]


@pytest.fixture(scope="session")
def public_years(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A public edition of a year, one of the next that follows it, and the same in English."""
    runner, home = Runner(town, Catalogue.load()), tmp_path_factory.mktemp("public")
    first = make(runner, home, Order("2024", DAYS[0], audience="public"))
    second = make(runner, home, Order("2025", DAYS[1], first, audience="public"))
    third = make(runner, home, Order("2025-en", DAYS[1], audience="public", lang="en"))
    return {"2024": first, "2025": second, "2025-en": third}


@pytest.fixture(scope="session")
def staff_edition(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staff's edition of the last year."""
    runner, home = Runner(town, Catalogue.load()), tmp_path_factory.mktemp("staff")
    return make(runner, home, Order("2025", audience="staff"))
