"""Every report over HTTP, as the browser gets it: no fault, no word of the interface untranslated."""

import re
from collections.abc import Iterator

import pytest
import requests
from bs4 import BeautifulSoup, Tag

from cypher.library.catalogue import Catalogue

REPORTS = [id.removeprefix("reports/") for id in Catalogue.load().reports]
NEEDED = {
    "records/history": "id=R-0001",
    "records/person": "id=R-0001",
    "records/search": "q=heqing",
    "records/search_people": "q=R-0001",
    "records/thing": "id=SITE-0001",
    "records/ties": "id=SITE-0001",
    "records/ties_of_person": "id=R-0001",
    "records/people": "id=SITE-0001",
    "records/story": "id=SITE-0001",
    "records/around": "id=SITE-0001&steps=2",
    "records/around_person": "id=R-0001",
    "records/title": "id=DON-0001",
    "records/title_consent": "id=CON-000001",
}
"""What a report that asks for a value is given."""
CHINESE = re.compile("[\u4e00-\u9fff]")
OURS = (
    "nav, h1, h2, .path, .about, label, legend, summary, button, .count, .facts, .sheet-table th[scope], .bounds, .wrong,"
    " .files, .pager, .empty, .said, .end, .synthetic, .sorts option, [data-usual] option,"
    " [data-period] option, #none-found, .defined"
)
"""Where the interface says something; the rest of a page comes from the data."""


def page_of(http: requests.Session, served: str, id: str, lang: str) -> tuple[Tag, list[str]]:
    """A report's page with all its cards filled in, and the faults it shows."""
    address = f"{served}/reports?report={id}&{NEEDED.get(id, '')}&lang={lang}"
    response = http.get(address, timeout=60)
    page = BeautifulSoup(response.content, "html.parser", from_encoding="utf-8")
    problems = [] if response.status_code == 200 else [f"status {response.status_code}"]
    for card in page.select("[data-card].pending"):
        answer = http.get(f"{served}/{card['data-url']}", timeout=60)
        card.select_one(".text").replace_with(
            BeautifulSoup(answer.content, "html.parser", from_encoding="utf-8")
        )
    for unused in page.select("template, noscript, [hidden]"):
        unused.decompose()
    problems += [one.get_text(" ", strip=True) for one in page.select(".fault, [data-refused]")]
    problems += [one.get_text(" ", strip=True) for one in page.select(".wrong") if one.get_text()]
    if not page.select("[data-card=rows] .facts"):
        problems.append("no facts below the rows")
    return page, problems


def untranslated(page: Tag, lang: str) -> Iterator[str]:
    """Texts of the interface that are not in the page's language."""
    if lang == "en":
        texts = (one.get_text(" ", strip=True) for one in page.select(OURS))
        yield from (text for text in texts if CHINESE.search(text.replace("中文", "")))
    else:
        heads = page.select("h1, h2, .sheet-table th[scope=col]")
        texts = (one.get_text(" ", strip=True) for one in heads)
        yield from (text for text in texts if text and not CHINESE.search(text))


@pytest.mark.parametrize(
    "asked",
    [
        {"zh": REPORTS[::2], "en": REPORTS[1::2]},
        pytest.param({"zh": REPORTS, "en": REPORTS}, marks=pytest.mark.soak),
    ],
    ids=["each in one language", "each in both"],
)
def test_every_report_opens_without_a_word_untranslated(served: str, asked: dict[str, list[str]]):
    wrong: dict[str, list[str]] = {}
    with requests.Session() as http:
        for lang, ids in asked.items():
            for id in ids:
                page, problems = page_of(http, served, id, lang)
                if found := [*problems, *untranslated(page, lang)]:
                    wrong[f"{id} {lang}"] = found
    assert wrong == {}
