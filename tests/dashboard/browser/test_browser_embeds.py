"""An embedded card in a real Chromium: seen in frames of the sites that were named and of no others, without
scripts and cookies; and how a steward comes to its code."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from in_process import served_here
from playwright.sync_api import Browser, expect
from visitors import Visitor, home_of_roles

from graph.client import Graph

SOON = 60_000


@contextmanager
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """A page of another site on loopback: its address, and what it holds (``body``)."""
    held = {"body": ""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = f"<!doctype html><title>intranet</title>{held['body']}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", held
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("framed")


def test_a_steward_embeds_a_card_and_its_site_alone_shows_it(
    town: Graph, folder: Path, browser: Browser
):
    home = home_of_roles(folder)
    with (
        served_here(town, folder) as server,
        site() as (named, its_page),
        site() as (other, others_page),
    ):
        url = f"http://127.0.0.1:{server.port}"
        steward = Visitor(server, url, home, "steward")
        with browser.new_context(viewport={"width": 1440, "height": 900}, base_url=url) as context:
            context.add_cookies(
                [{"name": steward.gate.cookie.name, "value": steward.value, "url": url}]
            )
            page = context.new_page()
            page.goto("/?lang=zh&as_of=2025-06-30")
            card = page.locator("[data-card=age]")
            expect(page.locator(".pending, .waiting")).to_have_count(0, timeout=SOON)
            card.locator("details.take summary").click()
            card.get_by_role("link", name="嵌入内网网页").click()
            expect(page.get_by_text("2025年6月30日")).to_be_visible(timeout=SOON)
            offered = page.locator("#e-card option").evaluate_all(
                "all => all.map(one => one.value)"
            )
            assert "overview/open" in offered and "needs/board" not in offered
            page.locator("#e-hosts").fill(named)
            page.get_by_role("button", name="签发", exact=True).click()
            code = page.locator(".embed-code").input_value(timeout=SOON)
            assert code.startswith("<iframe ") and "sandbox" not in code
        its_page["body"] = others_page["body"] = code
        with browser.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=False
        ) as context:
            framed = context.new_page()
            framed.goto(named)
            inside = framed.frame_locator("iframe")
            expect(inside.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
            expect(inside.locator(".chart:visible")).to_have_count(1)
            expect(inside.get_by_text(re.compile("截至 ?2025年6月30日"))).to_be_visible()
            expect(inside.locator("a, button, script")).to_have_count(0)
            assert context.cookies() == []
            framed.goto(other)
            framed.wait_for_load_state()
            frame = framed.frames[1]
            assert frame.locator("h1").count() == 0 and "chrome-error" in frame.url
