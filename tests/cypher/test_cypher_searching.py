"""A choice is found by a few characters, by pinyin and by initials."""

import pytest

from cypher.values.pinyin_match import found, matches


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("曹路站点", "路站"),
        ("曹路站点", "caolu"),
        ("曹路站点", "clz"),
        ("曹路站点", "luzhan"),
        ("曹路站点", "caolzh"),
        ("曹路站点", "CLZD"),
        ("重庆路3号", "cq"),
        ("重庆路3号", "chongqing"),
        ("重工路", "zhonggong"),
        ("绿地站", "lvdi"),
        ("庆荣路381号", "qrl381"),
        ("Party Branch 3", "branch"),
        ("合庆镇 青三村", "hq qs"),
        ("曹路站点", ""),
        ("曹路站点", "  "),
    ],
)
def test_what_is_found(label: str, typed: str):
    assert matches(label, typed)


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("曹路站点", "lc"),
        ("曹路站点", "aolu"),
        ("曹路站点", "cz"),
        ("曹路站点", "曹站"),
        ("合庆镇 青三村", "hq qx"),
        ("", "a"),
        ("（一）", "er"),
    ],
)
def test_what_is_not(label: str, typed: str):
    assert not matches(label, typed)


def test_what_begins_so_comes_first():
    assert found(["前哨站", "站前路", "曹路"], "站") == ["站前路", "前哨站"]
