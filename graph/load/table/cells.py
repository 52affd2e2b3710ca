"""Cells as people and spreadsheets write them, made into what the model checks."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from graph.load.table.fields import Field

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}:\d{2}.*))?$")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(.*)$")
_AROUND_MONEY = re.compile("[,\uff0c\u00a5\uffe5\u5143\\s]")  # commas, the yuan signs, 元
_YES_NO = {"是": True, "√": True, "否": False, "×": False}
_LONGEST_NUMBER, _MOST_NUMBER, _MOST_FEN = 40, 10**18, 10**15
_BROKEN = {"#N/A", "#NAME?", "#DIV/0!", "#REF!", "#VALUE!", "#NUM!", "#NULL!"}


class NotAValue(Exception):
    """The cell holds nothing that its column could mean."""


def stripped(value: object) -> object:
    """The cell without white space around it; an empty one is None."""
    if isinstance(value, str):
        return value.strip() or None
    return value


def cleaner(field: Field) -> Callable[[object], object]:
    """What makes a cell of a field's column ready to be checked; it raises NotAValue."""
    return _CLEANERS[field.base]


def fen(value: object) -> int:
    """Yuan, as a number or as people write them, to fen; exact, or NotAValue."""
    if isinstance(value, bool):
        raise NotAValue
    text = format(value, ".15g") if isinstance(value, float) else str(_number(value))
    text = _AROUND_MONEY.sub("", text)
    try:
        amount = Decimal(text) * 100
        if abs(amount) > _MOST_FEN:
            raise NotAValue
        if not amount.is_finite() or amount != amount.to_integral_value():
            raise NotAValue
    except ArithmeticError:
        raise NotAValue from None
    return int(amount)


def _text(value: object) -> object:
    """A code of digits comes out of a spreadsheet as a number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return _whole(value)


def _number(value: object) -> object:
    """A number or its text, of no more characters than any number has that is meant."""
    if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
        raise NotAValue
    if isinstance(value, int | float) and abs(value) > _MOST_NUMBER:
        raise NotAValue
    return _whole(value)


def _whole(value: object) -> object:
    if isinstance(value, str) and value in _BROKEN:
        raise NotAValue
    return value


def _day(value: object) -> object:
    """A day or a time; a bare number would be taken for seconds, and is refused."""
    if isinstance(value, bool | int | float | timedelta | time):
        raise NotAValue
    if isinstance(value, str):
        found = _DAY.fullmatch(value)
        if not found:
            return _iso(value)
        year, month, day, clock = found.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
        return _iso(text + (" " + str(_padded(clock)) if clock else ""))
    return value


def _iso(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise NotAValue from None
    return text


def _padded(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    return f"{found[1]:0>2}:{found[2]}{found[3]}" if found else text


def _clock(value: object) -> object:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, timedelta) and timedelta() <= value < timedelta(days=1):
        return (datetime(2000, 1, 1) + value).time()
    if isinstance(value, bool | int | float | timedelta | date):
        raise NotAValue
    return _padded(value) if isinstance(value, str) else value


def _yes_no(value: object) -> object:
    return _YES_NO.get(value, value) if isinstance(value, str) else value


_CLEANERS: dict[type, Callable[[object], object]] = {
    str: _text,
    int: _number,
    float: _number,
    bool: _yes_no,
    date: _day,
    datetime: _day,
    time: _clock,
}
