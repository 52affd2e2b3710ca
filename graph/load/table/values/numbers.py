"""Numbers and amounts as people and spreadsheets write them."""

import re
import unicodedata
from decimal import Decimal

from graph.load.table.problems import Words
from graph.load.table.values.not_a_value import NotAValue

_LONGEST, _MOST_NUMBER, _MOST_FEN = 40, 10**18, 10**15
_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+")
_MONEY = re.compile(r"(?:¥|RMB|CNY|人民币)?(.*?)(万)?(?:元整?|圆整?|块)?", re.IGNORECASE)
_COUNTED = re.compile(r"(.*\d)[人名位个户家次份只件条台辆岁平米]{1,2}(?:左右)?")
_NUMBER: Words = ("数字", "a number")
_REASONS: tuple[tuple[re.Pattern[str], Words, Words], ...] = (
    (
        re.compile(r".*[约近余多]|[约近大].*|.*(左右|上下|以上|以下).*"),
        ("不是一个确定的数", "is not an exact number"),
        ("一个确定的数，没有就留空", "an exact number, or nothing"),
    ),
    (
        re.compile(r"\D?[\d.]+[°度].*|.*[′'’]\d+.*[″\"”].*"),
        ("是度分秒", "is in degrees and minutes"),
        (
            "写成小数的度，如经度 121.7083、纬度 31.2201",
            "decimal degrees such as 121.7083, 31.2201",
        ),
    ),
    (
        re.compile(r"\d{2,3}\.\d+[,，;；\s]+\d{2,3}\.\d+"),
        ("是两个数", "is two numbers"),
        ("经度和纬度各写一列", "longitude and latitude in a column each"),
    ),
    (
        re.compile(r"[+-]?[\d,]*,[\d,]*(\.\d*)?"),
        ("里的逗号不是千分位", "has a comma that does not part thousands"),
        (
            "小数用点，如 12.34；千分位每三位一个逗号",
            "a point for decimals, commas every three digits",
        ),
    ),
    (
        re.compile(r"\d[\d.,]*\s*[-~—–到至]\s*\d[\d.,]*\D*"),
        ("是一个范围", "is a range"),
        ("一个确定的数", "one number"),
    ),
    (
        re.compile(r"[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+.*"),
        ("是中文数字", "is written in Chinese numerals"),
        ("用阿拉伯数字写", "the same in figures"),
    ),
    (
        re.compile(r"[+-]?[\d.]+e[+-]?\d+", re.IGNORECASE),
        ("是科学记数", "is in scientific notation"),
        ("写出全部数字", "all digits written out"),
    ),
    (
        re.compile(r"免费|无偿|无|没有|/|-+|不详|未知"),
        ("不是数", "is no number"),
        ("没有就留空；不花钱填 0", "nothing where there is none, 0 where it was free"),
    ),
)


def fen_of(value: object) -> int:
    """Yuan, as a number or as people write them, to fen; exact, or NotAValue."""
    if isinstance(value, bool):
        raise NotAValue
    if isinstance(value, int | float):
        return _exact_fen(Decimal(format(_bounded(value), ".15g")))
    text = _plain_text(value)
    found = _MONEY.fullmatch("".join(text.split()))
    assert found is not None
    if not _PLAIN.fullmatch(found[1]):
        raise _reason(text)
    return _exact_fen(Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1))


def number_of(value: object) -> object:
    """A number, or the digits of its text without what parts thousands. Raises NotAValue."""
    if isinstance(value, bool):
        raise NotAValue(("不是数", "is no number"), _NUMBER)
    if isinstance(value, int | float):
        return _bounded(value)
    if not isinstance(value, str):
        raise NotAValue
    text = _plain_text(value)
    counted = _COUNTED.fullmatch(text)
    digits = counted[1].strip() if counted else text
    if not _PLAIN.fullmatch(digits):
        raise _reason(text)
    return digits.replace(",", "")


def _plain_text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise NotAValue
    return unicodedata.normalize("NFKC", value).strip()


def _bounded(value: int | float) -> int | float:
    if not abs(value) <= _MOST_NUMBER:  # also what is no number at all
        raise NotAValue
    return value


def _exact_fen(yuan: Decimal) -> int:
    amount = yuan * 100
    if abs(amount) > _MOST_FEN:
        raise NotAValue
    if amount != amount.to_integral_value():
        raise NotAValue(
            ("的小数超过两位", "has more than two decimals"),
            ("金额（元），最多两位小数", "an amount in yuan with at most two decimals"),
        )
    return int(amount)


def _reason(text: str) -> NotAValue:
    for pattern, wrong, expected in _REASONS:
        if pattern.fullmatch(text):
            return NotAValue(wrong, expected)
    return NotAValue()
