"""What browser tests share: a page that is watched, awake, and its cards."""

import re

from playwright.sync_api import Page, Request, expect

CHINESE = re.compile("[\u4e00-\u9fff]")
OURS = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")


def watch(page: Page) -> list[str]:
    """Everything that should not happen: requests to other hosts, errors on the console."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(OURS) else wrong.append(r.url))
    page.on(
        "requestfailed", lambda r: None if _is_given_up(r) else wrong.append(f"failed: {r.url}")
    )
    return wrong


def _is_given_up(request: Request) -> bool:
    """Whether the page itself has given up a question: its stream when it ends, and what it has asked
    anew because the data have moved. What the server breaks off has another reason."""
    return request.method == "GET" and request.failure == "net::ERR_ABORTED"


def alive(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)


def settled(page: Page) -> None:
    """Wait until every card is there."""
    expect(page.locator(".waiting, .pending")).to_have_count(0, timeout=60_000)


def card(page: Page, id: str):
    return page.locator(f"[data-card={id}]")


def until_shown(page: Page, path: str, text: str) -> None:
    """Open a page once what was written to a file is shown: the folder is looked at each second."""
    page.goto(path)
    page.evaluate(
        """async text => {
            for (let n = 0; n < 300; n++) if ((await (await fetch(location.href)).text()).includes(text)) return;
            throw new Error(`never shown: ${text}`);
        }""",
        text,
    )
    page.reload()


GO = """query => {
  const url = document.querySelector("script[src*='assets/page.']").src;
  return import(url).then(({modules}) => modules["navigation.js"].go(query, "push"));
}"""
"""Script that leads a page to another query, as its own links do."""
