"""Which maps there are, and which saved statement each is drawn from, for whom."""

from dataclasses import dataclass

from cypher.header import Audience


@dataclass(frozen=True)
class Map:
    """One map: the statement for those inside, the one for the public, and how many columns it has."""

    id: str
    inside: str
    public: str
    cards: tuple[int, ...] = ()
    """The columns whose things are drawn as cards that relationships run up to and leave again."""
    both_sides: bool = False
    """Whether a card says on both sides that nothing is tied there, not only on the left."""

    @property
    def apart(self) -> dict[int, float]:
        """How many rows a new card keeps from the others."""
        return dict.fromkeys(self.cards, 2.0)

    def statement(self, audience: Audience) -> str:
        """The id of the statement that it is drawn from."""
        return self.public if audience == "public" else self.inside


MAPS = (
    Map("support", "reports/support/map", "reports/edition/public_support", (1, 2)),
    Map("reach", "reports/edition/reach", "reports/edition/reach", (1,), True),
    Map("money", "reports/edition/money", "reports/edition/public_money", (1, 2)),
    Map("teams", "reports/edition/teams", "reports/edition/teams", (1,)),
)
