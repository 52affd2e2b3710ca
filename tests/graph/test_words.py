"""Words of coded values: what is printed is read again, in both languages, and codes as well."""

import pytest

from graph.load.table.fields import KINDS, fields_of
from graph.model.town import Town
from graph.model.words import choices, code_of, codes_of, even, word_of
from seed import heqing

CODED = [
    (kind, field, code)
    for kind, model in KINDS.items()
    for field in fields_of(model)
    for code in (*heqing().codes_of(kind, field), *codes_of(kind, field))
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_word_means_its_own_code_and_no_other(lang: str):
    read = {one: code_of(*one[:2], word_of(*one, lang, heqing()), heqing()) for one in CODED}
    assert len(read) > 200
    assert {one: code for one, code in read.items() if code != one[2]} == {}
    assert all(code_of(kind, field, str(code), heqing()) == code for kind, field, code in CODED)


def test_a_word_is_read_in_any_width_case_and_with_white_space():
    town = heqing()
    assert code_of("OrgGroup", "code", ' "两新" 组织', town) == "two_new"
    assert code_of("Wish", "category", "RIDING　GEAR") == "riding_gear"
    assert code_of("DeliverySite", "datum", "ｗｇｓ－８４") == "WGS-84"
    assert code_of("Visit", "grade", "不满意") == 4
    assert code_of("ServiceStation", "is24h", "否") is False
    assert code_of("Wish", "category", "火箭") is None
    assert even("镇 级") == even("镇\u200b级")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一至周五", "12345"),
        ("周一到周六", "123456"),
        ("周一、三、五", "135"),
        ("星期六，星期日", "67"),
        ("每天", "1234567"),
        ("12345", "12345"),
        ("Mon, Wed", "13"),
        ("周八", None),
        ("有时", None),
        ("周五至周一", None),
    ],
)
def test_days_of_the_week_are_read_as_people_write_them(text: str, days: str | None):
    assert code_of("ServiceStation", "openDays", text) == days
    if days:
        assert code_of(
            "ServiceStation", "openDays", word_of("ServiceStation", "openDays", days, "zh")
        )


def test_a_towns_own_codes_come_before_the_models():
    town = Town.model_validate(
        {
            "name": {"zh": "镇", "en": "Town"},
            "short_name": "镇",
            "tiers": {"corner": {"zh": "角落", "en": "Corner"}},
        }
    )
    assert choices("ServiceStation", "tier", "zh", town) == ("角落",)
    assert code_of("ServiceStation", "tier", "角落", town) == "corner"
    assert code_of("ServiceStation", "tier", "旗舰", town) is None
