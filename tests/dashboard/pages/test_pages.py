"""Pages as YAML files: what is taken, what is refused and with which sentence."""

from pathlib import Path

import pytest

from cypher.act.action_library import ActionLibrary
from cypher.library.catalogue import Catalogue
from dashboard.pages import Page, load_pages, record_page_of

HEAD = "title: {zh: 页, en: Page}\n"
CARD = "rows: [{cards: [{id: a, report: reports/wishes/rates}]}]\n"


def own(folder: Path, text: str, name: str = "mine") -> dict[str, Page]:
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_pages(Catalogue.load(), folder)


def test_a_page_of_ones_own_stands_beside_the_shipped_ones(tmp_path: Path):
    pages = own(tmp_path, HEAD + "order: 5\n" + CARD)
    assert next(iter(pages)) == "overview"
    assert pages["mine"].card("a").report == "reports/wishes/rates"


def test_what_begins_a_record_has_a_page_and_another_that_leads_there():
    pages = load_pages(Catalogue.load()).values()
    forms = {page.action: page.id for page in pages if page.kind == "new"}
    begin = {one.id for one in ActionLibrary().actions().values() if one.header.new}
    assert begin == set(forms)
    assert set(forms.values()) == {id for page in pages for id in page.makes}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: {zh: 页", 1, "YAML"),
        (CARD, 1, "title is missing"),
        ("- a\n", 1, "name: value"),
        (HEAD + "colour: red\n" + CARD, 2, "colour"),
        (HEAD + "about: {zh: 说, en: A}\nordr: 3\n" + CARD, 3, "Did you mean order?"),
        (HEAD + "rows: [{cards: []}]\n", 2, "must not be empty"),
        (HEAD + "rows:\n  - cards:\n      - {id: a, reprt: x}\n", 4, "report"),
        (HEAD + CARD.replace("}]}]", "}, {id: a, report: reports/wishes/rates}]}]"), 1, "twice"),
        (HEAD + "rows: [{cards: [{each: chekcs}]}]\n", 1, "Did you mean checks?"),
        (HEAD + HEAD + CARD, 2, "title stands twice"),
        (HEAD + "order: 3\n\tmenu: true\n" + CARD, 3, "YAML"),
        (HEAD + CARD.replace("rates", "rats"), None, "wishes/rates"),
    ],
)
def test_a_broken_page_of_ones_own_says_where_and_takes_nothing_else_down(
    tmp_path: Path, text: str, line: int | None, words: str
):
    pages = own(tmp_path, text)
    assert "mine" not in pages and len(pages) == len(load_pages(Catalogue.load())) + 1
    told = pages["broken_mine"].broken
    assert words in told.en
    if line is not None:
        assert f"mine.yaml:{line}：" in told.zh and f"mine.yaml:{line}: " in told.en


def test_a_page_that_takes_anothers_id_is_broken(tmp_path: Path):
    pages = own(tmp_path, HEAD + CARD, "overview")
    assert "taken" in pages["broken_overview"].broken.en
    assert pages["overview"].broken is None


def test_a_page_that_is_not_utf8_is_broken(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "gbk.yaml").write_bytes(
        "title: {zh: 心愿统计表, en: x}".encode("gb18030")
    )
    assert "UTF-8" in load_pages(Catalogue.load(), tmp_path)["broken_gbk"].broken.en


def test_each_check_gets_its_card():
    catalogue = Catalogue.load()
    cards = {card.report for card in load_pages(catalogue)["sources"].cards()}
    assert {saved.id for saved in catalogue.of("checks")} <= cards


@pytest.mark.parametrize(
    ("id", "page"),
    [("R-0001", "record_person"), ("ST-0001", "record_station"), ("F02", "record"), ("", "record")],
)
def test_a_record_is_shown_by_the_page_of_its_kind(id: str, page: str):
    assert record_page_of(load_pages(Catalogue.load()), id).id == page
