"""A dashboard served by this process, so that a test can hold what it does at a certain point."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page
from visitors import home_of_roles

from cypher.library.reload import Library
from cypher.run.runner import Runner
from dashboard.audit.own_files import OwnFiles
from dashboard.audit.trail import Trail
from dashboard.auth.access import AccessSettings
from dashboard.network import Network
from dashboard.web import app
from graph.client import Graph


@contextmanager
def served_here(
    graph: Graph,
    home: Path,
    network: Network | None = None,
    *,
    prewarmed: bool = False,
    access: AccessSettings | None = None,
) -> Iterator[app.Server]:
    """A running server; ``home`` is where the user's own files lie."""
    ready: Future[tuple[asyncio.AbstractEventLoop, app.Server]] = Future()

    def run() -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        trail = Trail(home)
        changed = partial(OwnFiles(home).look, lambda: trail)
        library = Library(home / "own", home / "approvals", changed=changed)
        runner = Runner(graph, library, readings=trail.reading)
        place = network or Network(port=0)
        server = app.build(
            runner,
            network=place,
            own=home / "own",
            editions=home,
            trail=trail,
            prewarmed=prewarmed,
            access=access,
        )
        server.start()
        ready.set_result((loop, server))
        loop.run_forever()
        server.stop()

    thread = threading.Thread(target=run)
    thread.start()
    loop, server = ready.result(120)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@contextmanager
def served_to_roles(graph: Graph, folder: Path) -> Iterator[app.Server]:
    """A running server of a home with an account for each role, named as the role."""
    home_of_roles(folder)
    with served_here(graph, folder) as server:
        yield server


@contextmanager
def page_served_here(graph: Graph, home: Path, browser: Browser) -> Iterator[Page]:
    """A Chinese page of the size of a desk's screen, of a server of its own."""
    with served_here(graph, home) as server:
        url = f"http://127.0.0.1:{server.port}"
        with browser.new_context(
            viewport={"width": 1440, "height": 900}, base_url=url, locale="zh-CN"
        ) as context:
            yield context.new_page()
