"""Backups written and put back without the command line."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from graphs import emptied

from graph.backup.archive import NODES, RELATIONSHIPS, Archive
from graph.backup.exporting import Exporter
from graph.backup.home_files import HomeFiles
from graph.backup.importing import write_graph
from graph.backup.lines import node_line, relationship_line
from graph.client import Graph
from graph.progress import Silent


def exported(graph: Graph, file: Path) -> Path:
    """A backup of a graph, of a home that has no files."""
    home = file.parent / "no files"
    home.mkdir(exist_ok=True)
    Exporter(graph, HomeFiles(home), "private", Silent()).write(file)
    return file


def put_back(graph: Graph, file: Path) -> None:
    """A backup in place of what is in a graph."""
    emptied(graph)
    with Archive(file) as archive:
        archive.verify()
        write_graph(graph, archive, Silent())


Members = dict[str, bytes]


def members() -> Members:
    """Of a backup with two nodes, a relationship and a file."""
    nodes = [
        node_line(["Wish"], [("id", f"W-{n}"), ("day", {"date": "2024-02-29"})]) for n in (0, 1)
    ]
    return {
        NODES: b"".join(nodes),
        RELATIONSHIPS: relationship_line("RAISED", 0, 1, []),
        "home/own/reports/x.cypher": "报表".encode(),
    }


def manifest_of(found: Members) -> dict[str, object]:
    sums = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in found.items()
    }
    return {
        "format": 1,
        "made_at": datetime(2026, 11, 27, tzinfo=UTC).isoformat(),
        "program": "0.1.0",
        "model_version": 1,
        "server": "private",
        "neo4j": "5.26.0",
        "nodes": 2,
        "relationships": 1,
        "members": sums,
    }


def zipped(file: Path, found: Members, manifest: dict[str, object] | None = None) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest or manifest_of(found)))
    return file
