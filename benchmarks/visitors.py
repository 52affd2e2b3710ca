"""Twenty visitors at once, as raw clients: the page, its websocket, its document; memory of each."""

import asyncio
import gc
import json
import re
from time import perf_counter

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.figures import Figure
from benchmarks.setting import Served

MANY, ALL_WITHIN, MEGABYTES = 20, 3.0, 1.5
_TOKEN = re.compile(r'"token":"([^"]+)"')


async def _visit(address: str) -> WebSocketClientConnection:
    """Fetch the page, join its session and pull its document; the connection is left open."""
    answer = await AsyncHTTPClient().fetch(f"{address}/", request_timeout=120)
    found = _TOKEN.search(answer.body.decode())
    assert found, "the page has no session"
    where = address.replace("http", "ws", 1)
    connection = await websocket_connect(f"{where}/ws", subprotocols=["bokeh", found[1]])
    for _ in range(3):
        await connection.read_message()  # ACK: header, metadata, content
    header = {"msgid": "1", "msgtype": "PULL-DOC-REQ"}
    for part in (header, {}, {}):
        await connection.write_message(json.dumps(part))
    for _ in range(3):
        assert await connection.read_message() is not None
    return connection


async def _measure(served: Served) -> list[Figure]:
    AsyncHTTPClient.configure(None, max_clients=2 * MANY)
    (await _visit(served.address)).close()
    begun, before = perf_counter(), served.cpu()
    first = await asyncio.gather(*(_visit(served.address) for _ in range(MANY)))
    taken, cpu = perf_counter() - begun, (served.cpu() - before) / MANY
    filled = served.megabytes()
    second = [await _visit(served.address) for _ in range(2 * MANY)]
    each = (served.megabytes() - filled) / (2 * MANY)
    for connection in (*first, *second):
        connection.close()
    return [
        Figure("20 visitors at once, the last", taken, "s", most=ALL_WITHIN),
        Figure("  server CPU each", cpu, "s"),
        Figure("memory a session", max(each, 0.0), "MB", most=MEGABYTES),
    ]


def measure(served: Served) -> list[Figure]:
    """How long until all twenty have their page and document, and what each costs."""
    gc.collect()
    return asyncio.run(_measure(served))
