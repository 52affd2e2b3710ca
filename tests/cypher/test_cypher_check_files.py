"""The outcome of a check as other programs read it."""

import json
from xml.etree import ElementTree

import pytest

from cypher.check.reports import to_json, to_junit
from cypher.check.runner import CheckResult, check
from cypher.errors import BrokenFile, UnknownReport
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from graph.client import Graph

RESULTS = [
    CheckResult("reports/a", "expectation", True, seconds=0.5),
    CheckResult("reports/b", "warning", False, "有 <问题>\x07", 'a "fault" & more', seconds=1.0),
    CheckResult("reports/b", "expectation", False, "不对", "wrong", 3, seconds=1.0),
]


def test_junit_holds_a_case_for_each_result():
    root = ElementTree.fromstring(to_junit(RESULTS, "en"))
    [suite] = root
    counts = [suite.get(key) for key in ("tests", "failures", "errors")]
    assert counts == ["3", "2", "0"]
    assert float(suite.get("time") or 0) == pytest.approx(1.5)
    cases = [(one.get("name"), one.get("classname"), one.find("failure")) for one in suite]
    assert [case[:2] for case in cases] == [
        ("reports/a", "expectation"),
        ("reports/b", "warning"),
        ("reports/b", "expectation"),
    ]
    assert cases[0][2] is None
    assert cases[1][2] is not None
    assert cases[1][2].get("message") == 'a "fault" & more'


def test_junit_is_xml_whatever_the_sentence_holds():
    failure = ElementTree.fromstring(to_junit(RESULTS, "zh")).find(".//failure")
    assert failure is not None
    assert failure.text == "有 <问题>�"


def test_json_holds_every_result_in_both_languages():
    told = json.loads(to_json(RESULTS))
    assert (told["checked"], told["failed"]) == (3, 2)
    assert told["results"][1] == {
        "id": "reports/b",
        "kind": "warning",
        "ok": False,
        "zh": "有 <问题>\x07",
        "en": 'a "fault" & more',
        "rows": 0,
        "seconds": 1.0,
    }


def saved(id: str) -> SavedStatement:
    text = "// ---\n// title: {zh: 甲, en: A}\n// about: {zh: 甲, en: A}\n// ---\nRETURN 1 AS n"
    if id.startswith("checks/"):
        text = text.replace("RETURN 1 AS n", "UNWIND [] AS n RETURN n")
    return parse(text.encode(), id, f"cypher/{id}.cypher", "shipped")


IDS = ("reports/a/x", "reports/a/y", "reports/ab", "choices/a", "checks/v01")


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        ((), IDS),
        (("reports/a",), IDS[:2]),
        (("a",), IDS[:2]),
        (("a/x",), IDS[:1]),
        (("reports/a/…",), IDS[:2]),
        (("cypher/reports/ab.cypher",), IDS[2:3]),
        (("choices", "checks/v01"), IDS[3:]),
        (("checks", "checks/v01"), IDS[4:]),
    ],
)
def test_only_some_are_tested(graph: Graph, only: tuple[str, ...], wanted: tuple[str, ...]):
    runner = Runner(graph, Catalogue({id: saved(id) for id in IDS}))
    found = check(runner, only)
    assert [(one.id, one.ok) for one in found] == [(id, True) for id in wanted]
    assert all(one.seconds > 0 for one in found)


def test_a_broken_file_is_told_where_it_is_meant(graph: Graph):
    broken = BrokenFile("own/reports/b/z.cypher", 1, "坏了。", "it is broken.")
    broken.id = "reports/b/z"
    runner = Runner(graph, Catalogue({id: saved(id) for id in IDS}, (broken,)))
    assert [one.kind for one in check(runner, ["b"])] == ["file"]
    assert "file" not in [one.kind for one in check(runner, ["a"])]


def test_what_names_nothing_is_told(graph: Graph):
    runner = Runner(graph, Catalogue({id: saved(id) for id in IDS}))
    with pytest.raises(UnknownReport, match="Did you mean reports/a"):
        check(runner, ["reports/aa"])
