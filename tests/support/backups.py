"""Backups written and put back without the command line."""

from pathlib import Path

from graphs import emptied

from graph.backup.archive import Archive
from graph.backup.exporting import Exporter
from graph.backup.home_files import HomeFiles
from graph.backup.importing import write_graph
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
