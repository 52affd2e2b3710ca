"""A stand-in for the robot of a group on this machine: a real HTTP server that keeps what it was sent."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[BaseHTTPRequestHandler], None]


def answering(status: int, body: object = None, **headers: str) -> Answer:
    """An answer with a status, a JSON body, headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        data = json.dumps(body).encode() if body is not None else b""
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


TAKEN = answering(200, {"errcode": 0, "errmsg": "ok"})


@dataclass
class StandIn:
    """``answer`` is how the next ones are answered; ``keys`` and ``texts`` are what came."""

    port: int
    answer: Answer = TAKEN
    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A stand-in that answers until the body ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body: Any = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            robot.paths.append(parts.path)
            robot.keys += parse_qs(parts.query).get("key", [])
            robot.texts.append(body["text"]["content"])
            robot.answer(self)

        def do_GET(self) -> None:
            robot.paths.append(self.path)
            TAKEN(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    robot = StandIn(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield robot
    finally:
        server.shutdown()
        server.server_close()
