"""The dashboard's server: pages whose first answer is finished, and what stands beside them."""

import errno
import ipaddress
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import holoviews as hv
import panel as pn
from panel.io.resources import LOCAL_DIST
from tornado.web import RequestHandler

from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.edition.jobs import Desk
from dashboard.errors import NotLoopback, PortTaken
from dashboard.figures.charts import warm
from dashboard.pages import record_page_of
from dashboard.pages.location import path_of, read
from dashboard.pages.reload import LivingPages
from dashboard.render.page import View, template
from dashboard.render.site import Site
from dashboard.texts import Lang
from dashboard.web.assets import AssetHandler
from dashboard.web.cards import (
    CardHandler,
    FigureHandler,
    FindHandler,
    HealthHandler,
    NewPageHandler,
)
from dashboard.web.downloads import DownloadHandler
from dashboard.web.editions import (
    EditionActHandler,
    EditionFileHandler,
    EditionStateHandler,
    EditionZipHandler,
)
from dashboard.web.late_routes import add_page
from dashboard.web.live import Session
from dashboard.web.prewarm import make_ahead
from dashboard.web.state import (
    ChoicesHandler,
    CountHandler,
    ListedHandler,
    PlanHandler,
    StateHandler,
)

KEEP_UNUSED_MS = 10_000
ASK_UNUSED_MS = 5_000


def serve(
    runner: Runner,
    *,
    port: int = 5006,
    address: str = "127.0.0.1",
    lang: Lang = "zh",
    own: Path | None = None,
    editions: Path | None = None,
    font: Path | None = None,
    ready: Callable[[], object] | None = None,
) -> None:
    """Serve the dashboard until interrupted. ``ready`` is called when it answers.

    Raises NotLoopback for an address that other machines reach, PortTaken, BrokenFile.
    """
    server = build(
        runner, port=port, address=address, lang=lang, own=own,
        editions=editions, font=font,
    )  # fmt: skip
    server.start()
    if ready is not None:
        ready()
    try:
        server.io_loop.start()
    finally:
        server.stop()


def build(
    runner: Runner,
    *,
    port: int = 5006,
    address: str = "127.0.0.1",
    lang: Lang = "zh",
    own: Path | None = None,
    editions: Path | None = None,
    font: Path | None = None,
) -> Any:
    """The server, not started yet. ``port`` 0 takes a free one; ``server.port`` tells which."""
    refuse_foreign(address)
    port = free_port(address, port)
    pages = LivingPages(lambda: runner.catalogue, own)
    names = {address, "localhost", "127.0.0.1"}
    hosts = frozenset(f"[{name}]:{port}" if ":" in name else f"{name}:{port}" for name in names)
    desk = Desk(runner, editions, font) if editions else None
    site = Site(runner, pages, lang, hosts, pages.look, desk)
    prepare()
    site.cards.shelf.do(warm)
    answer = partial(_answer, site, pages)

    server = pn.serve(
        {path_of(id, pages).removeprefix("./") or "/": answer(id) for id in pages},
        port=port,
        address=address,
        show=False,
        start=False,
        verbose=False,
        title="Lianxin",
        websocket_origin=sorted(hosts),
        unused_session_lifetime_milliseconds=KEEP_UNUSED_MS,
        check_unused_sessions_milliseconds=ASK_UNUSED_MS,
        extra_patterns=_patterns(site),
    )
    pages.added = lambda id: add_page(server, f"/{id}", answer(id), "Lianxin")
    _make_ahead(server, site)
    return server


def _make_ahead(server: Any, site: Site) -> None:
    """Make cards and plans in a thread that ends when the server stops."""
    ended, stop = threading.Event(), server.stop

    def stop_all(*given: Any, **named: Any) -> None:
        ended.set()  # nothing more is asked of a graph that may be about to stop
        stop(*given, **named)

    server.stop = stop_all
    threading.Thread(target=make_ahead, args=(site, ended), daemon=True, name="ahead").start()


def _patterns(site: Site) -> list[tuple[str, type[RequestHandler], dict[str, Site]]]:
    beside = {"site": site}
    return [
        (r"/card/([a-z0-9_]+)/([a-z0-9_]+)", CardHandler, beside),
        (r"/figure/([a-z0-9_]+)/([a-z0-9_]+)\.(svg|png)", FigureHandler, beside),
        (r"/download/([\w/-]+)\.([a-z]+)", DownloadHandler, beside),
        (r"/find", FindHandler, beside),
        (r"/assets/([\w.-]+)", AssetHandler, {}),
        (r"/healthz", HealthHandler, beside),
        (r"/editions/(make|cancel|compare|days)", EditionActHandler, beside),
        (r"/editions/state", EditionStateHandler, beside),
        (r"/editions/(of|compared)/([^/]+)/(.+)", EditionFileHandler, beside),
        (r"/editions/zip/([^/]+)", EditionZipHandler, beside),
        (r"/state/([a-z0-9_]+)", StateHandler, beside),
        (r"/choices/([a-z0-9_]+)/(\w+)", ChoicesHandler, beside),
        (r"/listed", ListedHandler, beside),
        (r"/count/([\w/-]+)", CountHandler, beside),
        (r"/plan/([\w/-]+)", PlanHandler, beside),
        (r"/([a-z0-9_]+)", NewPageHandler, beside),
    ]


def prepare() -> None:
    """Panel's and HoloViews' settings for the process: pictures on plain canvas."""
    pn.extension()
    hv.extension("bokeh", logo=False)
    hv.renderer("bokeh").webgl = False  # without a GPU a picture takes half a minute by WebGL


def refuse_foreign(address: str) -> None:
    """Refuse an address that other machines could reach: there is no sign-in yet."""
    try:
        inside = address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NotLoopback(
            f"还没有登录功能，看板只在本机（127.0.0.1）打开，不会监听 {address}。",
            f"There is no sign-in yet: the dashboard listens on this machine only (127.0.0.1), not on {address}.",
        )


def _answer(site: Site, pages: LivingPages, id: str) -> Callable[[], Any]:
    """What Panel calls for each visitor of a page; it takes nothing but a plain function."""

    def answer() -> Any:
        pages.look()
        return page(site, id) if id in pages else pn.pane.HTML("404")

    return answer


def page(site: Site, id: str) -> Any:
    """One page for one visitor: finished cards first, the session behind them."""
    given = pn.state.session_args or {}
    pairs = [(key, values[0].decode("utf-8", "replace")) for key, values in given.items()]
    host = (pn.state.headers or {}).get("Host", "")
    if host not in site.hosts:
        return pn.pane.HTML("421")
    here = read(id, urlencode(pairs), site.lang)
    if site.pages[id].kind == "record":
        here = here.at(page=record_page_of(site.pages, here.values.get("id", "")).id)
    if pn.state.curdoc is not None:
        # a session begun again by a late websocket would ask a foreign host for its style sheets
        pn.state.curdoc.template_variables["dist_url"] = LOCAL_DIST
    view = View(site, here, host, LOCAL)
    session = Session(view)
    shell = pn.Template(template(), items=session.items())
    for key, value in view.context(session.roots()).items():
        shell.add_variable(key, value)
    return shell


def free_port(address: str, port: int) -> int:
    """The port, or a free one for 0. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(
                f"端口 {port} 已被别的程序占用，请用 --port 换一个。",
                f"Port {port} is taken by another program; choose another with --port.",
            ) from None
        return int(probe.getsockname()[1])
