"""Shipped files and the user's own in one catalogue; what is broken stands apart."""

from pathlib import Path

import pytest

from cypher.errors import BrokenFile, UnknownReport
from cypher.library.catalogue import Catalogue

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
    put(own, "reports/wishes/unclaimed")
    catalogue = Catalogue.load(own)
    assert catalogue.find("wishes/unclaimed").source == "shipped"
    [error] = catalogue.broken
    assert error.path == "own/reports/wishes/unclaimed.cypher"  # its place in the home
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


LINKING = """\
// ---
// title: {zh: 甲, en: A}
// about: {zh: 甲, en: A}
// parameters:
//   who: {type: text, optional: true, label: {zh: 谁, en: Who}}
// columns:
//   who:
//     label: {zh: 谁, en: Who}
//     links: {report: %s, with: {%s}}
// ---
RETURN $who AS who
"""


@pytest.mark.parametrize(
    ("report", "given", "line", "said"),
    [
        ("wishes/unclamed", "", 9, "no report wishes/unclamed. Did you mean wishes/unclaimed?"),
        ("choices/stations", "", 9, "there is no report choices/stations"),
        ("wishes/unclaimed", "staton: who", 9, "no parameter staton. Did you mean station?"),
        ("ours/strict", "", 9, "ours/strict needs a value for id; give it in with"),
    ],
)
def test_a_link_to_what_is_not_there(own: Path, report: str, given: str, line: int, said: str):
    needs = "// parameters: {id: {type: text, label: {zh: 号, en: Id}}}\n// ---\nRETURN $id AS n"
    put(own, "reports/ours/strict", TEXT.replace("// ---\nRETURN 1 AS n", needs))
    put(own, "reports/ours/links", LINKING % (report, given))
    [error] = Catalogue.load(own).broken
    assert (error.line, error.id) == (line, "reports/ours/links")
    assert said in error.en


@pytest.mark.parametrize(
    ("report", "given"),
    [
        ("wishes/unclaimed", "station: who"),
        ("reports/wishes/unclaimed", ""),
        ("ours/links", "who: who"),
        ("ours/broken", "anything: who"),
    ],
)
def test_a_link_that_leads_somewhere(own: Path, report: str, given: str):
    put(own, "reports/ours/broken", "RETURN 1")
    put(own, "reports/ours/links", LINKING % (report, given))
    catalogue = Catalogue.load(own)
    assert catalogue.find("ours/links").source == "own"
    assert [error.id for error in catalogue.broken] == ["reports/ours/broken"]


COUNTING = """\
// ---
// title: {zh: 甲, en: A}
// about: {zh: 甲, en: A}
// parameters:
//   category: {type: text, optional: true, label: {zh: 类, en: Category}}
//   top: {type: integer, default: 3, label: {zh: 几, en: Top}}
// columns:
//   n:
//     label: {zh: 件, en: N}
//     unit: count
//     %s
//   kind: {label: {zh: 类, en: Kind}}
// ---
RETURN $category AS kind, $top AS n
"""
KEPT = "whatever: [top]"


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("rows: {report: wishes/count, whatever: [top]}", "there is no report wishes/count"),
        (f"rows: {{report: wishes/counted, with: {{stat: kind}}, {KEPT}}}", "no parameter stat"),
        (
            f"rows: {{report: wishes/counted, with: {{state: kin}}, {KEPT}}}",
            "there is no column kin",
        ),
        (f"rows: {{report: wishes/counted, where: {{kin: a}}, {KEPT}}}", "there is no column kin"),
        (f"rows: {{report: wishes/counted, values: {{sta: open}}, {KEPT}}}", "no parameter sta"),
        (f"rows: {{report: wishes/counted, values: {{state: opened}}, {KEPT}}}", "opened"),
        (f"rows: {{report: wishes/counted, adds: fen, {KEPT}}}", "has no column fen"),
        ("rows: {report: wishes/counted}", "has no parameter top, so its rows would be others"),
        (f"rows: {{report: wishes/counted, since: since, {KEPT}}}", "since goes with changes"),
        (f"changes: {{report: wishes/counted, {KEPT}}}", "since goes with changes"),
        (
            f"links: {{report: wishes/board}}\n//     rows: {{report: wishes/counted, {KEPT}}}",
            "a number leads to one place",
        ),
        ("by_month: {report: overview/month_ends, value: wishes}", "has no column wishes"),
        ("by_month: {report: wishes/ledger, value: est_cost}", "has no column month"),
        ("better: fewer", "less"),
    ],
)
def test_rows_behind_a_number_that_cannot_be_them(own: Path, declared: str, said: str):
    put(own, "reports/ours/counting", COUNTING % declared)
    [error] = Catalogue.load(own).broken
    assert said in error.en
    assert error.line in (11, 12)


def test_rows_behind_a_number_of_ones_own(own: Path):
    rows = f"rows: {{report: wishes/counted, values: {{state: open}}, {KEPT}}}\n//     better: less"
    put(own, "reports/ours/counting", COUNTING % rows)
    catalogue = Catalogue.load(own)
    assert catalogue.broken == ()
    [declared] = catalogue.find("ours/counting").header.columns["n"].rows
    assert (declared.report, declared.values) == ("wishes/counted", {"state": "open"})


def fed_by(source: str, more: str = "") -> str:
    parameter = f"// parameters: {{s: {{type: choice, from: {source}, optional: true, {more}label: {{zh: 站, en: S}}}}}}\n"
    return TEXT.replace(
        "// ---\nRETURN 1 AS n", f"{parameter}// ---\nRETURN $s AS value, $s AS label"
    )


def test_choices_that_come_from_themselves(own: Path):
    put(own, "choices/a", fed_by("choices/b"))
    put(own, "choices/b", fed_by("choices/a"))
    put(own, "reports/c", fed_by("choices/a"))
    broken = {error.id: error.en for error in Catalogue.load(own).broken}
    assert set(broken) == {"choices/a", "choices/b", "reports/c"}
    assert "round in a circle" in broken["choices/a"]


def test_choices_of_a_broken_file_break_what_takes_them_and_nothing_else(own: Path):
    put(own, "choices/a", "RETURN 1")
    put(own, "choices/b", fed_by("choices/a"))
    put(own, "reports/c", fed_by("choices/b"))
    put(own, "reports/d")
    catalogue = Catalogue.load(own)
    assert [error.id for error in catalogue.broken] == ["choices/a", "choices/b", "reports/c"]
    assert catalogue.find("d").source == "own"


def test_choices_that_fewer_may_see_than_the_report(own: Path):
    put(own, "reports/c", fed_by("choices/riders"))
    [error] = Catalogue.load(own).broken
    assert "choices/riders is not open to committee, public, and this file is" in error.en


def test_a_name_in_a_deeper_folder_is_not_taken_for_the_broken_one(own: Path):
    put(own, "reports/deep/a", "RETURN 1")
    with pytest.raises(UnknownReport):
        Catalogue.load(own).find("a")


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
