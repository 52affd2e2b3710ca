"""Serve the dashboard: on this machine alone, until there is sign-in."""

import ipaddress
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import panel as pn

from cypher.running import Runner
from dashboard.errors import NotLoopback, PortTaken
from dashboard.web import pages
from dashboard.web.addresses import patterns
from dashboard.web.site import Site


def serve(
    runner: Runner,
    *,
    port: int,
    address: str = "127.0.0.1",
    lang: str = "zh",
    own: Path | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until interrupted; ``ready`` is called once it listens.

    Raises NotLoopback for an address that others could reach, PortTaken where another listens.
    """
    _refuse(address, port)
    site = Site(runner, pages.load(own), lang)
    pn.extension("tabulator")
    server = pn.serve(
        {"/": site.overview, "/reports": site.reports},
        address=address,
        port=port,
        show=False,
        start=False,
        verbose=False,
        use_index=False,
        redirect_root=False,
        websocket_origin=[f"{address}:{port}", f"localhost:{port}"],
        extra_patterns=patterns(site),
        title="连新 Lianxin",
    )
    server.io_loop.add_callback(ready)
    signal.signal(
        signal.SIGTERM, lambda *_: server.io_loop.add_callback_from_signal(server.io_loop.stop)
    )
    try:
        server.run_until_shutdown()
    except KeyboardInterrupt:
        server.stop()


def _refuse(address: str, port: int) -> None:
    if not ipaddress.ip_address(address).is_loopback:
        raise NotLoopback(
            f"在有登录功能之前，看板只在本机开放，不能监听 {address}。",
            f"Until there is sign-in the dashboard listens on this machine alone, not on {address}.",
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise PortTaken(
                f"端口 {port} 已被占用，请用 --port 换一个。",
                f"Port {port} is taken; choose another with --port.",
            ) from None
