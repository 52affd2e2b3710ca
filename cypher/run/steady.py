"""Reading one state of the data while others write."""

from collections.abc import Callable
from contextlib import nullcontext

from graph.client import Graph, Rows

_TRIES = 3
"""A read, and again at most twice: the last time our own writers wait."""


def read_steady(
    graph: Graph, version: str, read: Callable[[], Rows], is_whole: Callable[[Rows], bool]
) -> tuple[Rows, bool]:
    """The rows, and whether they are of one state of the data.

    ``version`` is the data's version from before. A read whose version is another afterwards, or
    whose rows are not ``is_whole``, is done again.
    """
    for left in reversed(range(_TRIES)):
        with nullcontext() if left else graph.gate.held():
            if not left:
                version = graph.data_version(at_most_every=0)
            rows = read()
        if rows.version == version and (is_whole(rows) or not left):
            return rows, True
        version = rows.version
    return rows, False
