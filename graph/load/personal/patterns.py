"""What in a text is a telephone or identity number, a bank card, a WeChat id, an illness, a name."""

import re
from collections.abc import Callable, Iterator
from datetime import date

_TELEPHONE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?!\d)")
_LANDLINE = re.compile(
    r"(?:电话|座机|热线|\btel\b)\D{0,4}(?:\(?0\d{2,3}\)?[- ]?)?[2-9]\d{6,7}(?!\d)", re.IGNORECASE
)
_ONLY_LANDLINE = re.compile(r"(?:\(?0\d{2,3}\)?[- ]?)?[2-9]\d{6,7}(?!\d)")
_IDENTITY_18 = re.compile(r"(?<!\d)([1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dXx])(?![\dA-Za-z])")
_IDENTITY_15 = re.compile(r"(?<!\d)([1-9]\d{5}(\d{2})(\d{2})(\d{2})\d{3})(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:62\d\d|4\d{3}|5[1-5]\d\d)(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?(?!\d)")
_WECHAT = re.compile(
    r"(?:微信|wechat|(?<![A-Za-z])[wv]x|v信)(?:号|ID)?\s*[:：是为]?\s*([A-Za-z][-_A-Za-z0-9]{5,19}|\d{6,})",
    re.IGNORECASE,
)
_ONLY_WECHAT = re.compile(r"[A-Za-z][-_A-Za-z0-9]{5,19}|\d{6,}")
_ILLNESS = re.compile(
    "白血病|癌|肿瘤|尿毒症|抑郁|精神分裂|精神病|艾滋|HIV|乙肝|肺结核|糖尿病|高血压|心脏病|脑梗|中风"
    "|瘫痪|残疾证|化疗|透析|截肢|流产|自闭症|癫痫|病历|诊断书|确诊|病危|重病|大病|患病|患有"
)
_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚]"
)
_GIVEN = r"(?!.{0,2}(?:书记|主任|专干|干事|委员|站长|经理|助理|员|岗))[\u4e00-\u9fff]{1,2}"
_NAMED = re.compile(
    f"(?:姓名|联系人|站长|负责人|家长|监护人)[:：是为 ]{{0,2}}{_SURNAME}{_GIVEN}(?![\u4e00-\u9fff])"
)
_ONLY_NAME = re.compile(f"{_SURNAME}{_GIVEN}(?![\u4e00-\u9fff])")
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"

WORTH_A_LOOK = re.compile(
    r"\d{7}|\d{3}[- ]\d{4}|姓名|联系人|站长|负责人|家长|监护人|微信|[vVwW][xX]|[wW][eE][cC]|v信|电话|"
    + _ILLNESS.pattern
)
"""In every text that has anything of what is found here; most texts have none of it."""


def has_telephone(text: str) -> bool:
    """Whether a mobile number stands in a text, or a landline beside a word that says so."""
    return bool(_TELEPHONE.search(text) or _LANDLINE.search(text))


def has_identity(text: str) -> bool:
    """Whether a Chinese identity number stands in a text, of 18 or, as before 1999, of 15 digits.

    One of 18 has a day of birth and, by ISO 7064, a check digit; one whose check digit was mistyped
    is known by its province.
    """
    for number, year, month, day in _IDENTITY_18.findall(text):
        total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
        right = _CHECK[total % 11] == number[17].upper()
        if _is_day(int(year), month, day) and (right or number[:2] in _PROVINCES):
            return True
    return any(
        number[:2] in _PROVINCES and _is_day(1900 + int(year), month, day)
        for number, year, month, day in _IDENTITY_15.findall(text)
    )


def has_bank_card(text: str) -> bool:
    """Whether a number of 16 to 19 digits that passes Luhn's check stands in a text."""
    return any(_luhn(re.sub(r"\D", "", found[0])) for found in _CARD.finditer(text))


def has_wechat(text: str) -> bool:
    """Whether an id stands beside WeChat's name."""
    return _WECHAT.search(text) is not None


def has_illness(text: str) -> bool:
    """Whether a text speaks of somebody's illness."""
    return _ILLNESS.search(text) is not None


def has_name(text: str) -> bool:
    """Whether a person's name stands beside the word for a name, a contact, a head or a parent."""
    return _NAMED.search(text) is not None


ANYWHERE: dict[str, Callable[[str], bool]] = {
    "identity": has_identity,
    "card": has_bank_card,
    "telephone": has_telephone,
    "wechat": has_wechat,
    "illness": has_illness,
    "name": has_name,
}
"""By the last part of a finding's code, in the order in which they are asked: the first counts."""

_BESIDE: tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...] = (
    (
        re.compile("电话|手机|座机|热线|联系方式|phone|mobile", re.IGNORECASE),
        "telephone",
        _ONLY_LANDLINE,
    ),
    (re.compile("微信|wechat", re.IGNORECASE), "wechat", _ONLY_WECHAT),
    (re.compile("姓名|联系人|站长|负责人|家长|监护人"), "name", _ONLY_NAME),
)


def beside(heading: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What the cells below a header may be because of it: the code's last part, and how one begins."""
    for words, code, pattern in _BESIDE:
        if words.search(heading):
            yield code, pattern


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        return 1900 <= date(year, int(month), int(day)).year <= date.today().year
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
