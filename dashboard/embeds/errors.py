"""What can be wrong with an embed, each with one sentence in Chinese and in English.

DashboardError
├── EmbedRefused    what cannot be issued as it was asked for
├── NoSuchEmbed     no embed of that number, or none that the address's token opens
└── EmbedOver       an embed that shows nothing any more; says why
"""

from dashboard.errors import DashboardError


class EmbedRefused(DashboardError):
    """An embed that cannot be issued as it was asked for."""


class NoSuchEmbed(DashboardError):
    """No embed of that number, or none that the address's token opens."""

    def __init__(self) -> None:
        super().__init__(
            "没有这张嵌入的卡片，地址可能不完整，或已换过代码。",
            "There is no such embedded card; the address may be cut off, or the code was renewed.",
        )


class EmbedOver(DashboardError):
    """An embed that shows nothing any more."""
