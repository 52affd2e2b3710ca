"""An archive of Java's classes, with which Neo4j's programs start in two thirds of the time.

``python tests/support/java_archive.py 5.26`` makes it, once for each Neo4j, Java and cache, from
the classes of a server that has started, loaded and planned. Tests use it where it is there. Java
itself checks that it fits and goes without one that does not.
"""

import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import psutil

from cypher.admission.admit import admit
from cypher.library.catalogue import Catalogue
from graph.client import Graph
from graph.load import load_rows
from graph.local import LocalServer
from graph.local.errors import NoJava
from graph.local.install.java import find_java
from graph.local.install.lines import LINES
from graph.schema import apply_schema, ensure_model_version
from graph.settings import Settings

OPTIONS = "JDK_JAVA_OPTIONS"
_SIGNERS_UNREAD = (
    "jdk.jar.disabledAlgorithms=MD5, SHA1, SHA-1, SHA-256, SHA-384, SHA-512, RSA, DSA, EC\n"
)
"""Jars count as unsigned: Java checks signatures at every start, and archives no class of a signed
jar. What the jars hold was compared with the lock when they were fetched."""
_ROW = {"id": "R-900001", "alias": "某骑手", "role": "rider"}
_PLANNED = 24
"""So many of the shipped reports are planned: more bring hardly any class that is new."""


def archive_of(settings: Settings) -> Path:
    """Where the archive for the settings' Neo4j and Java lies, once it is made. Raises NoJava."""
    line = LINES[settings.neo4j_line]
    java = find_java(line, settings.java).resolve()
    fits = zlib.crc32(f"{java} {java.stat().st_mtime_ns} sorted copies".encode())
    return settings.cache / "classes" / f"neo4j-{line.version}-{fits:08x}.jsa"


def use_archive(settings: Settings) -> None:
    """Let every Java that this process and its children start use the archive, if there is one."""
    if OPTIONS in os.environ:
        return  # as the process has it that started this one
    try:
        archive = archive_of(settings)
    except NoJava:
        return
    if archive.exists():
        unread = _signers_unread(archive)
        os.environ[OPTIONS] = f"-XX:SharedArchiveFile={archive} -Xshare:auto {unread}"


def make_archive(settings: Settings) -> None:
    """Make the archive where it is not there yet."""
    os.environ.pop(OPTIONS, None)
    archive = archive_of(settings)
    if archive.exists():
        return
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        fresh = Path(folder) / "classes.jsa"
        first = _javas_own(find_java(LINES[settings.neo4j_line], settings.java), archive)
        os.environ[OPTIONS] = f"{first} {_signers_unread(archive)} -XX:ArchiveClassesAtExit={fresh}"
        more = {"home": Path(folder), "neo4j_uri": None, "test_speed": True, "heap_mb": 512}
        server = LocalServer(settings.model_copy(update=more))
        with server, Graph(server.start()) as graph:
            _use(graph)
            state = server.folders.state()
            assert state is not None
            java = psutil.Process(state.java.pid)
            java.terminate()  # here, and not by the supervisor, which would not wait so long
            java.wait()
        fresh.rename(archive)


def _signers_unread(archive: Path) -> str:
    """The option that has Java read no signatures of jars; its file lies beside the archive."""
    file = archive.with_name("jar.security")
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}")
        draft.write_text(_SIGNERS_UNREAD)
        draft.replace(file)
    return f"-Djava.security.properties={file}"


def _javas_own(java: Path, archive: Path) -> str:
    """The option that names the archive of Java's own classes; it is made where Java has none."""
    if any(java.resolve().parents[1].rglob("classes.jsa")):
        return ""
    own = archive.with_suffix(".java.jsa")
    command = [java, "-XX:+UseSerialGC", "-Xshare:dump", f"-XX:SharedArchiveFile={own}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return f"-XX:SharedArchiveFile={own}"


def _use(graph: Graph) -> None:
    """What most tests do with a server."""
    apply_schema(graph)
    ensure_model_version(graph)
    load_rows(graph, {"Rider": [_ROW]}, name="archive", by="test")
    for saved in Catalogue.load().of("reports")[:_PLANNED]:
        admit(graph, saved)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        make_archive(Settings.model_validate({"LIANXIN_NEO4J_LINE": name}))
