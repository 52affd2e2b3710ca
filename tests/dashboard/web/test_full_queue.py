"""What a page and a form answer that find a queue full."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from in_process import served_here

from dashboard.auth.gate import LOCAL_TOKEN
from dashboard.concurrency.executors import BoundedExecutor
from dashboard.errors import Busy
from graph.client import Graph

PATIENCE = 120


@contextmanager
def filled(pool: BoundedExecutor) -> Iterator[None]:
    """A pool that takes nothing more while the body runs."""
    go = threading.Event()
    try:
        with pytest.raises(Busy):
            while True:
                pool.submit(lambda: go.wait(PATIENCE))
        yield
    finally:
        go.set()


def test_a_page_says_so_and_asks_again_and_a_form_says_that_nothing_was_done(
    graph: Graph, tmp_path: Path
):
    with served_here(graph, tmp_path) as server:
        url = f"http://127.0.0.1:{server.port}"
        assert requests.get(f"{url}/imports", timeout=PATIENCE).status_code == 200
        with filled(server.site.executors.files):
            page = requests.get(f"{url}/imports?lang=en", timeout=PATIENCE)
        assert page.status_code == 503
        assert page.headers["Retry-After"] == page.headers["Refresh"]
        assert "<h1>Not available just now</h1>" in page.text
        assert "Too many requests now" in page.text and 'href="/imports?lang=en"' in page.text
        with filled(server.site.executors.quick):
            form = requests.post(
                f"{url}/records/end?id=ORG-1&lang=en",
                data={"token": LOCAL_TOKEN, "request": "a" * 20, "day": "2026-01-01"},
                headers={"Origin": url},
                timeout=PATIENCE,
            )
        assert (form.status_code, "Refresh" in form.headers) == (503, False)
        assert "nothing was done" in form.text
