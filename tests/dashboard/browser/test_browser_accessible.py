"""Every page against axe-core: nothing serious.

Each page once here, the half of them in Chinese on a desktop, the other in English, dark, on a phone;
every page in both languages, themes and three sizes by ``make soak``.
"""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_page import settled
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
PATHS = (
    "", "support", "support?show_map=layers", "support?show_map=matrix", "needs", "stations",
    "money", "service", "sources", "editions", "agendas", "imports", "reports", "search?q=heqing", "record?id=ORG-0007",
    "record?id=W-000001", "reports?report=wishes/ledger", "reports?report=wishes/board",
    "nothing-here", "records/edit?id=R-0001", "records/history?id=ORG-0007",
    "records/new?kind=Donation", "records/edit?id=ST-0001", "reports?report=kinds/rider",
    "records/leave?id=ORG-0007", "records/together?kind=ServiceStation",
    "records/merge?id=SITE-0001&into=SITE-0002&day=2025-08-01",
    "todo", "new_wish", "new_gift", "record?id=W-000191&act.step=wish/claim", "explore?ids=ORG-0007,ST-0001", "support?group=two_new",
    "record?id=CON-000001", "reports?report=wishes/satisfaction",
)  # fmt: skip
BESIDE = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
"""Rules that axe leaves out unless it is told."""


Size = tuple[int, int]
DESKTOP, WALL, PHONE = (1440, 900), (1920, 1080), (390, 844)


def serious(
    browser: Browser, served: str, paths: tuple[str, ...], lang: str, theme: str, size: Size
) -> list[tuple[str, str, str]]:
    """What axe finds: path, rule, the element."""
    found = []
    view = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=view, base_url=served, color_scheme=theme) as context:
        page = context.new_page()
        for path in paths:
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
    return found


@pytest.mark.parametrize(
    ("paths", "lang", "theme", "size"),
    [(PATHS[::2], "zh", "light", DESKTOP), (PATHS[1::2], "en", "dark", PHONE)],
    ids=["zh-light-desktop", "en-dark-phone"],
)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Browser, served: str, paths: tuple[str, ...], lang: str, theme: str, size: Size
):
    assert serious(browser, served, paths, lang, theme, size) == []


@pytest.mark.soak
@pytest.mark.parametrize(
    ("lang", "theme", "size"),
    list(product(["zh", "en"], ["light", "dark"], [DESKTOP, WALL, PHONE])),
)
def test_axe_finds_nothing_serious_in_any_way_to_look(
    browser: Browser, served: str, lang: str, theme: str, size: Size
):
    assert serious(browser, served, PATHS, lang, theme, size) == []
