"""Values as people give them, from a form, an address or a command line, to what is bound."""

from collections.abc import Mapping
from datetime import date, datetime, time

from cypher.errors import BadValue
from cypher.header import Parameter
from cypher.parsing import Saved
from graph.model import SHANGHAI

_TRUE, _FALSE = ("true", "1", "yes", "on", "是"), ("false", "0", "no", "off", "否")


def bound(saved: Saved, given: Mapping[str, object], today: date) -> dict[str, object]:
    """The values to bind: given ones checked, defaults for the rest, ``as_of_end`` with ``as_of``.

    Raises BadValue for an unknown name and for a value that is not allowed.
    """
    declared = saved.header.parameters
    for name in given:
        if name not in declared:
            allowed = "、".join(declared) or "-"
            raise BadValue(
                f"{saved.id} 没有参数 {name}(有:{allowed})。",
                f"{saved.id} has no parameter {name} (it has: {', '.join(declared) or '-'}).",
            )
    values = {
        name: parsed(name, parameter, given.get(name), today)
        for name, parameter in declared.items()
    }
    day = values.get("as_of")
    if isinstance(day, date):
        values["as_of_end"] = datetime.combine(day, time(23, 59, 59, 999999), SHANGHAI)
    return values


def parsed(name: str, parameter: Parameter, value: object, today: date) -> object:
    """One value, parsed and checked. Raises BadValue."""
    if value is None or value == "" or value == []:
        value = parameter.default
    if value is None:
        if parameter.optional:
            return None
        raise _bad(name, parameter, value, "必填", "a value is needed")
    try:
        found = _parse(parameter, value, today)
    except (ValueError, TypeError):
        raise _bad(name, parameter, value, *_WANTED[parameter.type]) from None
    _check(name, parameter, found)
    return found


_WANTED = {
    "text": ("文字", "text"),
    "integer": ("整数", "a whole number"),
    "number": ("数", "a number"),
    "boolean": ("是或否", "true or false"),
    "date": ("日期，如 2025-08-31,或 today", "a date such as 2025-08-31, or today"),
    "choice": ("可选的值", "one of the choices"),
    "multi_choice": ("可选的值", "some of the choices"),
}


def _parse(parameter: Parameter, value: object, today: date) -> object:
    match parameter.type:
        case "integer":
            number = float(str(value))
            if number != int(number):
                raise ValueError
            return int(number)
        case "number":
            return float(str(value))
        case "boolean":
            return _boolean(value)
        case "date":
            return _date(value, today)
        case "multi_choice":
            return [str(one) for one in value] if isinstance(value, list) else str(value).split(",")
        case _:
            return str(value)


def _boolean(value: object) -> bool:
    said = str(value).strip().lower()
    if said in _TRUE:
        return True
    if said in _FALSE:
        return False
    raise ValueError


def _date(value: object, today: date) -> date:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    said = str(value).strip()
    return today if said in ("today", "今天") else date.fromisoformat(said.replace("/", "-"))


def _check(name: str, parameter: Parameter, found: object) -> None:
    if isinstance(found, int | float) and not isinstance(found, bool):
        low, high = parameter.min, parameter.max
        if (low is not None and found < low) or (high is not None and found > high):
            span = (
                f"{low:g}–{high:g}" if low is not None and high is not None else f"{low or high:g}"
            )
            raise _bad(name, parameter, found, f"应在 {span} 之内", f"allowed: {span}")
    if parameter.values is not None:
        for one in found if isinstance(found, list) else [found]:
            if one not in parameter.values:
                allowed = ", ".join(parameter.values)
                raise _bad(name, parameter, one, f"可选:{allowed}", f"allowed: {allowed}")


def _bad(name: str, parameter: Parameter, value: object, zh: str, en: str) -> BadValue:
    said = "" if value is None else str(value)
    return BadValue(
        f"参数 {name}({parameter.label.zh})的值“{said}”不行:{zh}。",
        f"The value {said!r} of {name} ({parameter.label.en}) is not allowed: {en}.",
    )
