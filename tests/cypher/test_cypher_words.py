"""Every code of the model has its words, in both languages."""

from types import UnionType
from typing import Literal, Union, get_args, get_origin

from cypher.words import word_of, words
from graph.model import NODES, RELATIONSHIPS

# codes that read the same in both languages
PLAIN = {"6-8", "9-11", "12-13", "14-17", "20-29", "30-39", "40-49", "WGS-84", "GCJ-02", "BD-09"}


def codes(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(code) for code in get_args(annotation)]
    if get_origin(annotation) in (Union, UnionType):
        return [code for one in get_args(annotation) for code in codes(one)]
    return []


CODED = [
    (label, info.alias or name, code)
    for label, kind in {**NODES, **RELATIONSHIPS}.items()
    for name, info in kind.model_fields.items()
    for code in codes(info.annotation)
    if code not in PLAIN
]


def test_every_code_of_the_model_has_words_in_both_languages():
    lacking = []
    for label, name, code in CODED:
        if (label, name) == ("SourceClaim", "qualifier"):
            worded = code in words()["qualifier"]
        else:
            zh, en = (word_of(label, name, code, lang) for lang in ("zh", "en"))
            worded = any("一" <= letter <= "鿿" for letter in zh) and en.isascii()
        if not worded:
            lacking.append(f"{label}.{name}.{code}")
    assert lacking == []


def test_what_differs_by_kind_is_told_apart():
    assert word_of("Wish", "status", "CLOSED", "zh") == "已办结"
    assert word_of("ServiceStation", "status", "CLOSED", "zh") == "关闭"
    assert word_of("Claim", "status", "REJECTED", "zh") == "认领失败"
    assert word_of("Wish", "status", "REJECTED", "zh") == "不予采纳"
    assert word_of("Wish", "needReason", "no such code", "zh") == "no such code"


def test_kinds_and_relationships_are_named_by_the_model():
    assert words()["kind"]["ServiceStation"].zh == "服务站点"
    assert words()["tie"]["OPERATES"].en == "Operates"
