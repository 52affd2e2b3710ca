"""The data of Heqing: the article's facts, and an invented town beside them."""

from seed.clock import FIRST_DAY, LAST_DAY
from seed.loading import NUMBER, load, rows, write

__all__ = ["FIRST_DAY", "LAST_DAY", "NUMBER", "load", "rows", "write"]
