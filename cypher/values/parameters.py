"""Values as people give them, from a form, an address or a command line, to what is bound."""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from cypher.errors import BadValue, MissingValue, meant
from cypher.header import Parameter, Words
from cypher.values.days import Period, day_meant, day_of, period_meant, period_of
from cypher.values.refusing import check_choice, refused
from cypher.values.several import MOST_IDS, several_ids, several_values
from cypher.words import word, words
from graph.model import SHANGHAI

if TYPE_CHECKING:
    from cypher.file.parse import SavedStatement

_TRUE, _FALSE = ("true", "1", "yes", "on", "是"), ("false", "0", "no", "off", "否")
_MOST = 2**63 - 1
EARLIEST, LATEST = date(1000, 1, 1), date(8999, 12, 31)
"""What a report reckons from these, days or years before and after, is a day too."""
_LONGEST = 2000
RESERVED_NAMES = frozenset({"lang", "report", "v", "part", "changed"})
"""What an address of the dashboard says beside parameters."""
_WANTED = {
    "text": (f"应为文字，最多 {_LONGEST} 字", f"text of at most {_LONGEST} characters"),
    "integer": ("应为整数", "a whole number"),
    "number": ("应为数", "a number"),
    "boolean": ("应为 true 或 false", "true or false"),
    "date": (
        "应为日期（1000 年至 8999 年），如 2025-08-31、今天、30天前、上月末、去年末",
        "a date of the years 1000 to 8999: 2025-08-31, today, today-30, month_start, last_month_end, year_start, last_year_end",
    ),
    "period": (
        "应为一段时间，如 今年、去年、本月、上月、本季度、近30天、2025-07 或 2025-01-01..2025-03-31（先后不能颠倒）",
        "a period: this_year, last_year, this_month, last_month, this_quarter, last_30_days, 2025-07"
        " or 2025-01-01..2025-03-31, the earlier day first",
    ),
    "choice": ("应为可选的值", "one of the choices"),
    "multi_choice": ("应为可选的值，以逗号分开", "some of the choices, with commas between"),
    "ids": (
        f"应为编号，以逗号分开，最多 {MOST_IDS:,} 个",
        f"ids, with commas between, at most {MOST_IDS:,}",
    ),
}


def bound(saved: "SavedStatement", given: Mapping[str, object], today: date) -> dict[str, object]:
    """The values to bind: ``resolved``, each under the names that it is bound as."""
    return to_bind(saved, resolved(saved, given, today))


def resolved(
    saved: "SavedStatement", given: Mapping[str, object], today: date
) -> dict[str, object]:
    """The value of every declared parameter: the given one checked, or its default.

    An optional one that is given empty has no value (None), whatever its default.
    Raises BadValue for a name that is not declared and for a value that is not allowed.
    """
    declared = saved.header.parameters
    for name in given:
        if name not in declared:
            raise _undeclared(saved.id, name, declared)
    return {
        name: parsed(name, parameter, given_or_default(name, parameter, given), today)
        for name, parameter in declared.items()
    }


def to_bind(saved: "SavedStatement", values: Mapping[str, object]) -> dict[str, object]:
    """Resolved values under the names that they are bound as."""
    found: dict[str, object] = {}
    for name, one in saved.header.parameters.items():
        found |= zip(bound_names(name, one), _parts(name, one, values[name]), strict=True)
    return found


def bound_names(name: str, parameter: Parameter) -> tuple[str, ...]:
    """The names that a parameter is bound as: a day with its end, a period by its ends."""
    if parameter.type == "period":
        return tuple(f"{name}_{part}" for part in ("from", "to", "begin", "end"))
    return ("as_of", "as_of_end") if name == "as_of" else (name,)


def _parts(name: str, parameter: Parameter, value: object) -> tuple[object, ...]:
    if parameter.type == "period":
        if not isinstance(value, Period):
            return (None,) * 4
        first, end = value.first, value.end
        return first, end, _midnight(first), _midnight(end)
    if name == "as_of":
        return value, end_of(value) if isinstance(value, date) else None
    if parameter.type == "ids" and value is not None:
        return ({"id": value},)  # the server plans anew for a list of another order of length
    return (value,)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def end_of(day: date) -> datetime:
    """The last instant of a day at +08:00."""
    return datetime.combine(day, time.max, SHANGHAI)


def is_empty(value: object) -> bool:
    """Whether it is no value: None, no text, no choice."""
    return value is None or value in ([], ()) or (isinstance(value, str) and not value.strip())


def given_or_default(name: str, parameter: Parameter, given: Mapping[str, object]) -> object:
    """The value given for a parameter, or else its default, which an optional one that is given
    empty takes away."""
    value = given.get(name, parameter.default)
    return parameter.default if is_empty(value) and not parameter.optional else value


def parsed(name: str, parameter: Parameter, value: object, today: date) -> object:
    """One value, parsed and checked against type, bounds and listed values; None where an optional
    parameter has none. Raises BadValue."""
    if is_empty(value):
        if parameter.optional:
            return None
        raise MissingValue.of(name, parameter.label.zh, parameter.label.en)
    try:
        found = _parse(parameter, value, today)
    except (ValueError, TypeError, ArithmeticError):
        raise refused(name, parameter, value, *_WANTED[parameter.type]) from None
    if isinstance(found, int | float) and not isinstance(found, bool):
        _check_bounds(name, parameter, found)
    if parameter.values is not None:
        check_choice(name, parameter, found, _worded(parameter))
    return found


def meaning(name: str, parameter: Parameter, value: object, today: date) -> Words | None:
    """What a value means, in words: 上月（2025年7月1日至31日）; None where there is no value.

    ``value`` as for ``parsed``. Raises BadValue.
    """
    found = parsed(name, parameter, value, today)
    if found is None:
        return None
    if parameter.type == "date":
        return day_meant(value, today)
    return period_meant(value, today) if parameter.type == "period" else in_words(parameter, found)


def in_words(parameter: Parameter, value: object) -> Words:
    """A resolved value as people read it: codes by their words, days as they are written."""
    if isinstance(value, bool):
        return words()["boolean"]["true" if value else "false"]
    if isinstance(value, Period):
        return period_meant(value, value.first)
    if isinstance(value, date):
        return day_meant(value, value)
    several = value if isinstance(value, list) else [value]
    listed = parameter.words or ""
    zh, en = ([word(listed, str(one), lang) for one in several] for lang in ("zh", "en"))
    return Words(zh="、".join(zh), en=", ".join(en))


def _worded(parameter: Parameter) -> list[tuple[str, str, str]]:
    """The listed values with their words."""
    listed = parameter.words or ""
    return [
        (value, word(listed, value, "zh"), word(listed, value, "en"))
        for value in parameter.values or ()
    ]


def _parse(parameter: Parameter, value: object, today: date) -> object:
    match parameter.type:
        case "integer":
            return _integer(value)
        case "number":
            number = float(str(value))
            if not math.isfinite(number):
                raise ValueError
            return number
        case "boolean":
            return _boolean(value)
        case "date" | "period":
            return _days(parameter, value, today)
        case "multi_choice":
            return several_values(value)
        case "ids":
            return several_ids(value)
        case _:
            text = str(value)
            if len(text) > _LONGEST or "\0" in text:
                raise ValueError
            text.encode()  # half a character cannot be sent: UnicodeEncodeError is a ValueError
            return text


def _days(parameter: Parameter, value: object, today: date) -> date | Period:
    """A day or a period, where there is room to reckon with it."""
    found = day_of(value, today) if parameter.type == "date" else period_of(value, today)
    first, last = (found, found) if isinstance(found, date) else (found.first, found.last)
    if not EARLIEST <= first <= last <= LATEST:
        raise ValueError
    return found


def _integer(value: object) -> int:
    number = Decimal(str(value).strip())
    if not number.is_finite() or abs(number) > _MOST or number != int(number):
        raise ValueError
    return int(number)


def _boolean(value: object) -> bool:
    typed = str(value).strip().lower()
    if typed in _TRUE or typed in _FALSE:
        return typed in _TRUE
    raise ValueError


def _check_bounds(name: str, parameter: Parameter, found: float) -> None:
    low, high = parameter.min, parameter.max
    if (low is None or found >= low) and (high is None or found <= high):
        return
    if low is not None and high is not None:
        zh = en = f"{low:.15g}–{high:.15g}"
        raise refused(name, parameter, found, f"应在 {zh} 之内", f"allowed: {en}")
    if low is not None:
        raise refused(name, parameter, found, f"不能小于 {low:.15g}", f"at least {low:.15g}")
    raise refused(name, parameter, found, f"不能大于 {high:.15g}", f"at most {high:.15g}")


def _undeclared(id: str, name: str, declared: Iterable[str]) -> BadValue:
    zh, en = meant(name, names := list(declared))
    return BadValue.about(
        name,
        f"{id} 没有参数 {name}（有：{'、'.join(names) or '无'}）。{zh}",
        f"{id} has no parameter {name} (it has: {', '.join(names) or 'none'}).{en}",
    )
