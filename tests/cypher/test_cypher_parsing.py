"""Texts of saved files and what is said of the wrong ones: file, line, and what was meant."""

import pytest

from cypher.errors import BrokenFile
from cypher.file.parse import parse
from cypher.library.catalogue import Catalogue

GOOD = """\
// ---
// title: {zh: 心愿, en: Wishes}
// about: {zh: 全部心愿, en: All wishes}
// parameters:
//   days: {type: integer, default: 30, min: 1, max: 365, label: {zh: 天数, en: Days}}
// columns:
//   wish_id: {label: {zh: 编号, en: Id}}
// rests_on: [Wish]
// ---

MATCH (w:Wish) WHERE $days > 0
RETURN w.id AS wish_id
"""


def parsed(text: str | bytes) -> object:
    data = text if isinstance(text, bytes) else text.encode()
    return parse(data, "reports/x", "own/x.cypher", "own")


def with_line(number: int, line: str) -> str:
    lines = GOOD.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def test_a_good_file():
    saved = parse(GOOD.encode(), "reports/x", "own/x.cypher", "own")
    assert saved.statement == "MATCH (w:Wish) WHERE $days > 0\nRETURN w.id AS wish_id"
    assert saved.line == 11
    assert saved.kind == "reports"
    assert saved.header.title.zh == "心愿"
    assert saved.header.limits.rows == 1000
    assert saved.header.parameters["days"].max == 365


def test_byte_order_mark_and_line_ends_change_nothing():
    plain = parse(GOOD.encode(), "reports/x", "p", "own")
    dressed = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert parse(dressed, "reports/x", "p", "own") == plain
    assert parse(dressed, "reports/x", "p", "own").version == plain.version


def test_the_version_changes_with_header_and_text():
    versions = {
        parse(text.encode(), "reports/x", "p", "own").version
        for text in (GOOD, GOOD.replace("心愿,", "愿望,"), GOOD.replace("> 0", "> 1"))
    }
    assert len(versions) == 3
    assert all(len(version) == 12 for version in versions)


DAYS = 5
WRONG: list[tuple[str, str | bytes, int, str]] = [
    ("empty", "", 1, "begins with its header"),
    ("no header", "MATCH (n) RETURN n", 1, "begins with its header"),
    ("statement before header", "\nRETURN 1\n" + GOOD, 2, "begins with its header"),
    ("never closed", GOOD.replace("// ---\n\n", "\n"), 1, "no end"),
    ("closed by end of file", "// ---\n// title: {zh: a, en: b}", 1, "no end"),
    ("not a comment", with_line(3, "about: {zh: a, en: b}"), 3, "begins with //"),
    ("a tab", with_line(3, "//\tabout: {zh: a, en: b}"), 3, "no tabs"),
    ("not UTF-8", GOOD.encode("gb18030"), 2, "not UTF-8"),
    ("no statement", GOOD.split("\n\n", maxsplit=1)[0] + "\n", 9, "no Cypher"),
    ("bad YAML", with_line(2, "// title: {zh: 心愿, en: Wishes"), 3, "YAML"),
    ("colon in text", with_line(3, "// about: one: two"), 3, "mapping values"),
    ("control character", with_line(3, "// about: {zh: a, en: \x07}"), 3, "control character"),
    ("an alias", with_line(3, "// about: *x"), 3, "alias"),
    ("a key twice", with_line(3, "// title: {zh: a, en: b}"), 3, "title stands twice"),
    ("a list for a header", "// ---\n// - a\n// ---\nRETURN 1", 2, "name: value"),
    ("an empty header", "// ---\n// ---\nRETURN 1", 2, "title is missing"),
    ("unknown key", with_line(8, "// rest_on: [Wish]"), 8, "Did you mean rests_on?"),
    (
        "unknown key of a parameter",
        with_line(DAYS, "//   days: {type: integer, defualt: 3, label: {zh: 天, en: Days}}"),
        5,
        "no key parameters.days.defualt. Did you mean default?",
    ),
    (
        "unknown key of a column",
        with_line(7, "//   wish_id: {labels: {zh: 编号, en: Id}}"),
        7,
        "columns.wish_id.label is missing",
    ),
    ("no English", with_line(2, "// title: {zh: 心愿}"), 2, "title.en is missing"),
    ("empty text", with_line(2, "// title: {zh: '', en: a}"), 2, "title.zh: it must not be empty"),
    (
        "unknown type",
        with_line(DAYS, "//   days: {type: integr, label: {zh: 天, en: Days}}"),
        5,
        "cannot be integr; it can be text, integer, number, boolean, date, period, choice, multi_choice, "
        "ids. Did you mean integer?",
    ),
    ("number for a text", with_line(2, "// title: {zh: 1, en: a}"), 2, "should be text"),
    (
        "limit too small",
        with_line(8, "// limits: {rows: 0}"),
        8,
        "limits.rows should be at least 1",
    ),
    ("audience", with_line(8, "// audience: [comittee]"), 8, "Did you mean committee?"),
    ("label not in the model", with_line(8, "// rests_on: [Wihs]"), 8, "Did you mean Wish?"),
    ("view without columns", with_line(8, "// view: {kind: bar, x: wish_id}"), 8, "a bar needs y"),
    (
        "view of a column that is not",
        with_line(8, "// view: {kind: number, value: wish_idd}"),
        8,
        "no column wish_idd. Did you mean wish_id?",
    ),
    (
        "setting of another view",
        with_line(8, "// view: {kind: number, x: wish_id}"),
        8,
        "a number has no x",
    ),
    (
        "misspelt setting in a block",
        with_line(
            8, "// view:\n//   kind: bar\n//   sries: wish_id\n//   x: wish_id\n//   y: wish_id"
        ),
        10,
        "a bar has no sries. Did you mean series?",
    ),
    (
        "unknown kind of view",
        with_line(8, "// view:\n//   x: wish_id\n//   kind: bra"),
        10,
        "view.kind cannot be bra; it can be table, number, bar, line, sankey, layers, matrix, board, map, "
        "attention, record, check, timeline, neighbourhood, parts. Did you mean bar?",
    ),
    ("view without a kind", with_line(8, "// view: {x: wish_id}"), 8, "view.kind is missing"),
    ("a word for a view", with_line(8, "// view: bar"), 8, "view: it should be a mapping"),
    (
        "number for a view's column",
        with_line(8, "// view: {kind: number, value: 3}"),
        8,
        "view.value: it should be text",
    ),
    ("expectation", with_line(8, "// expect: {unique: [id]}"), 8, "there is no column id"),
    (
        "link to two places",
        with_line(
            7, "//   wish_id: {label: {zh: a, en: b}, links: {record: wish_id, report: a/b}}"
        ),
        7,
        "one of record",
    ),
    (
        "link by a column that is not",
        with_line(7, "//   wish_id: {label: {zh: a, en: b}, links: {record: wish}}"),
        7,
        "no column wish. Did you mean wish_id?",
    ),
    ("hidden column", with_line(8, "// privacy: {hide: {public: [who]}}"), 8, "no column who"),
    (
        "choice without choices",
        with_line(DAYS, "//   days: {type: choice, label: {zh: 天, en: Days}}"),
        5,
        "either from",
    ),
    (
        "values of a number",
        with_line(DAYS, "//   days: {type: integer, values: ['1'], label: {zh: 天, en: Days}}"),
        5,
        "values is for a choice only",
    ),
    (
        "default out of bounds",
        with_line(
            DAYS, "//   days: {type: integer, default: 0, min: 1, label: {zh: 天, en: Days}}"
        ),
        5,
        "at least 1",
    ),
    (
        "bounds the wrong way round",
        with_line(DAYS, "//   days: {type: integer, min: 9, max: 1, label: {zh: 天, en: Days}}"),
        5,
        "min 9 is above 1",
    ),
    (
        "as_of_end declared",
        with_line(DAYS, "//   as_of_end: {type: date, label: {zh: 天, en: Days}}"),
        5,
        "comes with as_of",
    ),
    (
        "a name that a period is bound as",
        with_line(
            DAYS,
            "//   days: {type: period, label: {zh: 天, en: Days}}\n"
            "//   days_to: {type: date, label: {zh: 至, en: To}}",
        ),
        6,
        "$days_to is what days is bound as",
    ),
    (
        "a period that is none",
        with_line(DAYS, "//   days: {type: period, default: sometime, label: {zh: 天, en: Days}}"),
        5,
        "a period: this_year",
    ),
    (
        "choices in a circle",
        with_line(
            DAYS,
            "//   a: {type: choice, from: choices/x, depends_on: b, label: {zh: a, en: a}}\n"
            "//   b: {type: choice, from: choices/x, depends_on: a, label: {zh: b, en: b}}",
        ),
        5,
        "goes round in a circle",
    ),
    (
        "word list",
        with_line(7, "//   wish_id: {label: {zh: 编号, en: Id}, words: wish_statuss}"),
        7,
        "Did you mean wish_status?",
    ),
    (
        "depends on nothing",
        with_line(
            DAYS,
            "//   days: {type: choice, from: choices/sites, depends_on: x,"
            " label: {zh: 天, en: Days}}",
        ),
        5,
        "there is no parameter x",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "said"), [row[1:] for row in WRONG], ids=[r[0] for r in WRONG]
)
def test_what_is_wrong_is_told_with_its_line(text: str | bytes, line: int, said: str):
    with pytest.raises(BrokenFile) as caught:
        parsed(text)
    assert said in caught.value.en
    assert caught.value.en.startswith(f"own/x.cypher:{line}: ")
    assert caught.value.zh.startswith(f"own/x.cypher:{line}：")
    assert "\n" not in caught.value.zh + caught.value.en


@pytest.mark.parametrize(
    ("view", "zh"),
    [
        ("{kind: bar, x: wish_id}", "bar 要有 y。"),
        ("{kind: bar, x: wish_id, y: wish_id, sries: wish_id}", "bar 没有 sries。是不是 series？"),
        ("{kind: bra}", "view.kind 不能是 bra；可以是 table、number、"),
        ("{x: wish_id}", "缺少 view.kind。"),
        ("{kind: bar, x: wish_id, y: wish_id, 1: wish_id}", "view.1 的值不对：名称应为文字"),
    ],
)
def test_what_is_wrong_with_a_view_is_told_in_chinese(view: str, zh: str):
    with pytest.raises(BrokenFile) as caught:
        parsed(with_line(8, f"// view: {view}"))
    assert caught.value.zh.startswith(f"own/x.cypher:8：{zh}")


def test_every_shipped_file_can_be_read():
    catalogue = Catalogue.load()
    assert [error.en for error in catalogue.broken] == []
    assert {"reports", "choices", "checks"} <= {one.kind for one in catalogue.saved.values()}
    assert set(catalogue.reports) == {id for id in catalogue.saved if id.startswith("reports/")}
