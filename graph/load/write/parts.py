"""A load that is more than fits into one transaction, as many of them that land as one."""

from collections.abc import Callable, Iterable

from graph.client import Graph, Tx
from graph.errors import ConnectionFailed
from graph.load.store import LoadStore
from graph.load.write.unfinished import wipe_unfinished

_DAY_OF_SECONDS = 86_400.0
Part = Callable[[Tx], None]
"""What is written in one transaction."""


def write_in_parts(
    graph: Graph,
    begin: Part,
    parts: Iterable[Part],
    record: Callable[[Tx, str], None],
    store: LoadStore | None = None,
) -> None:
    """Write parts one after another; the load's record says ``loading`` until all of it is there.

    ``begin`` takes the turn and writes the record first. One transaction holds the record's lock
    meanwhile, so that nobody takes the load for dead and no other begins. What has landed of it is
    taken back where it is cut off, by the store's before-images where there are any; where the
    connection breaks, that is the caller's: see ``confirm``.
    """

    def held(tx: Tx) -> None:
        record(tx, "loading")  # the lock
        for part in parts:
            graph.write_all(part, seconds=600)
        record(tx, "done")

    graph.write_all(begin)
    try:
        graph.write_all(held, seconds=_DAY_OF_SECONDS)
    except ConnectionFailed:
        raise
    except BaseException:
        wipe_unfinished(graph, store=store)
        raise
