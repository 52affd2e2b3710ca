"""What a map is drawn on, in points: an A1 poster, which A3 halves, and a page of the report."""

from dataclasses import dataclass, replace

_MANY = 3
"""With more columns than these there is room for the legend beside the foot of the first."""


@dataclass(frozen=True)
class Paper:
    """A sheet: its size, what stands above and below the columns, how large letters are."""

    width: float
    height: float
    margin: float
    top: float
    foot: float
    """What lies below the first column."""
    foot_beside: float
    """What lies below the others, where the legend stands."""
    smallest: float
    largest: float
    card: float
    """The letters on a card."""
    heading: float
    heading_y: float
    thickest: float
    thinnest: float
    equal: float
    """How thick a relationship is that weighs nothing."""
    outer: float
    """How wide a name beside a node may be."""
    label: float
    """How wide the name of a group beside its nodes may be."""
    cards: tuple[float, float]
    """How wide a card is at least and at most."""

    def for_columns(self, number: int) -> "Paper":
        """The paper for a map of so many columns: with few, all end above what stands below."""
        return self if number > _MANY else replace(self, foot=self.foot_beside)

    @property
    def pad(self) -> float:
        """The room between a name and its node or its card's edge."""
        return self.card * 0.6

    @property
    def line(self) -> float:
        """The least room from one name to the next."""
        return self.smallest * 1.08

    @property
    def gap(self) -> float:
        """The room of a place where nobody stands any more."""
        return self.smallest * 0.55

    @property
    def between(self) -> float:
        """The room between two groups."""
        return self.smallest * 0.6


A1 = Paper(
    width=2384, height=1684, margin=56, top=270, foot=44, foot_beside=292, smallest=18.05, largest=27,
    card=21, heading=24, heading_y=250, thickest=30, thinnest=1.8, equal=4.0, outer=450, label=210,
    cards=(170, 400),
)  # fmt: skip
"""An A1 sheet; A3 is half of it, so that its letters are half as large: 9 points at least."""
COMPARED = replace(A1, foot_beside=344)
"""The same with lists of names beside the legend."""
A4 = Paper(
    width=740, height=440, margin=2, top=28, foot=2, foot_beside=2, smallest=6, largest=9.5,
    card=8.5, heading=10, heading_y=12, thickest=13, thinnest=1.1, equal=1.3, outer=190, label=70,
    cards=(66, 190),
)  # fmt: skip
"""The room for a map on a page of the report that lies across."""
