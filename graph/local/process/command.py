"""The command lines that Neo4j's programs are run with."""

import os
from pathlib import Path

from graph.local.install.lines import Line
from graph.local.install.unsigned import class_path

_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_FLAGS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS),
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dlog4j2.disable.jmx=true",
    "--enable-native-access=ALL-UNNAMED",
)
_FAST_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m")
"""Java keeps only 48 MB for compiled code where it compiles at one level, and Neo4j fills them."""
_ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"
_ADMIN_HEAP_MB = 512


def server_command(
    java: Path, jars: Path, line: Line, root: Path, conf: Path, heap_mb: int, fast_start: bool
) -> list[str]:
    """The command that runs the server in the foreground."""
    return [
        *_java(java, jars, heap_mb, fast_start),
        line.main_class,
        f"--home-dir={root}",
        f"--config-dir={conf}",
        "--console-mode",
    ]


def admin_command(java: Path, jars: Path, root: Path, *arguments: str) -> list[str]:
    """A command of neo4j-admin, for a stopped server; see ``admin_environment``."""
    return [*_java(java, jars, _ADMIN_HEAP_MB, True), f"-Dbasedir={root}", _ADMIN, *arguments]


def admin_environment(root: Path, conf: Path) -> dict[str, str]:
    """What neo4j-admin finds the store by."""
    return {"NEO4J_HOME": str(root), "NEO4J_CONF": str(conf)}


def _java(java: Path, jars: Path, heap_mb: int, fast_start: bool) -> list[str]:
    # the heap is there from the start, half of it for what is young: planning makes much and keeps little
    fast = (*_FAST_START, f"-Xms{heap_mb}m", f"-Xmn{heap_mb // 2}m") if fast_start else ()
    # by name, and not as the file system lists them: an archive of classes fits one order alone
    found = os.pathsep.join(map(str, class_path(jars)))
    return [str(java), f"-Xmx{heap_mb}m", *fast, *_FLAGS, "-cp", found]
