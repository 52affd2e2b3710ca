"""What a finished card is kept under: all that it depends on, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cypher.library.reload import Library
from cypher.reader import LOCAL
from dashboard.concurrency.data_state import DataState
from dashboard.pages.location import Location
from dashboard.pages.reload import FileReader, SiteFiles
from dashboard.render.page_request import page_request

STATE = DataState("version 1", date(2025, 8, 31), True)
PAGE = """\
title: {zh: 我的, en: Mine}
parameters: [as_of]
rows: [{cards: [{id: mine, report: own/mine}, {id: rates, report: wishes/rates}]}]
"""
REPORT = """\
// ---
// title: {zh: 我的报表, en: My report %s}
// about: {zh: 说明, en: About}
// parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}
// ---
RETURN $as_of AS day
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    put(tmp_path / "own/reports/own/mine.cypher", REPORT % 1)
    put(tmp_path / "own/pages/mine.yaml", PAGE)
    return tmp_path / "own"


@pytest.fixture
def reader(own: Path) -> FileReader:
    library = Library(own, every=0)
    return FileReader(lambda: library.catalogue, own, every=0)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def addresses(files: SiteFiles, state: DataState = STATE, reader=LOCAL) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {
        f"{page.id}/{card.card.id}": card.address(state)
        for page in files.pages.values()
        for card in page_request(files, reader, Location(page.id)).cards()
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_saving_an_own_report_changes_the_cards_that_show_it_and_no_others(
    reader: FileReader, own: Path
):
    before = addresses(reader.read())
    assert {"mine/mine", "mine/rates", "overview/open"} <= before.keys()
    put(own / "reports/own/mine.cypher", REPORT % 22)
    assert changed(before, addresses(reader.read())) == {"mine/mine"}
    put(own / "reports/own/other.cypher", REPORT % 3)
    assert changed(before, addresses(reader.read())) == {"mine/mine"}


def test_changing_a_page_changes_its_own_cards_only(reader: FileReader, own: Path):
    before = addresses(reader.read())
    put(own / "pages/mine.yaml", PAGE.replace("Mine", "Still mine"))
    assert changed(before, addresses(reader.read())) == {"mine/mine", "mine/rates"}


def test_data_day_and_audience_change_every_card(reader: FileReader):
    files = reader.read()
    before = addresses(files)
    for state in (
        replace(STATE, version="version 2"),
        replace(STATE, today=date(2025, 9, 1)),
        replace(STATE, synthetic=False),
    ):
        assert changed(before, addresses(files, state)) == before.keys()
    committee = addresses(files, reader=LOCAL.for_audience("committee"))
    assert committee.keys() and changed(before, committee) == before.keys()
