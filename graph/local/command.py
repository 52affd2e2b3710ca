"""The configuration and the command lines that Neo4j is run with."""

import os
from pathlib import Path

from graph.local.lines import Line
from graph.local.places import Places

_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_FLAGS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS),
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-Dlog4j2.disable.jmx=true",
    "--enable-native-access=ALL-UNNAMED",
)
_FAST_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m")
"""Java keeps only 48 MB for compiled code where it compiles at one level, and Neo4j fills them."""
_PAGES_MB, _PAGES_OF_HEAP = 128, 6
"""The page cache: 128 MB beside the 768 MB of heap that one town needs, and with a larger heap its sixth."""
_ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"


def write_configuration(places: Places, line: Line, port: int, heap_mb: int) -> None:
    """Bolt on loopback only; HTTP, file addresses and usage reports off; a page cache beside the heap."""
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{max(_PAGES_MB, heap_mb // _PAGES_OF_HEAP)}m",
        "server.directories.import": places.imports.name,
        "dbms.usage_report.enabled": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "db.transaction.timeout": "120s",
        "db.tx_log.rotation.retention_policy": "2 files",
        # the data is safe before Neo4j waits, twice this long, for its Bolt threads to end
        "internal.server.bolt.thread_pool_shutdown_wait_time": "100ms",
        **dict(line.settings),
    }
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (places.conf / "neo4j.conf").write_text(text, "utf-8")


def server_command(
    java: Path, jars: Path, line: Line, places: Places, heap_mb: int, fast_start: bool
) -> list[str]:
    """The command that runs the server in the foreground."""
    return [
        *_java(java, jars, heap_mb, fast_start),
        line.main_class,
        f"--home-dir={places.root}",
        f"--config-dir={places.conf}",
        "--console-mode",
    ]


def admin_command(java: Path, jars: Path, places: Places, *arguments: str) -> list[str]:
    """A command of neo4j-admin, for a stopped server; see ``admin_environment``."""
    return [*_java(java, jars, 512, True), f"-Dbasedir={places.root}", _ADMIN, *arguments]


def admin_environment(places: Places) -> dict[str, str]:
    """The environment that neo4j-admin finds the store by."""
    return {**os.environ, "NEO4J_HOME": str(places.root), "NEO4J_CONF": str(places.conf)}


def _java(java: Path, jars: Path, heap_mb: int, fast_start: bool) -> list[str]:
    fast = _FAST_START if fast_start else ()
    return [str(java), f"-Xmx{heap_mb}m", *fast, *_FLAGS, "-cp", str(jars / "*")]
