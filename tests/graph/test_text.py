"""What cannot be shown is replaced by a sign that can, as it comes from the graph."""

import sys
import unicodedata

import pytest

from dashboard.edition.print.font_metrics import FontMetrics
from graph.client import Graph
from graph.text import REPLACEMENT, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("橙帆即配", "橙帆即配"),
        ("a\u0007b", "a□b"),
        ("a\u000bb\u001b[31m", "a□b□[31m"),
        ("\u009b31m\u007f", "□31m□"),
        ("one\r\ntwo\rthree\tfour\n", "one\ntwo\nthree\tfour\n"),
        ("abc\u202edef\u2066", "abc□def□"),
        ("\ufffe\uffff\ud800", "□□□"),
        ("全角　空格 no\u00a0break", "全角　空格 no\u00a0break"),
    ],
)
def test_what_cannot_be_shown_is_replaced(text: str, shown: str):
    assert printable(text) == shown


def test_no_control_character_is_left_of_all_there_are():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    kinds = {unicodedata.category(one) for one in printable(every) if one not in "\n\t"}
    assert kinds.isdisjoint({"Cc", "Cs"})


def test_the_sign_can_be_printed():
    assert FontMetrics().lacking(REPLACEMENT) == ""


def test_texts_from_the_graph_hold_nothing_that_cannot_be_shown(graph: Graph):
    graph.write("CREATE (:X {name: 'a\\u0007b', tags: ['\\u000b', 'ok']})")
    answer = graph.read("MATCH (n:X) RETURN n.name AS `n\\u001b`, n.tags, n, {`k\\u0000`: 1}")
    assert answer.columns[0] == "n□"
    properties = {"name": "a□b", "tags": ["□", "ok"]}
    assert answer.rows == [
        ("a□b", ["□", "ok"], {"labels": ["X"], "properties": properties}, {"k□": 1})
    ]
    streamed = graph.stream("MATCH (n:X) RETURN n.name AS `n\\u001b`")
    assert list(streamed) == [("n□",), ("a□b",)]
