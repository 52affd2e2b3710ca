"""What became of a load whose connection broke: it landed, it did not, or that is not known."""

from collections.abc import Callable
from threading import Event
from time import monotonic

from graph.client import Graph
from graph.errors import ConnectionFailed, LoadError, ServerUnreachable
from graph.load.store import LoadStore
from graph.load.write.unfinished import wipe_unfinished

_RECORD = "MATCH (r:ImportRun {id: $id}) RETURN r.state"
_BACK_WITHIN, _ASK_EVERY = 60.0, 0.5


class LandingUnknown(LoadError):
    """The connection broke while a load was being confirmed, and the server did not come back."""

    exit_code = ServerUnreachable.exit_code

    def __init__(self) -> None:
        super().__init__(
            "导入即将完成时与 Neo4j 的连接断开，不知道是否已写入。"
            "请在 Neo4j 恢复后再导入一次同一个文件：重复导入是安全的，不会出现两份。",
            "The connection to Neo4j broke as the load was being confirmed; whether it landed is "
            "not known. Import the same file again once Neo4j is back: that is safe, and nothing "
            "comes to be there twice.",
        )


def confirm(
    graph: Graph, id: str, write: Callable[[], None], store: LoadStore | None = None
) -> None:
    """Write a load; where the connection breaks, wait for the server and see whether it landed.

    ``id`` is that of the load's record. Raises LoadError where nothing was written,
    and LandingUnknown where the server does not come back.
    """
    try:
        write()
    except ConnectionFailed as error:
        if has_landed(graph, id):
            return
        wipe_unfinished(graph, store=store)
        raise LoadError(
            "与 Neo4j 的连接断开，没有写入任何数据。请再导入一次。",
            "The connection to Neo4j broke; nothing was written. Import the file again.",
        ) from error


def has_landed(graph: Graph, id: str) -> bool:
    """Whether a load is confirmed; waits for a server that does not answer, a minute at most.

    Raises LandingUnknown where it does not come back.
    """
    end, pause = monotonic() + _BACK_WITHIN, Event()
    while True:
        try:
            return bool(graph.read(_RECORD, {"id": id}).value() == "done")
        except ConnectionFailed as error:
            if monotonic() >= end:
                raise LandingUnknown() from error
            pause.wait(_ASK_EVERY)
