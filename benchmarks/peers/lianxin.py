"""Lianxin as a site that is measured."""

import json
import re
import secrets
from collections.abc import Callable
from html import unescape

from playwright.sync_api import Page

from benchmarks.peers.connection import Connection
from benchmarks.peers.site import Site, Step, Town
from benchmarks.setting import Served
from dashboard.auth.sessions.cookie import token_of
from graph.client import Graph

_COST = "estCostFen"
_MARK = re.compile(r'data-mark="([^"]+)"')
_HELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Lianxin(Site):
    """A served dashboard with a steward signed in."""

    name = "Lianxin"
    list_path = "reports?report=kinds/rider&lang=zh"
    row = "[data-card=rows] tbody td:nth-child(2)"
    related = "document.querySelector('#record-form .pattern .rows .other')?.textContent.trim()"
    form = "#record-form"

    def __init__(self, served: Served, graph: Graph) -> None:
        name, _, value = served.cookie.partition("=")
        self.address, self._graph = served.address, graph
        self.cookies, self._token = {name: value}, token_of(value)

    def wish_path(self, wish: str) -> str:
        """The address of a wish's form."""
        return f"records/edit?id={wish}&lang=zh"

    def search(self, town: Town) -> Step:
        """Typed into the field over the list, which asks by itself."""
        rows = "document.querySelectorAll('[data-card=rows] tbody tr')"
        seen = f"{rows}.length === 1 && {rows}[0].textContent.includes({json.dumps(town.alias)})"
        return Step(lambda page: page.locator("[name='t.find']").fill(town.alias), seen)

    def sort(self, town: Town) -> Step:
        """A click on the heading."""
        head = "[data-card=rows] .heads th:nth-child(2)"
        return Step(
            lambda page: page.locator(f"{head} a").click(),
            f"document.querySelector('{head}[aria-sort=ascending]')",
        )

    def filter(self, town: Town) -> Step:
        """Chosen at the head of the column, whose filters were opened before."""

        def do(page: Page) -> None:
            page.locator("[data-filter]").click()
            page.locator("[name='t.is.role']").select_option(town.role)

        count = json.dumps(f"{town.of_role:,}")
        return Step(do, f"document.querySelector('form[data-found]')?.dataset.found === {count}")

    def save(self, cost: int) -> Step:
        """Typed, and saved by the key."""

        def do(page: Page) -> None:
            page.locator(f"[name='f.{_COST}']").fill(str(cost))
            page.keyboard.press("Control+s")

        line = "document.getElementById('saved')"
        return Step(do, f"!{line}.hidden && {line}.textContent.includes('→ {cost}')")

    def saver(self, wish: str) -> Callable[[int], int]:
        """What the form's script sends: what was changed, and what it was."""
        connection = Connection(self.address, self.cookies)
        html = connection.get(self.wish_path(wish))
        held = {name: unescape(value) for name, value in _HELD.findall(html)}
        was, mark = held[f"was.{_COST}"], _MARK.findall(html)[0]
        headers = {"X-Lianxin": self._token}

        def save(cost: int) -> int:
            nonlocal was, mark
            form = [
                ("kind", "Wish"), ("id", wish), ("request", secrets.token_urlsafe(12)),
                (f"f.{_COST}", str(cost)), (f"was.{_COST}", was), ("mark", mark),
            ]  # fmt: skip
            status, answer = connection.post(f"records/save?lang=zh&id={wish}", form, headers)
            if status == 200:
                now = json.loads(answer)
                was, mark = now["texts"][_COST], now["mark"]
            return status

        return save

    def costs(self) -> dict[str, int]:
        """The stored cost of every wish in yuan, by id."""
        text = "MATCH (w:Wish) RETURN w.id, coalesce(w.estCostFen, 0)"
        rows = self._graph.read(text, rows=None).rows
        return {str(id): int(fen) // 100 for id, fen in rows}  # type: ignore[call-overload]
