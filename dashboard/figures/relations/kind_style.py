"""How a record is drawn among its relationships: the colour, shape and size of each kind of node.

A kind has one look in every picture; a shape with a colour tells kinds apart also without colour.
"""

from dataclasses import dataclass
from typing import Literal

from dashboard.figures.drawing import colours

_BLUE, _OCHRE, _GREEN, _RED, _PURPLE, _TAN, _TEAL, _GREY, _CLAY, _OLIVE = colours.PALETTE
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
    "Organization": KindStyle(_RED, "hexagon", 12),
    "DeliverySite": KindStyle(_BLUE, "circle", 11),
    "ServiceStation": KindStyle("#4c7a5f", "square", 10),
    "Company": KindStyle(_PURPLE, "diamond", 10),
    "Wish": KindStyle(_OCHRE, "triangle", 9),
    "Rider": KindStyle(_TEAL, "circle", 7),
    "Child": KindStyle(_TEAL, "circle", 5),
    "Claim": KindStyle(_CLAY, "diamond", 7),
    "Handover": KindStyle(_OLIVE, "diamond", 7),
    "Visit": KindStyle(_OLIVE, "circle", 6),
    "Project": KindStyle(_OLIVE, "hexagon", 10),
    "Pledge": KindStyle(_TAN, "diamond", 7),
    "Donation": KindStyle(_TAN, "hexagon", 8),
    "Fund": KindStyle(_TAN, "square", 8),
    "Purchase": KindStyle(_TAN, "triangle", 7),
    "ItemBatch": KindStyle(_TAN, "circle", 6),
    "Distribution": KindStyle(_TAN, "circle", 7),
    "Area": KindStyle(_GREY, "hexagon", 10),
    "OrgGroup": KindStyle(_GREY, "square", 9),
    "Venue": KindStyle(_GREY, "triangle", 8),
    "Activity": KindStyle(_GREEN, "triangle", 8),
    "Team": KindStyle(_GREEN, "hexagon", 8),
    "ChatGroup": KindStyle(_GREEN, "circle", 7),
    "Facility": KindStyle(_GREEN, "diamond", 6),
    "SupplyItem": KindStyle(_GREEN, "square", 6),
}


def style_of(kind: str) -> KindStyle:
    """The look of a kind of the model, such as ``Organization``."""
    return KIND_STYLES.get(kind, OTHER)
