"""An approval is bound to text and header, and lapses with either."""

from datetime import datetime
from pathlib import Path

import pytest

from cypher.errors import NotApproved
from cypher.file.parse import SavedStatement
from cypher.library.approvals import Approvals
from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from graph.model import SHANGHAI

TEXT = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\nRETURN 1 AS n\n"
AT = datetime(2025, 8, 31, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put(tmp_path, TEXT)
    return tmp_path


def put(home: Path, text: str) -> SavedStatement:
    path = home / "own/reports/ours/a.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Catalogue.load(home / "own").find("ours/a")


def state(home: Path) -> str:
    catalogue = Catalogue.load(home / "own", home / "approvals")
    return catalogue.approval(catalogue.find("ours/a")).state


def approve(home: Path, by: str = "王书记") -> None:
    one = Catalogue.load(home / "own").find("ours/a")
    Approvals(home / "approvals").add(one, by, AT)


def test_an_approval_holds_for_the_file_as_it_is(home: Path):
    assert state(home) == "unapproved"
    approve(home)
    catalogue = Catalogue.load(home / "own", home / "approvals")
    given = catalogue.approval(catalogue.find("ours/a"))
    assert (given.state, given.by, given.at, given.holds) == ("approved", "王书记", AT, True)
    assert given.sentence().zh == "王书记已于2025年8月31日批准"


@pytest.mark.parametrize(
    ("old", "new"), [("zh: 甲, en: A}\n// about", "zh: 乙, en: A}\n// about"), ("1 AS n", "2 AS n")]
)
def test_it_lapses_when_header_or_text_is_edited_and_holds_again_when_put_back(
    home: Path, old: str, new: str
):
    approve(home)
    put(home, TEXT.replace(old, new, 1))
    assert state(home) == "edited"
    put(home, TEXT)
    assert state(home) == "approved"


def test_a_lapsed_one_says_who_had_approved_and_can_be_given_anew(home: Path):
    approve(home)
    put(home, TEXT.replace("1 AS n", "2 AS n"))
    catalogue = Catalogue.load(home / "own", home / "approvals")
    lapsed = catalogue.approval(catalogue.find("ours/a"))
    assert not lapsed.holds
    assert (
        lapsed.sentence().en
        == "Changed since 王书记 approved it on 31 Aug 2025; not approved as it is now"
    )
    approve(home, "李主任")
    assert state(home) == "approved"


def test_line_ends_of_another_system_change_no_approval(home: Path):
    approve(home)
    put(home, TEXT.replace("\n", "\r\n"))
    assert state(home) == "approved"


def test_shipped_files_are_approved_by_the_release(home: Path):
    catalogue = Catalogue.load(home / "own", home / "approvals")
    assert catalogue.approval(catalogue.find("wishes/unclaimed")).state == "release"
    assert catalogue.approval(catalogue.find("wishes/unclaimed")).holds


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"sha256": "x"}', '{"sha256": 1, "by": 1, "at": "x"}']
)
def test_what_cannot_be_read_approves_nothing(home: Path, text: str):
    path = home / "approvals/reports/ours/a.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert state(home) == "unapproved"
    approve(home)
    path.write_bytes(path.read_bytes() + b"\n" + text.encode())
    assert state(home) == "approved"


@pytest.mark.parametrize("by", ["", "   ", "x" * 61, "a\nb"])
def test_a_name_that_is_none(home: Path, by: str):
    with pytest.raises(NotApproved):
        approve(home, by)
    assert state(home) == "unapproved"


def test_an_approval_given_while_the_dashboard_runs_is_seen(home: Path):
    library = Library(home / "own", home / "approvals", every=0)
    before = library.catalogue
    approve(home)
    after = library.catalogue
    assert before.approval(before.find("ours/a")).state == "unapproved"
    assert after.approval(after.find("ours/a")).state == "approved"
    assert before.version != after.version
