"""Values from an address bar, a form or a command line, and what is said of the wrong ones."""

from datetime import date, datetime, timedelta, timezone

import pytest

from cypher.errors import BadValue
from cypher.file.parse import parse
from cypher.header import Parameter
from cypher.values.days import Period
from cypher.values.parameters import bound, given_or_default, meaning, parsed
from cypher.values.refusing import check_choice
from graph.model import FAR_DAY

TODAY = date(2025, 8, 31)
LABEL = {"zh": "天数", "en": "Days"}


def value(given: object, **declared: object) -> object:
    parameter = Parameter.model_validate({"label": LABEL, **declared})
    return parsed("x", parameter, given_or_default("x", parameter, {"x": given}), TODAY)


@pytest.mark.parametrize(
    ("declared", "given", "wanted"),
    [
        ({"type": "text"}, " 雨衣 'x' ", " 雨衣 'x' "),
        ({"type": "integer"}, "30", 30),
        ({"type": "integer"}, "-7", -7),
        ({"type": "integer"}, "30.0", 30),
        ({"type": "integer"}, 9007199254740993, 9007199254740993),
        ({"type": "number"}, "0.5", 0.5),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "0", False),
        ({"type": "boolean"}, "是", True),
        ({"type": "boolean"}, False, False),
        ({"type": "date"}, "2024-02-29", date(2024, 2, 29)),
        ({"type": "date"}, "2024/02/29", date(2024, 2, 29)),
        ({"type": "date"}, "today", TODAY),
        ({"type": "date"}, "今天", TODAY),
        ({"type": "date"}, "today-30", date(2025, 8, 1)),
        ({"type": "date"}, date(2024, 1, 1), date(2024, 1, 1)),
        ({"type": "date"}, "上月末", date(2025, 7, 31)),
        ({"type": "date", "default": "year_start"}, None, date(2025, 1, 1)),
        ({"type": "period"}, "last_month", Period(date(2025, 7, 1), date(2025, 7, 31))),
        ({"type": "period", "default": "今年"}, "", Period(date(2025, 1, 1), date(2025, 12, 31))),
        ({"type": "period", "optional": True}, " ", None),
        (
            {"type": "date"},
            datetime(2024, 1, 1, 20, tzinfo=timezone.utc),  # noqa: UP017
            date(2024, 1, 2),
        ),
        ({"type": "choice", "values": ["walk", "ebike"]}, "walk", "walk"),
        ({"type": "multi_choice", "values": ["a", "b", "c"]}, "c, a,c", ["c", "a"]),
        ({"type": "multi_choice", "values": ["a", "b"]}, ("b",), ["b"]),
        ({"type": "integer", "default": 3}, None, 3),
        ({"type": "integer", "default": 3}, "", 3),
        ({"type": "integer", "default": 0}, None, 0),
        ({"type": "boolean", "default": False}, None, False),
        ({"type": "date", "default": "today"}, None, TODAY),
        ({"type": "text", "optional": True}, "", None),
        ({"type": "text", "optional": True, "default": "雨衣"}, " ", None),
        ({"type": "date", "optional": True, "default": "today"}, "", None),
        ({"type": "multi_choice", "values": ["a"], "optional": True, "default": "a"}, (), None),
        ({"type": "integer", "optional": True, "default": 3}, None, None),
    ],
)
def test_what_is_bound(declared: dict[str, object], given: object, wanted: object):
    found = value(given, **declared)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("declared", "given", "said"),
    [
        ({"type": "integer"}, None, "a value is needed"),
        ({"type": "integer"}, "thirty", "a whole number"),
        ({"type": "integer"}, "30.5", "a whole number"),
        ({"type": "integer"}, "1e999", "a whole number"),
        ({"type": "integer"}, "9223372036854775808", "a whole number"),
        ({"type": "integer"}, True, "a whole number"),
        ({"type": "integer", "min": 1, "max": 365}, "0", "1–365"),
        ({"type": "integer", "min": 0}, "-1", "at least 0"),
        ({"type": "number", "max": 1}, "1.5", "at most 1"),
        ({"type": "number"}, "nan", "a number"),
        ({"type": "number"}, "inf", "a number"),
        ({"type": "boolean"}, "maybe", "true or false"),
        ({"type": "date"}, "2025-02-30", "a date"),
        ({"type": "date"}, "tomorrow", "a date"),
        ({"type": "date"}, "today-999999999", "a date"),
        ({"type": "period"}, "2025-03-31..2025-01-01", "the earlier day first"),
        ({"type": "period"}, "nächstes Jahr", "a period: this_year"),
        ({"type": "period"}, "last_99999999999_days", "a period"),
        ({"type": "multi_choice", "values": ["a", "b"]}, " , ", "some of the choices"),
        ({"type": "text"}, "x" * 2001, "2000 characters"),
        ({"type": "text"}, "\ud800", "text"),
        ({"type": "choice", "values": ["walk", "ebike"]}, "wolk", "allowed: walk, ebike. Did you"),
        (
            {"type": "choice", "values": ["walk", "ebike"], "words": "mode"},
            "On foot",
            "walk On foot, ebike E-bike. Did you mean walk?",
        ),
        ({"type": "multi_choice", "values": ["a", "b"]}, "a,z", "cannot be 'z'"),
    ],
)
def test_what_is_refused(declared: dict[str, object], given: object, said: str):
    with pytest.raises(BadValue) as caught:
        value(given, **declared)
    assert said in caught.value.en
    assert "天数" in caught.value.zh
    assert len(caught.value.en) < 300


@pytest.mark.parametrize(
    ("labels", "given", "zh", "en"),
    [
        (
            ["步行", "电动车"],
            "wolk",
            "“天数”不能是“wolk”：可选：步行、电动车。是不是 步行？",
            "Days cannot be 'wolk': allowed: 步行 en, 电动车 en. Did you mean 步行 en?",
        ),
        (  # who typed the label itself has to be told what stands for it
            ["步行", "电动车"],
            "步行",
            "“天数”不能是“步行”：可选：步行、电动车。是不是 步行（walk）？",
            "Days cannot be '步行': allowed: 步行 en, 电动车 en. Did you mean 步行 en (walk)?",
        ),
        (  # two of one name
            ["北桥站", "北桥站"],
            "x",
            "“天数”不能是“x”：可选：北桥站（walk）、北桥站（ebike）。",
            "Days cannot be 'x': allowed: 北桥站 en (walk), 北桥站 en (ebike).",
        ),
    ],
)
def test_visitors_read_choices_by_their_words(labels: list[str], given: str, zh: str, en: str):
    parameter = Parameter.model_validate(
        {"type": "choice", "values": ["walk", "ebike"], "label": {"zh": "天数", "en": "Days"}}
    )
    choices = [
        (one, label, f"{label} en") for one, label in zip(["walk", "ebike"], labels, strict=True)
    ]
    with pytest.raises(BadValue) as caught:
        check_choice("mode", parameter, given, choices)
    assert caught.value.for_visitors == (zh, en)


def saved(parameters: str):
    text = f"// ---\n// title: {{zh: 甲, en: A}}\n// about: {{zh: 甲, en: A}}\n// parameters: {parameters}\n// ---\nRETURN 1"
    return parse(text.encode(), "reports/x", "x.cypher", "own")


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9000-01-01", "9999-12-31", FAR_DAY])
def test_a_day_from_which_nothing_can_be_reckoned_is_refused_with_a_sentence(day: object):
    for type in ("date", "period"):
        with pytest.raises(BadValue) as caught:
            value(day if type == "date" else f"{day}..{day}", type=type)
        assert "cannot be" in caught.value.en
    assert value("1000-01-01", type="date") == date(1000, 1, 1)


def test_as_of_brings_the_last_instant_of_its_day_at_plus_eight():
    one = saved("{as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}")
    values = bound(one, {}, TODAY)
    assert values["as_of"] == TODAY
    end = values["as_of_end"]
    assert isinstance(end, datetime)
    assert end.utcoffset() == timedelta(hours=8)
    assert end + timedelta(microseconds=1) == datetime(
        2025, 9, 1, tzinfo=timezone(timedelta(hours=8))
    )


def test_a_period_is_bound_by_its_ends_the_second_of_which_does_not_count():
    one = saved("{when: {type: period, default: last_month, label: {zh: 时段, en: Period}}}")
    east = timezone(timedelta(hours=8))
    assert bound(one, {}, TODAY) == {
        "when_from": date(2025, 7, 1),
        "when_to": date(2025, 8, 1),
        "when_begin": datetime(2025, 7, 1, tzinfo=east),
        "when_end": datetime(2025, 8, 1, tzinfo=east),
    }


def test_a_period_that_is_not_given_binds_nothing_by_each_name():
    one = saved("{when: {type: period, optional: true, label: {zh: 时段, en: Period}}}")
    assert set(bound(one, {}, TODAY).items()) == {
        (f"when_{part}", None) for part in ("from", "to", "begin", "end")
    }


@pytest.mark.parametrize(
    ("declared", "given", "zh"),
    [
        ({"type": "period", "default": "last_month"}, "", "上月（2025年7月1日至31日）"),
        ({"type": "date"}, "today-30", "30天前（2025年8月1日）"),
        ({"type": "boolean"}, "0", "否"),
        ({"type": "choice", "values": ["walk"], "words": "mode"}, "walk", "步行"),
        ({"type": "multi_choice", "values": ["walk", "ebike"], "words": "mode"}, "walk,ebike", "步行、电动车"),
        ({"type": "integer"}, "7", "7"),
    ],
)  # fmt: skip
def test_what_a_value_means_in_words(declared: dict[str, object], given: str, zh: str):
    parameter = Parameter.model_validate({"label": LABEL, **declared})
    found = meaning("x", parameter, given_or_default("x", parameter, {"x": given}), TODAY)
    assert found is not None
    assert found.zh == zh


def test_the_default_of_an_optional_one_holds_until_it_is_given_empty():
    one = saved("{n: {type: integer, default: 3, optional: true, label: {zh: 数, en: N}}}")
    assert bound(one, {}, TODAY) == {"n": 3}
    assert bound(one, {"n": ""}, TODAY) == {"n": None}


def test_a_name_that_is_not_declared():
    one = saved("{days: {type: integer, default: 1, label: {zh: 天, en: Days}}}")
    with pytest.raises(
        BadValue, match=r"has no parameter dais \(it has: days\). Did you mean days?"
    ):
        bound(one, {"dais": "3"}, TODAY)
    with pytest.raises(BadValue, match="no parameter as_of_end"):
        bound(one, {"as_of_end": "x"}, TODAY)
