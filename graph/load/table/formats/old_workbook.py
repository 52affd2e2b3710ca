"""Workbooks of other programs and times (.xls, .ods, .et, .xlsb), read by python-calamine.

Its arrays are as wide as the farthest cell is away, whatever lies between, so that it reads in a
process of its own with bounded memory; what ends that process ends one reading, and nothing else.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.load.table.bounds import bounded
from graph.load.table.formats.grid import Grid, filled_rows
from graph.load.table.formats.recognising import unreadable

_WORKER = Path(__file__).with_name("calamine_worker.py")


def read_old_workbook(path: Path, name: str) -> list[Grid]:
    """Every sheet. Raises LoadError with the cause where the file cannot be read or is too much."""
    with subprocess.Popen(
        [sys.executable, "-P", str(_WORKER), str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            return list(_grids(name, process))
        finally:
            process.kill()


def _grids(name: str, process: subprocess.Popen[bytes]) -> Iterator[Grid]:
    messages = _messages(name, process)
    message = next(messages)
    while message[0] == "sheet":
        grid = Grid(message[1], hidden=message[2], sees_all=False)
        following: list[tuple[Any, ...]] = []
        grid.rows = filled_rows(bounded(name, grid.title, _rows(messages, following)))
        yield grid
        message = following[0]
    if message[1]:
        raise unreadable(name, message[1])


def _rows(
    messages: Iterator[tuple[Any, ...]], following: list[tuple[Any, ...]]
) -> Iterator[list[object]]:
    """The rows of one sheet; the message after them is put into ``following``."""
    for message in messages:
        if message[0] != "rows":
            following.append(message)
            return
        yield from message[2]


def _messages(name: str, process: subprocess.Popen[bytes]) -> Iterator[tuple[Any, ...]]:
    assert process.stdout is not None
    while True:
        try:
            message = pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError) as error:
            raise unreadable(name, "too_large") from error
        yield message
        if message[0] == "end":
            return
