"""How a record is drawn among its relationships: the colour, shape and size of each kind of node.

A kind has one look in every picture; a shape with a colour tells kinds apart also without colour.
"""

from dataclasses import dataclass
from typing import Literal

from dashboard.figures.drawing import colours

Shape = Literal["circle", "square", "diamond", "triangle", "hexagon"]


@dataclass(frozen=True)
class KindStyle:
    """The look of a kind: its colour on a light page, its shape, and its radius in the units of a
    picture in which neighbours stand about 100 apart."""

    colour: str
    shape: Shape
    radius: float

    @property
    def dark(self) -> str:
        """The colour on a dark page."""
        return colours.in_the_dark(self.colour)


OTHER = KindStyle(colours.NODE, "circle", 7)
"""A kind without a look of its own."""
KIND_STYLES: dict[str, KindStyle] = {
    "Organization": KindStyle(colours.ACCENT, "hexagon", 12),
    "DeliverySite": KindStyle("#3f6a86", "circle", 11),
    "ServiceStation": KindStyle("#4c7a5f", "square", 10),
    "Company": KindStyle("#7d6a96", "diamond", 10),
    "Wish": KindStyle("#c18a3d", "triangle", 9),
    "Rider": KindStyle("#2f7f86", "circle", 7),
    "Child": KindStyle("#2f7f86", "circle", 5),
    "Claim": KindStyle("#c0735a", "diamond", 7),
    "Handover": KindStyle("#6f8a3c", "diamond", 7),
    "Visit": KindStyle("#6f8a3c", "circle", 6),
    "Project": KindStyle("#6f8a3c", "hexagon", 10),
    "Pledge": KindStyle("#b8a27c", "diamond", 7),
    "Donation": KindStyle("#b8a27c", "hexagon", 8),
    "Fund": KindStyle("#b8a27c", "square", 8),
    "Purchase": KindStyle("#b8a27c", "triangle", 7),
    "ItemBatch": KindStyle("#b8a27c", "circle", 6),
    "Distribution": KindStyle("#b8a27c", "circle", 7),
    "Area": KindStyle("#8b8479", "hexagon", 10),
    "OrgGroup": KindStyle("#8b8479", "square", 9),
    "Venue": KindStyle("#8b8479", "triangle", 8),
    "Activity": KindStyle("#5f8770", "triangle", 8),
    "Team": KindStyle("#5f8770", "hexagon", 8),
    "ChatGroup": KindStyle("#5f8770", "circle", 7),
    "Facility": KindStyle("#5f8770", "diamond", 6),
    "SupplyItem": KindStyle("#5f8770", "square", 6),
}


def style_of(kind: str) -> KindStyle:
    """The look of a kind of the model, such as ``Organization``."""
    return KIND_STYLES.get(kind, OTHER)
