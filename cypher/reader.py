"""Who asks: the reader whose rights decide what an answer shows, passed with every question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cypher.header import Audience

Role = Literal["committee", "staff", "steward"]

AUDIENCES: Mapping[Role, Audience] = {
    "committee": "committee",
    "staff": "staff",
    "steward": "staff",
}
"""Each role's audience. The public has no role: it sees what is published."""

OPEN_TO: Mapping[Audience, tuple[Audience, ...]] = {
    "staff": ("staff", "committee", "public"),
    "committee": ("committee", "public"),
    "public": ("public",),
}
"""What each audience may see: what is made for it, and for those who see less."""


@dataclass(frozen=True)
class Reader:
    """A person by name and role, and the audience as which that person is shown answers."""

    name: str
    role: Role
    audience: Audience
    account: int | None = None
    """The number of the account; None for who has none: the local reader, the home's owner."""
    visit: str = ""
    """The open page that asks, where it says which: what is read on one page is one reading."""

    @property
    def is_local(self) -> bool:
        """Whether it is the one reader there is while nobody has an account."""
        return replace(self, visit="") == LOCAL

    def for_audience(self, audience: Audience) -> "Reader":
        """The same person, shown what another audience is shown, as when an edition is made for it."""
        return replace(self, audience=audience)


LOCAL = Reader("local", "staff", AUDIENCES["staff"])
"""Who reads on this machine while nobody has an account."""
OWNER = Reader("owner", "steward", AUDIENCES["steward"])
"""Who runs a command: the owner of the home."""
NOBODY = Reader("", "committee", "public")
"""Who has not signed in: shown what the public may see, where anything at all is."""
