"""Where a server is and how to sign in to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """A server's Bolt address, the name and password for it, and the database to use."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
