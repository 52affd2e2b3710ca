"""What can go wrong on the dashboard's side, each with one sentence in Chinese and in English.

DashboardError (a GraphError, so that the command line says it like every other)
├── NotLoopback     asked to listen where others could reach it
├── PortTaken       another program listens there
├── NoSuchRecord    an address that names no record
└── NoSuchCard      an address that names no card or report
"""

from typing import ClassVar

from graph.errors import GraphError


class DashboardError(GraphError):
    """Base of every error of this package."""

    exit_code: ClassVar[int] = 6


class NotLoopback(DashboardError):
    """Asked to listen on an address that other machines could reach, without sign-in."""


class PortTaken(DashboardError):
    """Another program listens on the port."""


class NoSuchRecord(DashboardError):
    """An address that names no record."""


class NoSuchCard(DashboardError):
    """An address that names no card or report."""
