"""The private Neo4j server, run on this machine for this home alone."""

from graph.local.keeper import Keeper
from graph.local.server import LocalServer, Status

__all__ = ["Keeper", "LocalServer", "Status"]
