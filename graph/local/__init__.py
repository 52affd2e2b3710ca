"""The private Neo4j server, run on this machine for this home alone.

``LocalServer`` starts, stops and restarts it, ``Keeper`` looks after one that must stay up, and
``graph.local.backups`` writes and restores backups.

What is named here is imported when it is first asked for: the supervisor, a process of its own
that lives as long as the server, needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.local.keeper import Keeper as Keeper
    from graph.local.server import LocalServer as LocalServer
    from graph.local.status import Status as Status

_MODULES = {"Keeper": "keeper", "LocalServer": "server", "Status": "status"}

__all__ = ["Keeper", "LocalServer", "Status"]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
