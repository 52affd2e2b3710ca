"""Write the lock of a line of Neo4j anew: ``python -m graph.local.install.relock 5.26`` (for developers)."""

import sys
import tomllib
from pathlib import Path

from jgo.env import EnvironmentBuilder
from jgo.maven import MavenContext

from graph.local.install.lines import LINES, Line

_HEAD = """\
# The jars of org.neo4j:neo4j:{version}, each with its SHA-256, and no address.
# Made by: python -m graph.local.install.relock {name}

[jars]
"""


def relock(line: Line, folder: Path) -> Path:
    """Resolve a line's jars with jgo and write their coordinates and sums to ``folder``."""
    environment = EnvironmentBuilder(MavenContext()).from_endpoint(
        f"org.neo4j:neo4j:{line.version}", main_class=line.main_class
    )
    found = tomllib.loads((Path(environment.path) / "jgo.lock.toml").read_text("utf-8"))
    parts = ("groupId", "artifactId", "version", "classifier")
    rows = sorted(
        (":".join(jar[part] for part in parts if jar.get(part)), jar["sha256"])
        for jar in found["dependencies"]
    )
    text = "".join(f'"{name}" = "{sha256}"\n' for name, sha256 in rows)
    lock = folder / f"neo4j-{line.version}.toml"
    lock.write_text(_HEAD.format(version=line.version, name=line.name) + text, "utf-8")
    return lock


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(relock(LINES[name], Path(__file__).parent / "locks"))
