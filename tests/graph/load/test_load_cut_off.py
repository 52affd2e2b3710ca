"""The connection broke as a load was being confirmed: what is known of it is said, and is true."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from graph.address import Address
from graph.client import Graph, Tx
from graph.load import LoadStore, load_rows, undo
from graph.load.write import landed as landed_module
from graph.load.write.landed import LandingUnknown

T = TypeVar("T")
RIDERS = {"Rider": [{"id": "R-900001", "alias": "新骑手", "role": "rider"}]}
COUNT = "MATCH (r:Rider) RETURN count(r)"


class Wire:
    """Carries bytes to a server and back; from ``cut`` on no answer comes, and then it breaks."""

    def __init__(self, address: Address) -> None:
        host, _, port = address.uri.rpartition("/")[2].rpartition(":")
        self._server = host, int(port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        self._cut = threading.Event()
        self._mended = False
        self._sockets = [self._listener]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self, mended: bool) -> None:
        """Let no further answer through; ``mended``: those who connect again are served."""
        self._mended = mended
        self._cut.set()

    def close(self) -> None:
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._sockets:
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._sockets.append(client)
                if self._cut.is_set() and not self._mended:
                    client.shutdown(socket.SHUT_RDWR)
                    continue
                server = socket.create_connection(self._server)
                self._sockets.append(server)
                first = not self._cut.is_set()
                for work in ((client, server, False), (server, client, first)):
                    thread = threading.Thread(target=self._copy, args=work)
                    self._threads.append(thread)
                    thread.start()

    def _copy(self, source: socket.socket, target: socket.socket, cuts: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if cuts and self._cut.is_set():
                    break  # the server has answered the commit, and nobody hears it
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class CutAtTheEnd:
    """Progress on a load that cuts the wire when all rows are written and nothing is committed."""

    def __init__(self, wire: Wire, mended: bool) -> None:
        self._wire, self._mended = wire, mended

    def task(self, zh: str, en: str, total: int | None) -> "CutAtTheEnd":
        self._writes = en == "Loading"
        return self

    def advance(self, steps: int = 1) -> None:
        if self._writes:
            self._wire.cut(self._mended)

    def __enter__(self) -> "CutAtTheEnd":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def wire(address: Address) -> Iterator[Wire]:
    wire = Wire(address)
    yield wire
    wire.close()


def test_a_load_that_landed_unheard_is_reported_as_landed(graph: Graph, wire: Wire):
    with Graph(replace(graph.address, uri=wire.uri)) as through:
        report = load_rows(
            through, RIDERS, name="riders", by="test", progress=CutAtTheEnd(wire, mended=True)
        )
    assert report.rows == 1
    assert graph.read(COUNT).value() == 1


def test_a_load_of_which_nothing_is_known_says_so_and_can_be_run_again(
    graph: Graph, wire: Wire, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(landed_module, "_BACK_WITHIN", 0.5)
    lost = CutAtTheEnd(wire, mended=False)
    with (
        Graph(replace(graph.address, uri=wire.uri)) as through,
        pytest.raises(LandingUnknown, match="Import the same file again"),
    ):
        load_rows(through, RIDERS, name="riders", by="test", progress=lost)
    load_rows(graph, RIDERS, name="riders", by="test")
    assert graph.read(COUNT).value() == 1


class Impatient(Graph):
    """A graph whose reader presses Ctrl-C while the answer to a commit is on its way."""

    def write_all(self, work: Callable[[Tx], T], *, seconds: float = 120.0) -> T:
        super().write_all(work, seconds=seconds)
        raise KeyboardInterrupt


def test_a_load_that_landed_although_it_was_interrupted_is_kept_and_can_be_undone(
    graph: Graph, tmp_path: Path
):
    store = LoadStore(tmp_path / "loads")
    with Impatient(graph.address) as impatient, pytest.raises(KeyboardInterrupt):
        load_rows(impatient, RIDERS, name="riders", by="test", store=store)
    (load,) = store.list()
    assert load.state == "landed"
    undo(graph, load.id, by="test", store=store)
    assert graph.read(COUNT).value() == 0
