"""Sessions end with their visitors: once the pages are closed the server holds nothing of theirs."""

import asyncio
import gc
import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from as_user import until
from bokeh.document import Document
from playwright.sync_api import Browser, Page, expect

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from dashboard.network import Network
from dashboard.pages import load_pages
from dashboard.pages.location import path_of
from dashboard.web import app, live
from graph.client import Graph

pytestmark = pytest.mark.browser
PAGES = load_pages(Catalogue.load())
PATHS = [
    *(path_of(id, PAGES).removeprefix("./") for id, one in PAGES.items() if one.kind != "record"),
    "reports?report=wishes/unclaimed",
    "record?id=W-000001",
    "record?id=ORG-0005",
    "record?id=ST-0001",
]


@pytest.fixture(scope="module")
def here(town: Graph) -> Iterator[app.Server]:
    """The dashboard, served by this process, which soon lets go of unused sessions."""
    ready: Future[tuple[asyncio.AbstractEventLoop, app.Server]] = Future()

    def run() -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        server = app.build(Runner(town, Catalogue.load()), network=Network(port=0), prewarmed=False)
        server.start()
        ready.set_result((loop, server))
        loop.run_forever()
        server.stop()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "KEEP_UNUSED_MS", 3000)
        patch.setattr(live, "ASK_UNUSED_MS", 200)
        thread = threading.Thread(target=run)
        thread.start()
        loop, server = ready.result(60)
    yield server
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def documents() -> list[Document]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Document)]


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    expect(page.locator(".pending")).to_have_count(0, timeout=30_000)
    for picture in page.locator("[data-live] svg.scene:visible").all():
        picture.hover()
        expect(page.locator("[data-live].live")).to_have_count(1, timeout=30_000)


def test_closed_pages_leave_no_document_behind(
    here: app.Server, browser: Browser, caplog: pytest.LogCaptureFixture
):
    # pytest keeps every log record, and Panel's hold what a visitor's models sent
    caplog.set_level(logging.WARNING, logger="panel")
    before = len(documents())
    for path in PATHS:
        with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
            for _ in range(1 if path else 3):  # again with what the browser has kept
                visit(context.new_page(), f"http://127.0.0.1:{here.port}/{path}")
    # however many came: the loop's own document, and that of the last whose picture went live
    until(lambda: here.live_documents == 0, 90)
    until(lambda: len(documents()) <= before + 2, 90)
