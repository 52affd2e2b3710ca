"""Days and times as people and spreadsheets write them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from graph.load.table.problems import Words
from graph.load.table.values.not_a_value import NotAValue

_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:(?:\s*[日号]\s*|[T\s]+)(\S.*)?)?"
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s+(\S.*))?")
_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"(上午|早上|凌晨|中午|下午|晚上)?\s*(\d{1,2})\s*[时点:]\s*(?:(\d{1,2})分?|整|(半))?"
)
_SERIAL = re.compile(r"[2-7]\d{4}")
_DAY_LIKE = ("日期，如 2024-03-01", "a day such as 2024-03-01")

_NO_FORMAT: tuple[Words, Words] = (
    ("是表格内部的日期序号", "is a spreadsheet's own number of a day"),
    ("请把这一列设为日期格式", "format this column as a date"),
)
_REASONS: tuple[tuple[re.Pattern[str], Words], ...] = (
    (re.compile(r"\d{1,2}月\d{1,2}[日号]?|\d{1,2}[-/.]\d{1,2}"), ("没有写年份", "has no year")),
    (re.compile(r"\d{4}[-/.年]\d{1,2}月?"), ("没有写到日", "has no day of the month")),
    (re.compile(r"\d{4}年?"), ("只有年份", "is only a year")),
    (
        re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?"),
        ("的年份要写四位", "needs a year of four digits"),
    ),
    (
        re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"),
        ("要把年写在最前面", "needs the year first"),
    ),
    (re.compile(r"[二一]\S*年.*"), ("请用数字写", "is to be written in figures")),
    (re.compile(r"\d{4}-?W\d.*", re.IGNORECASE), ("是第几周，不是哪一天", "is a week, not a day")),
    (
        re.compile(r"\d{4}-\d{3}"),
        ("是第几天，不是几月几日", "is a day of the year, without its month"),
    ),
)


def day_of(value: object) -> object:
    """A day, its clock left out: a date, or its ISO text. Raises NotAValue."""
    found = moment_of(value)
    if isinstance(found, datetime):
        return found.date()
    return found[:10] if isinstance(found, str) else found


def moment_of(value: object) -> object:
    """A day or a time: what the cell holds, or its ISO text. Raises NotAValue."""
    if isinstance(value, bool | timedelta | time):
        raise NotAValue
    if isinstance(value, int | float):
        if 20_000 <= value < 80_000:
            raise NotAValue(*_NO_FORMAT)
        value = format(value, ".15g")
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", value).strip()
    found = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    if not found:
        raise _reason(text)
    year, month, day, clock = found.groups()
    _must_exist(int(year), int(month), int(day))
    return f"{year}-{month:0>2}-{day:0>2}" + (f" {_clock_text(clock)}" if clock else "")


def clock_of(value: object) -> object:
    """A time of day: a time, or its ISO text. Raises NotAValue."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return (datetime(2000, 1, 1) + value).time()
    if isinstance(value, bool | int | float | timedelta | date):
        raise NotAValue
    return _clock_text(unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


def has_clock(value: object) -> bool:
    """Whether a cell says more than a day."""
    if isinstance(value, datetime):
        return value.time() != time()
    return isinstance(value, str) and any(mark in value for mark in ":\uff1a时点")


def _reason(text: str) -> NotAValue:
    if _SERIAL.fullmatch(text):
        return NotAValue(*_NO_FORMAT)
    for pattern, wrong in _REASONS:
        if pattern.fullmatch(text):
            return NotAValue(wrong, _DAY_LIKE)
    return NotAValue()


def _must_exist(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        raise NotAValue(("：没有这一天", "is a day that does not exist"), _DAY_LIKE) from None


def _clock_text(text: str) -> str:
    """A clock as ISO text, with its offset where it has one."""
    text = text.strip()
    if found := _CLOCK.fullmatch(text):
        hour, minute, second, fraction, offset = found.groups()
        clock = f"{hour:0>2}:{minute}" + (f":{second}{fraction or ''}" if second else "")
        offset = (offset or "").upper().replace("Z", "+00:00")
    elif found := _SPOKEN.fullmatch(text):
        part, said, minute, half = found.groups()
        hour_of_day = int(said) + (12 if part in ("下午", "晚上") and int(said) < 12 else 0)
        clock, offset = f"{hour_of_day:0>2}:{30 if half else int(minute or 0):0>2}", ""
    else:
        raise NotAValue
    try:
        time.fromisoformat(clock + offset)
    except ValueError:
        raise NotAValue(("：没有这个时刻", "is a time that does not exist")) from None
    return clock + offset
