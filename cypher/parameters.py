"""Values as people give them, from a form, an address or a command line, to what is bound."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from cypher.errors import BadValue, meant
from cypher.header import Parameter
from cypher.words import word
from graph.model import SHANGHAI

if TYPE_CHECKING:
    from cypher.parsing import Saved

_TRUE, _FALSE = ("true", "1", "yes", "on", "是"), ("false", "0", "no", "off", "否")
_TODAY = ("today", "今天")
_MOST = 2**63 - 1
_LONGEST = 2000
_NAMED = 8
_WANTED = {
    "text": (f"应为文字，最多 {_LONGEST} 字", f"text of at most {_LONGEST} characters"),
    "integer": ("应为整数", "a whole number"),
    "number": ("应为数", "a number"),
    "boolean": ("应为 true 或 false", "true or false"),
    "date": ("应为日期，如 2025-08-31、today 或 today-30", "a date: 2025-08-31, today or today-30"),
    "choice": ("应为可选的值", "one of the choices"),
    "multi_choice": ("应为可选的值，以逗号分开", "some of the choices, with commas between"),
}


def bound(saved: "Saved", given: Mapping[str, object], today: date) -> dict[str, object]:
    """The values to bind: given ones checked, defaults for the rest, ``as_of_end`` with ``as_of``.

    Raises BadValue for a name that is not declared and for a value that is not allowed.
    """
    declared = saved.header.parameters
    for name in given:
        if name not in declared:
            raise _undeclared(saved.id, name, declared)
    values = {
        name: parsed(name, parameter, given.get(name), today)
        for name, parameter in declared.items()
    }
    day = values.get("as_of")
    if isinstance(day, date):
        values["as_of_end"] = end_of(day)
    return values


def end_of(day: date) -> datetime:
    """The last instant of a day at +08:00."""
    return datetime.combine(day, time.max, SHANGHAI)


def parsed(name: str, parameter: Parameter, value: object, today: date) -> object:
    """One value, parsed and checked against type, bounds and listed values. Raises BadValue."""
    if value is None or value in ("", [], ()):
        value = parameter.default
    if value is None:
        if parameter.optional:
            return None
        raise _bad(name, parameter, value, "必须填写", "a value is needed")
    try:
        found = _parse(parameter, value, today)
    except (ValueError, TypeError, ArithmeticError):
        raise _bad(name, parameter, value, *_WANTED[parameter.type]) from None
    if isinstance(found, int | float) and not isinstance(found, bool):
        _check_bounds(name, parameter, found)
    if parameter.values is not None:
        check_choice(name, parameter, found, _worded(parameter))
    return found


def check_choice(
    name: str, parameter: Parameter, found: object, choices: Sequence[tuple[str, str, str]]
) -> None:
    """Refuse what is not among the choices (value, label in Chinese, in English), naming those."""
    values = [value for value, _, _ in choices]
    for one in found if isinstance(found, list) else [found]:
        if one in values:
            continue
        more = len(choices) > _NAMED
        zh = "、".join(_choice(value, label) for value, label, _ in choices[:_NAMED])
        en = ", ".join(_choice(value, label) for value, _, label in choices[:_NAMED])
        labelled = {label: value for value, *labels in choices for label in labels}
        near = meant(str(one), [*values, *labelled])
        if one in labelled:
            near = (f"是不是 {labelled[one]}？", f" Did you mean {labelled[one]}?")
        zh, en = f"可选：{zh}{'…' * more}", f"allowed: {en}{', …' * more}"
        raise _bad(name, parameter, one, zh, en, near)


def _choice(value: str, label: str) -> str:
    return value if label in ("", value) else f"{value} {label}"


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
        case "date":
            return _date(value, today)
        case "multi_choice":
            listed = value if isinstance(value, list | tuple | set | frozenset) else None
            found = map(str, listed) if listed is not None else str(value).split(",")
            return list(dict.fromkeys(one.strip() for one in found if one.strip()))
        case _:
            text = str(value)
            if len(text) > _LONGEST or "\0" in text:
                raise ValueError
            text.encode()  # half a character cannot be sent: UnicodeEncodeError is a ValueError
            return text


def _integer(value: object) -> int:
    number = Decimal(str(value).strip())
    if not number.is_finite() or abs(number) > _MOST or number != int(number):
        raise ValueError
    return int(number)


def _boolean(value: object) -> bool:
    said = str(value).strip().lower()
    if said in _TRUE or said in _FALSE:
        return said in _TRUE
    raise ValueError


def _date(value: object, today: date) -> date:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    said = str(value).strip().lower()
    for word_for_today in _TODAY:
        if said.startswith(word_for_today):
            back = said.removeprefix(word_for_today).replace(" ", "")
            return today + timedelta(days=int(back)) if back else today
    return date.fromisoformat(said.replace("/", "-"))


def _check_bounds(name: str, parameter: Parameter, found: float) -> None:
    low, high = parameter.min, parameter.max
    if (low is None or found >= low) and (high is None or found <= high):
        return
    if low is not None and high is not None:
        zh = en = f"{low:g}–{high:g}"
        raise _bad(name, parameter, found, f"应在 {zh} 之内", f"allowed: {en}")
    if low is not None:
        raise _bad(name, parameter, found, f"不能小于 {low:g}", f"at least {low:g}")
    raise _bad(name, parameter, found, f"不能大于 {high:g}", f"at most {high:g}")


def _undeclared(id: str, name: str, declared: Iterable[str]) -> BadValue:
    names = list(declared)
    zh, en = meant(name, names)
    return BadValue(
        f"{id} 没有参数 {name}（有：{'、'.join(names) or '无'}）。{zh}",
        f"{id} has no parameter {name} (it has: {', '.join(names) or 'none'}).{en}",
    )


def _bad(
    name: str,
    parameter: Parameter,
    value: object,
    zh: str,
    en: str,
    near: tuple[str, str] = ("", ""),
) -> BadValue:
    label = parameter.label
    if value is None:
        return BadValue(f"参数 {name}（{label.zh}）{zh}。", f"{name} ({label.en}): {en}.")
    said = str(value)
    said = said if len(said) <= 60 else said[:60] + "…"
    return BadValue(
        f"参数 {name}（{label.zh}）不能是“{said}”：{zh}。{near[0]}",
        f"{name} ({label.en}) cannot be {said!r}: {en}.{near[1]}",
    )
