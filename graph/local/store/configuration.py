"""The configuration of the private server."""

from pathlib import Path

from graph.files import private_folder, replace_text
from graph.local.install.lines import Line
from graph.local.store.folders import Folders

_PAGES_MB, _PAGES_OF_HEAP = 128, 6
"""The page cache: 128 MB beside the 768 MB of heap that one town needs, and with a larger heap its sixth."""

_ONE_PLAN = {"internal.cypher.use_parameter_size": "false"}
"""Else each text or list of another order of length (1, 10, 100) is planned anew, which takes 0.15 s."""

_PLANS_STAY = {"dbms.cypher.min_replan_interval": "1d"}
"""A plan stays whatever becomes of the data: tests fill and empty one graph a thousand times."""


def write_configuration(
    conf: Path, folders: Folders, line: Line, data: Path, port: int, heap_mb: int, for_tests: bool
) -> None:
    """Write ``neo4j.conf`` into the folder ``conf``, for a server on the data folder ``data``.

    Bolt on loopback only. LOAD CSV reaches no address and no file, of the procedures that a
    plug-in could bring none is allowed, and a write waits for another's lock no longer than 30 s.
    """
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{max(_PAGES_MB, heap_mb // _PAGES_OF_HEAP)}m",
        "server.directories.data": data.as_posix(),
        "server.directories.import": folders.imports.as_posix(),
        "server.directories.plugins": folders.plugins.as_posix(),
        "dbms.usage_report.enabled": "false",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.security.procedures.allowlist": "none",
        # a server that says it will let itself be heard makes the asynchronous driver set a timer
        # for each message: 20,000 rows then cost 1.1 CPU s instead of 0.4. Deadlines are our own.
        "server.bolt.connection_keep_alive_for_requests": "OFF",
        **_ONE_PLAN,
        "db.lock.acquisition.timeout": "30s",
        "db.transaction.timeout": "120s",
        "db.tx_log.rotation.retention_policy": "2 files",
        # files are taken whole before they are written to: 256 MB each, for two databases, is
        # more than a town's data ever needs
        "db.tx_log.rotation.size": "32m",
        # the data is safe before Neo4j waits, twice this long, for its Bolt threads to end
        "internal.server.bolt.thread_pool_shutdown_wait_time": "100ms",
        **dict(line.settings),
        **(_PLANS_STAY if for_tests else {}),
    }
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    private_folder(conf)
    replace_text(conf / "neo4j.conf", text)
