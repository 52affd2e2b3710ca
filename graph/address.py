"""Where a server is and how to sign in to it."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import SettingsError

_USABLE = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://.+")


@dataclass(frozen=True)
class Address:
    """A server's Bolt address, the name and password for it, and the database to use."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
    store: Path | None = field(default=None, repr=False, compare=False)
    """The folder in which the data lie, where the server is this home's own."""

    @property
    def routed(self) -> bool:
        """Whether several servers may answer, as in a cluster."""
        return self.uri.startswith("neo4j")

    def refuse_unusable(self) -> None:
        """Raise SettingsError for what is no Bolt address, such as that of Neo4j's own pages."""
        if not _USABLE.fullmatch(self.uri):
            raise SettingsError(
                f"Neo4j 地址不可用：{self.uri}。应为 bolt://主机:端口 或 neo4j://主机:端口"
                "（加密的为 bolt+s://、neo4j+s://）。",
                f"This Neo4j address cannot be used: {self.uri}. It should be bolt://host:port or "
                "neo4j://host:port (encrypted: bolt+s://, neo4j+s://).",
            )
