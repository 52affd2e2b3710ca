"""What is changed in the folder of own files, past every command and page, has a line in the trail."""

from collections.abc import Callable
from pathlib import Path

import pytest
from as_user import typed
from trail_lines import noted

from cypher.library.reload import Library
from dashboard.audit.entries import entries, last_days
from dashboard.audit.in_words import by_words, details_words, kind_words
from dashboard.audit.own_files import MOST_LINES, OwnFiles
from dashboard.audit.trail import Trail

REPORT = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\nRETURN 1 AS n\n"
Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, text: str) -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    return write


def lines(home: Path) -> list[tuple[str, str]]:
    found = noted(home, "own_file")
    assert all("by" not in one for one in found)
    return [(one["about"], one["more"]["act"]) for one in found]


def test_each_change_is_noted_once_whichever_process_looks(tmp_path: Path, put: Put):
    def look() -> None:
        trail = Trail(tmp_path)  # as another process has one
        changed = lambda: OwnFiles(tmp_path).look(lambda: trail)  # noqa: E731
        assert Library(tmp_path / "own", tmp_path / "approvals", changed=changed).catalogue
        trail.close()

    look()
    assert noted(tmp_path) == []  # there is nothing of one's own, and nothing is made
    put("own/reports/a.cypher", REPORT)
    put("own/rights.yaml", "load: [steward]\n")
    look()
    look()
    report, rights = "own/reports/a.cypher", "own/rights.yaml"
    assert lines(tmp_path) == [(report, "add"), (rights, "add")]
    put("own/reports/a.cypher", REPORT.replace("1 AS", "2 AS"))
    (tmp_path / "own/rights.yaml").unlink()
    look()
    assert lines(tmp_path)[2:] == [(report, "edit"), (rights, "remove")]
    put("own/reports/a.cypher", REPORT)  # put back: a change as well
    put("approvals/b.json", "{}")
    look()
    assert lines(tmp_path)[4:] == [("approvals/b.json", "add"), (report, "edit")]


def test_what_a_command_writes_is_noted_in_a_name_and_not_a_second_time(tmp_path: Path, put: Put):
    assert (
        typed(tmp_path, "report", "new", "a", "--zh", "甲", "--en", "A", "--from", "").exit_code
        == 0
    )
    assert [one["by"] for one in noted(tmp_path, "report")] == ["owner"]
    assert typed(tmp_path, "report", "list").exit_code == 0
    assert lines(tmp_path) == []
    put("own/reports/own/a.cypher", REPORT)
    assert typed(tmp_path, "report", "list").exit_code == 0
    assert lines(tmp_path) == [("own/reports/own/a.cypher", "edit")]


def test_many_are_noted_by_their_number_and_the_page_says_who_is_unknown(tmp_path: Path, put: Put):
    for number in range(MOST_LINES + 1):
        put(f"own/reports/{number}.cypher", REPORT)
    trail = Trail(tmp_path)
    OwnFiles(tmp_path).look(lambda: trail)
    trail.close()
    (line,) = noted(tmp_path, "own_file")
    assert line["more"] == {"files": MOST_LINES + 1}
    (entry,) = entries(tmp_path / "audit", last_days(trail._now().date()))
    assert by_words(entry, "en") == "unknown (edited in the folder)"
    assert kind_words(entry.kind, "zh") == "自己的文件被改动"
    assert details_words(entry, "en") == "files: 21"


def test_a_change_that_cannot_be_noted_now_is_noted_later(tmp_path: Path, put: Put):
    put("own/town.yaml", "name: x\n")
    trail = Trail(tmp_path)
    (tmp_path / "audit").write_text("in the way")
    OwnFiles(tmp_path).look(lambda: trail)  # and nothing fails because of it
    (tmp_path / "audit").unlink()
    OwnFiles(tmp_path).look(lambda: trail)
    trail.close()
    assert lines(tmp_path) == [("own/town.yaml", "add")]
