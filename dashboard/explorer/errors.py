"""What the explorer cannot do, each with one sentence in Chinese and in English.

DashboardError
├── ExplorerLimit   more than fits in one picture or one question
├── NoSuchView      no saved view of that name that the reader may open
└── ViewRefused     a view that cannot be kept as it was sent
"""

from dashboard.errors import DashboardError


class ExplorerLimit(DashboardError):
    """More than fits in one picture or one question."""


class NoSuchView(DashboardError):
    """No saved view of that name that the reader may open."""


class ViewRefused(DashboardError):
    """A view that cannot be kept as it was sent."""
