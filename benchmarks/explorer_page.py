"""The explorer's page with a graph of any size, served without a database: what is drawn, and how fast."""

import json
import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from dashboard.figures.relations.kind_style import KIND_STYLES
from dashboard.figures.relations.walk_picture import walk_picture
from dashboard.render.explorer.words import begins_json
from dashboard.render.templates import environment
from dashboard.shell.assets import asset

Walk = dict[str, Any]
_RING = ("Wish", "Rider", "Claim", "Company", "Wish", "Rider")
_HUBS = ("DeliverySite", "ServiceStation", "Organization")
_EACH = 14
"""How many nodes stand around one in the middle."""


def walk(count: int) -> Walk:
    """So many nodes as a town has them: many small ones around sites, stations and organisations,
    and relationships among these; two and a half relationships to a node. The same each time."""
    chance = random.Random(count)
    nodes: list[Walk] = []
    ties: list[Walk] = []
    hubs: list[str] = []
    for i in range(count):
        hub, place = divmod(i, _EACH + 1)
        turn, far = hub * 2.399963, 330 * math.sqrt(hub + 0.5)  # a sunflower's seeds
        x, y = far * math.cos(turn), far * math.sin(turn)
        kind = _HUBS[hub % 3] if not place else _RING[place % len(_RING)]
        if place:
            x += 120 * math.cos(math.tau * place / _EACH)
            y += 120 * math.sin(math.tau * place / _EACH)
            ties.append(_tie(len(ties), hubs[-1], f"N{i}", 1))
        else:
            hubs.append(f"N{i}")
        nodes.append(_node(f"N{i}", kind, round(x, 1), round(y, 1)))
    while len(ties) < 2.5 * count:
        at = chance.randrange(count)
        near = hubs[min(len(hubs) - 1, max(0, at // (_EACH + 1) + chance.randint(-4, 4)))]
        if near != f"N{at}":
            ties.append(_tie(len(ties), f"N{at}", near, chance.randint(1, 9)))
    return {"nodes": nodes, "ties": ties, "absent": []}


def _node(id: str, kind: str, x: float, y: float) -> Walk:
    label = {"Organization": "村党总支", "DeliverySite": "配送站", "ServiceStation": "服务站点"}
    name = f"枫溪{id[1:]}{label.get(kind, '号')}"
    look = {"id": id, "kind": kind, "kind_label": kind, "group": "", "label": name}
    return {**look, "x": x, "y": y, "href": f"record?id={id}", "facts": []}


def _tie(at: int, start: str, end: str, weight: int) -> Walk:
    year = f"{2020 + at % 5}-0{1 + at % 9}-11"
    return {"id": f"T{at}", "kind": f"K{at % 4}", "label": ("认领", "服务", "结对", "就职")[at % 4],
            "from": start, "to": end, "began": year, "ended": None, "count": 1, "weight": weight}  # fmt: skip


def page(shown: Walk) -> str:
    """The page of a walk, by the templates, styles and scripts that are shipped."""
    frame = {
        "lang": "zh", "root": "", "home": "./", "nav": (), "may": frozenset(), "langs": (), "nonce": "n",
        "location": SimpleNamespace(report=None, values={}), "page": SimpleNamespace(kind="explorer", id="explore", holds=None),
        "heading": "关系探索", "scripts": ("page.js", "explorer.js"),
    }  # fmt: skip
    begins = begins_json("zh", shown, day="", today="2025-08-31")
    return (
        environment()
        .get_template("explorer.html")
        .render(
            **frame,
            still=walk_picture(shown, "关系图"),
            shown=shown["nodes"][:300],
            explorer=Markup(begins),
        )
    )


class _Answers(BaseHTTPRequestHandler):
    pages: dict[str, bytes]

    def do_GET(self) -> None:
        """A page by its address, a script or style by its name."""
        path = self.path.partition("?")[0]
        if path in self.pages:
            kind = "text/javascript" if path.endswith(".js") else "text/html; charset=utf-8"
            return self._send(self.pages[path], kind)
        found = asset(path.removeprefix("/assets/"))
        if found is None:
            return self.send_error(404)
        return self._send(found.content, found.content_type)

    def do_POST(self) -> None:
        """No question has an answer here but an empty one."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(json.dumps({"around": {}}).encode(), "application/json")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is noted."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has gone away is no fault."""


@contextmanager
def pages_served(pages: dict[str, bytes]) -> Iterator[str]:
    """These pages on a free port of this machine: their address."""
    answers = type("Answers", (_Answers,), {"pages": pages})
    server = _Server(("127.0.0.1", 0), answers)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


LOOKS = {kind: (style.colour, style.shape, style.radius) for kind, style in KIND_STYLES.items()}
