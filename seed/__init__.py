"""The data of Heqing: the article's facts, and an invented town beside them, or many to measure with."""

from seed.clock import FIRST_DAY, LAST_DAY
from seed.loading import NUMBER, load, rows, write
from seed.scale import MOST_TOWNS, load_towns, towns

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "MOST_TOWNS",
    "NUMBER",
    "load",
    "load_towns",
    "rows",
    "towns",
    "write",
]
