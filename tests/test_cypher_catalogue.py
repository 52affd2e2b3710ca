"""Shipped files and the user's own in one catalogue; what is broken stands apart."""

from pathlib import Path

import pytest

from cypher.catalogue import Catalogue
from cypher.errors import BrokenFile, UnknownReport

TEXT = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\nRETURN 1 AS n\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def put(own: Path, id: str, text: str = TEXT) -> Path:
    path = own / f"{id}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_own_files_stand_beside_the_shipped(own: Path):
    put(own, "reports/ours/站点")
    catalogue = Catalogue.load(own)
    assert catalogue.find("ours/站点").source == "own"
    assert catalogue.find("wishes/unclaimed").source == "shipped"
    assert (
        catalogue.find("reports/wishes/unclaimed").path == "cypher/reports/wishes/unclaimed.cypher"
    )
    assert catalogue.broken == ()


def test_an_id_that_is_taken_is_refused_and_the_shipped_file_stays(own: Path):
    path = put(own, "reports/wishes/unclaimed")
    catalogue = Catalogue.load(own)
    assert catalogue.find("wishes/unclaimed").source == "shipped"
    [error] = catalogue.broken
    assert error.path == str(path).replace("\\", "/")
    assert "is taken by cypher/reports/wishes/unclaimed.cypher" in error.en


def test_one_broken_file_takes_no_other_with_it(own: Path):
    put(own, "reports/a", "RETURN 1")
    put(own, "reports/b")
    catalogue = Catalogue.load(own)
    assert [error.line for error in catalogue.broken] == [1]
    assert catalogue.find("b").statement == "RETURN 1 AS n"
    with pytest.raises(BrokenFile, match="begins with its header"):
        catalogue.find("a")


def test_choices_from_a_file_that_is_not_there(own: Path):
    parameter = (
        "// parameters: {s: {type: choice, from: choices/station, label: {zh: 站, en: S}}}\n"
    )
    put(own, "reports/c", TEXT.replace("// ---\nRETURN 1", f"{parameter}// ---\nRETURN $s"))
    [error] = Catalogue.load(own).broken
    assert error.line == 4
    assert error.en.endswith("Did you mean choices/stations?")


def test_a_name_that_makes_no_address(own: Path):
    put(own, "reports/a b")
    [error] = Catalogue.load(own).broken
    assert "letters, digits" in error.en


@pytest.mark.parametrize(
    ("id", "meant"),
    [
        ("wishes/unclamed", "wishes/unclaimed"),
        ("unclaimed", "wishes/unclaimed"),
        ("nothing-of-the-kind", "lianxin report list"),
    ],
)
def test_an_unknown_id_is_told_with_what_was_meant(id: str, meant: str):
    with pytest.raises(UnknownReport) as caught:
        Catalogue.load().find(id)
    assert meant in caught.value.en
    assert meant in caught.value.zh


def test_a_folder_that_is_not_there_is_no_fault(own: Path):
    assert Catalogue.load(own).broken == ()
