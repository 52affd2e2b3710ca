"""Days and periods as people say them: which they are on a given today, and what they mean in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cypher.header import Words
from cypher.words import words
from graph.model import FAR_DAY, SHANGHAI

_DAY = timedelta(days=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_FROM_TODAY = re.compile(r"(?:today|今天|今日)\s*([+-])\s*(\d+)")
_AGO = re.compile(r"(\d+)\s*天(前|后)")
_LAST = re.compile(r"last[_ ](\d+)[_ ]days|(?:最?近|过去)\s*(\d+)\s*天")
_BETWEEN = re.compile(r"\s*(?:\.\.|至|到|~|～)\s*")
_ALSO = {
    "今日": "today", "月初": "month_start", "上个月末": "last_month_end", "上月底": "last_month_end",
    "上个月初": "last_month_start", "年初": "year_start", "上年初": "last_year_start", "上年末": "last_year_end", "去年底": "last_year_end",
    "上年": "last_year", "上个月": "last_month", "这个月": "this_month", "当月": "this_month",
    "上个季度": "last_quarter", "本季": "this_quarter",
}  # fmt: skip
"""What people also write for a word of words.yaml."""


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both of them included."""

    first: date
    last: date

    @property
    def end(self) -> date:
        """The day after the last: ``from`` counts, ``to`` does not."""
        return self.last + _DAY

    def __str__(self) -> str:
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def _months(day: date, by: int, *, each: int = 1) -> date:
    """The first day of the month, or of the ``each`` months, that lies ``by`` of them away."""
    number = (day.year * 12 + day.month - 1) // each * each + by * each
    return date(number // 12, number % 12 + 1, 1)


def _whole(by: int, each: int) -> Callable[[date], Period]:
    return lambda today: Period(
        _months(today, by, each=each), _months(today, by + 1, each=each) - _DAY
    )


_PERIODS: dict[str, Callable[[date], Period]] = {
    "this_month": _whole(0, 1),
    "last_month": _whole(-1, 1),
    "this_quarter": _whole(0, 3),
    "last_quarter": _whole(-1, 3),
    "this_year": _whole(0, 12),
    "last_year": _whole(-1, 12),
}
_DAYS: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "yesterday": lambda today: today - _DAY,
    "month_start": lambda today: _PERIODS["this_month"](today).first,
    "last_month_start": lambda today: _PERIODS["last_month"](today).first,
    "last_month_end": lambda today: _PERIODS["last_month"](today).last,
    "quarter_start": lambda today: _PERIODS["this_quarter"](today).first,
    "last_quarter_end": lambda today: _PERIODS["last_quarter"](today).last,
    "year_start": lambda today: _PERIODS["this_year"](today).first,
    "last_year_start": lambda today: _PERIODS["last_year"](today).first,
    "last_year_end": lambda today: _PERIODS["last_year"](today).last,
}


def year_before(day: date) -> date:
    """The same day a year before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def day_of(typed: object, today: date) -> date:
    """The day that is meant. Raises ValueError or OverflowError."""
    if isinstance(typed, datetime):
        return typed.astimezone(SHANGHAI).date() if typed.tzinfo else typed.date()
    if isinstance(typed, date):
        return typed
    text = str(typed).strip().lower()
    code = _code("day", text)
    if code is not None:
        return _DAYS[code](today)
    back = _shift(text)
    if back is not None:
        return today + timedelta(days=back)
    written = _DATE.fullmatch(text)
    return date(*map(int, written.groups())) if written else date.fromisoformat(text)


def period_of(typed: object, today: date) -> Period:
    """The period that is meant. Raises ValueError or OverflowError."""
    if isinstance(typed, Period):
        return typed
    if isinstance(typed, date):
        return Period(typed, typed)
    text = str(typed).strip().lower()
    code = _code("period", text)
    if code is not None:
        return _PERIODS[code](today)
    if days := _last(text):
        return Period(today - timedelta(days=days - 1), today)
    if year := _YEAR.fullmatch(text):
        return _PERIODS["this_year"](date(int(year[1]), 1, 1))
    if month := _MONTH.fullmatch(text):
        return _PERIODS["this_month"](date(int(month[1]), int(month[2]), 1))
    if _DATE.fullmatch(text):
        day = day_of(text, today)
        return Period(day, day)
    first, last = (day_of(end, today) for end in _BETWEEN.split(text))
    if not first <= last < FAR_DAY:
        raise ValueError
    return Period(first, last)


def day_meant(typed: object, today: date) -> Words:
    """What is written for a day, and in brackets the day where that is a word for it."""
    text, day = str(typed).strip().lower(), day_of(typed, today)
    named = _named("day", text)
    back = _shift(text)
    if back:
        named = _counted("days_ago" if back < 0 else "days_on", abs(back))
    return _both(named, _each(lambda lang: written(day, lang)))


def period_meant(typed: object, today: date) -> Words:
    """As ``day_meant`` for a period: 上月（2025年7月1日至31日）."""
    text, period = str(typed).strip().lower(), period_of(typed, today)
    days = _last(text)
    named = _counted("last_days", days) if days else _named("period", text)
    return _both(named, _each(lambda lang: span(period, lang)))


def written(day: date, lang: str) -> str:
    """A day as people here write it: 2025年8月31日, 31 Aug 2025; the far day has not come."""
    if day >= FAR_DAY:
        return words()["day"]["far"].get(lang)
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span(period: Period, lang: str) -> str:
    """A period, naming year and month once where they are the same."""
    first, last = period.first, period.last
    if first == last:
        return written(first, lang)
    one_year, one_month = first.year == last.year, first.replace(day=1) == last.replace(day=1)
    if lang == "zh":
        end = written(last, lang).removeprefix(f"{first.year}年" if one_year else "")
        end = end.removeprefix(f"{first.month}月" if one_month else "")
        return f"{written(first, lang)}至{end}"
    if one_month:
        return f"{first.day}–{written(last, lang)}"
    begin = written(first, lang).removesuffix(f" {last.year}" if one_year else "")
    return f"{begin} – {written(last, lang)}"


def _code(listed: str, text: str) -> str | None:
    """The code of a word: the code itself, its Chinese, or what people also write."""
    codes = _DAYS if listed == "day" else _PERIODS
    texts = words()[listed]
    for code in codes:
        if text in (code, texts[code].zh, texts[code].en.lower()):
            return code
    return _ALSO.get(text) if _ALSO.get(text) in codes else None


def _shift(text: str) -> int | None:
    """How many days from today, where that is what is written."""
    if found := _FROM_TODAY.fullmatch(text):
        return int(found[1] + found[2])
    if found := _AGO.fullmatch(text):
        return -int(found[1]) if found[2] == "前" else int(found[1])
    return None


def _last(text: str) -> int:
    found = _LAST.fullmatch(text)
    return int(found[1] or found[2]) if found else 0


def _named(listed: str, text: str) -> Words | None:
    code = _code(listed, text)
    return words()[listed][code] if code else None


def _counted(code: str, n: int) -> Words:
    text = words()["counted_days"][code]
    return Words(zh=text.zh.format(n=n), en=text.en.format(n=n))


def _each(say: Callable[[str], str]) -> Words:
    return Words(zh=say("zh"), en=say("en"))


def _both(named: Words | None, days: Words) -> Words:
    if named is None:
        return days
    return Words(zh=f"{named.zh}（{days.zh}）", en=f"{named.en} ({days.en})")
