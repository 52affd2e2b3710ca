"""The two lines of Neo4j that are supported, and the jars that each is made of."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Jar:
    """One jar of the lock: its Maven coordinates and the SHA-256 of its bytes."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str

    @classmethod
    def of(cls, coordinates: str, sha256: str) -> "Jar":
        """A jar from ``group:artifact:version`` or ``group:artifact:version:classifier``."""
        group, artifact, version, *rest = coordinates.split(":")
        return cls(group, artifact, version, rest[0] if rest else "", sha256)

    @property
    def path(self) -> str:
        """Its path in any Maven repository."""
        folder = self.group.replace(".", "/")
        return f"{folder}/{self.artifact}/{self.version}/{self.file}"

    @property
    def file(self) -> str:
        """Its file name."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.jar"


@dataclass(frozen=True)
class Line:
    """A line of Neo4j: its version, what starts it, its Java, and settings only it knows."""

    name: str
    version: str
    main_class: str
    java: tuple[int, ...]
    settings: tuple[tuple[str, str], ...] = ()

    def jars(self) -> tuple[Jar, ...]:
        """Every jar of the committed lock."""
        text = (
            files("graph.local.install")
            .joinpath(f"locks/neo4j-{self.version}.toml")
            .read_text("utf-8")
        )
        return tuple(Jar.of(name, sha256) for name, sha256 in tomllib.loads(text)["jars"].items())


_NO_FLEET = (("server.fleet_discovery.enabled", "false"), ("dbms.fleet_manager.enabled", "false"))
"""2026.x would tell of itself on the network by broadcasts."""

LINES: dict[str, Line] = {
    "5.26": Line("5.26", "5.26.30", "org.neo4j.server.CommunityEntryPoint", (17, 21)),
    "2026": Line("2026", "2026.08.1", "org.neo4j.server.Neo4jCommunity", (21, 25), _NO_FLEET),
}
