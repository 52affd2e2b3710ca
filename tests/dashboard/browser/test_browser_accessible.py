"""Every page against axe-core: nothing serious, in both languages, themes and sizes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_page import settled
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
PATHS = (
    "", "support", "support?show_map=layers", "support?show_map=matrix", "needs", "stations",
    "money", "service", "sources", "editions", "reports", "search?q=heqing", "record?id=ORG-0007",
    "record?id=W-000001", "reports?report=wishes/ledger", "reports?report=wishes/board",
    "nothing-here",
)  # fmt: skip
BESIDE = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
"""Rules that axe leaves out unless it is told."""


@pytest.mark.parametrize(
    ("lang", "theme", "size"), [("zh", "light", (1440, 900)), ("en", "dark", (390, 844))]
)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Browser, served: str, lang: str, theme: str, size: tuple[int, int]
):
    found = []
    view = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=view, base_url=served, color_scheme=theme) as context:
        page = context.new_page()
        for path in PATHS:
            page.goto(f"/{path}{'&' if '?' in path else '?'}lang={lang}")
            settled(page)
            expect(page.locator("h1")).to_be_visible()
            results = Axe().run(page, options={"resultTypes": ["violations"], "rules": BESIDE})
            found += [
                (path, rule["id"], node["html"][:120])
                for rule in results.response["violations"]
                if rule["impact"] in ("moderate", "serious", "critical")
                for node in rule["nodes"]
            ]
    assert found == []
