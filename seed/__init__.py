"""The data of Heqing: its town as data, the article's facts, and an invented town, or many to measure with.

What needs the loader is imported when it is first used: the town alone is read at every start.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from seed.clock import FIRST_DAY, LAST_DAY
from seed.township import heqing

if TYPE_CHECKING:
    from seed.loading import NUMBER, load, rows, write
    from seed.scale import MOST_TOWNS, load_towns, towns

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "MOST_TOWNS",
    "NUMBER",
    "heqing",
    "load",
    "load_towns",
    "rows",
    "towns",
    "write",
]
_MODULES = dict.fromkeys(("NUMBER", "load", "rows", "write"), "seed.loading")
_MODULES |= dict.fromkeys(("MOST_TOWNS", "load_towns", "towns"), "seed.scale")


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
