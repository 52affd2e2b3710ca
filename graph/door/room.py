"""Whether there is room for what is to be written."""

from pathlib import Path

from graph.errors import DiskFull
from graph.files import free_bytes

LEAST = 100 * 2**20
"""Bytes that must be free. A transaction that is cut short by a full disk can leave a log that Neo4j
5.26 does not start from: it takes what follows the torn record for the length of a list."""


def refuse_without_room(store: Path | None) -> None:
    """Raise DiskFull where the disk of a store is nearly full; None is a store elsewhere."""
    if store is None:
        return
    try:
        free = free_bytes(store)
    except OSError:
        return  # the server says what is wrong there
    if free < LEAST:
        raise DiskFull(store, LEAST, free)
