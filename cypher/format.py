"""Values as text: the one formatter for the screen, for print, and for what files say in words."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from cypher.nothing import kind_of_nothing
from cypher.table import Table
from cypher.values.days import written
from cypher.words import word
from graph.model import FAR_DAY
from graph.values import Duration

NUMERIC_UNITS = frozenset({"day", "month", "fen", "minute", "metre", "percent", "person", "count"})
_UNITS_IN_HEADINGS = ("day", "month", "minute", "metre")
_ONE_YUAN, _TEN_THOUSAND_YUAN = 100, 1_000_000
"""In fen."""
_TOO_LONG, _TOO_SMALL = 1e15, 1e-6
"""A decimal from here on up, or down, is written with its power of ten."""


def format_cell(table: Table, name: str, value: object, lang: str) -> str:
    """A cell as people read it: its code in words, its number by the column's unit."""
    return format_value(table.decode(name, value, lang), lang, table.column(name).unit)


def format_heading(table: Table, name: str, lang: str) -> str:
    """A column's label, with its unit where the numbers do not say it and the label does not."""
    column = table.column(name)
    label = column.label.get(lang)
    unit = word("unit", column.unit, lang) if column.unit in _UNITS_IN_HEADINGS else ""
    if not unit or unit in label:
        return label
    return f"{label}（{unit}）" if lang == "zh" else f"{label} ({unit})"


def format_value(value: object, lang: str, unit: str | None = None) -> str:
    """A value as text: 0 stays 0, None becomes 无记录 / No record, fen become yuan.

    The far day is the end of what goes on, the far time a moment that has not come.
    """
    nothing = kind_of_nothing(value)
    if nothing is not None:
        return word("nothing", nothing.value, lang)
    if isinstance(value, bool):
        return word("boolean", str(value).lower(), lang)
    if isinstance(value, int | float):
        return format_number(value, lang, unit)
    if isinstance(value, date | time):
        return _format_time(value, lang)
    if isinstance(value, Mapping | list | tuple):
        return _format_several(value, lang)
    return format_duration(value, lang) if isinstance(value, Duration) else str(value)


def format_day(day: date, lang: str, *, beside: date | None = None) -> str:
    """A day: 2025年8月31日 or 31 Aug 2025; the far day means that it has not ended.

    ``beside`` a day of the same year its year is left out.
    """
    text = written(day, lang)
    if day >= FAR_DAY or beside is None or beside.year != day.year:
        return text
    return text.removeprefix(f"{day.year}年").removesuffix(f" {day.year}")


def format_period(first: date, last: date, lang: str) -> str:
    """Two days and all between them: 2024年9月1日至2025年8月31日."""
    return _from_to(format_day(first, lang), format_day(last, lang), lang)


def format_duration(value: Duration, lang: str) -> str:
    """A duration by its parts that are not 0: 1年2个月3天, 1 y 2 mo 3 d."""
    sign = -1 if value.seconds < 0 else 1
    hours, rest = divmod(abs(value.seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    years, months = divmod(abs(value.months), 12)
    parts = {
        "years": years if value.months > 0 else -years,
        "months": months if value.months > 0 else -months,
        "days": value.days,
        "hours": sign * int(hours),
        "minutes": sign * int(minutes),
        "seconds": sign * seconds,
    }
    named = [
        word("duration", name, lang).format(n=format_number(n, lang))
        for name, n in parts.items()
        if n
    ]
    nothing = word("duration", "seconds", lang).format(n=0)
    return ("" if lang == "zh" else " ").join(named) or nothing


def format_weekdays(days: str, lang: str) -> str:
    """Days of the week written as 1 to 7 (1 is Monday): 周一至周五, Monday to Friday."""
    names = [word("weekday", day, lang) for day in days if day in "1234567"]
    if len(names) > 2 and days in "1234567":
        return _from_to(names[0], names[-1], lang)
    return ("、" if lang == "zh" else ", ").join(names)


def format_number(value: int | float, lang: str, unit: str | None = None) -> str:
    """A number with separators; fen as ¥ yuan, a share as a percentage, a name as it stands.

    No number but 0 reads as 0: one too small for the usual places has as many as it needs.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return word("number", str(value), lang)
    if unit == "name" and abs(value) < _TOO_LONG and value == int(value):
        return str(int(value))
    if unit == "fen":
        return f"{'-' if value < 0 else ''}¥{_yuan(abs(value))}"
    if unit == "percent":
        return _decimal(value * 100, 1) + "%"
    if isinstance(value, int):
        return f"{value:,}"
    return _decimal(value, 1, 1) if unit in ("day", "minute") else _decimal(value, 2)


def format_headline(value: object, lang: str, unit: str | None = None) -> tuple[str, str]:
    """A value as the number of a card and the small unit after it, such as ``44.06`` ``万元``."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return format_value(value, lang, unit), ""
    if unit == "fen" and lang == "zh":
        if abs(value) >= _TEN_THOUSAND_YUAN:
            return _decimal(value / _TEN_THOUSAND_YUAN, 2), "万元"
        return format_number(value, lang, unit).replace("¥", ""), "元"
    if unit == "fen" and (value == 0 or abs(value) >= _ONE_YUAN):
        return f"{'-' if value < 0 else ''}¥{abs(value) / _ONE_YUAN:,.0f}", ""
    if unit == "percent":
        return format_number(value, lang, unit).removesuffix("%"), "%"
    return format_value(value, lang, unit), ""


def format_plain(value: object, unit: str | None = None) -> str:
    """A value for a program to read, as CSV holds it: no separators, days and times as ISO text.

    Fen are yuan; a list of plain values has commas, what is nested is JSON.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _yuan(value).replace(",", "") if unit == "fen" else str(value)
    if isinstance(value, Mapping) or _is_nested(value):
        return json.dumps(value, ensure_ascii=False, default=format_plain)
    if isinstance(value, list | tuple):
        return ", ".join(map(format_plain, value))
    return iso_text(value) or str(value)


def iso_text(value: object) -> str | None:
    """A day, a time or a moment as ISO text, to the second; None for anything else."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else None


def _is_nested(value: object) -> bool:
    return isinstance(value, list | tuple) and any(
        isinstance(one, list | tuple | Mapping) for one in value
    )


def _format_time(value: date | time, lang: str) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if not isinstance(value, datetime):
        return format_day(value, lang)
    if value.year >= FAR_DAY.year:
        return word("moment", "far", lang)
    return f"{format_day(value.date(), lang)} {value:%H:%M}"


def _format_several(value: Mapping[object, object] | Sequence[object], lang: str) -> str:
    """The items of a list or mapping; one inside another stands in brackets."""

    def item(one: object) -> str:
        text = format_value(one, lang)
        if isinstance(one, Mapping):
            return f"{{{text}}}"
        return f"[{text}]" if isinstance(one, list | tuple) else text

    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {item(one)}" for key, one in value.items())
    return ("、" if lang == "zh" else ", ").join(map(item, value))


def _from_to(first: str, last: str, lang: str) -> str:
    return word("span", "from_to", lang).format(first=first, last=last)


def _yuan(fen: int | float) -> str:
    """Fen as yuan with two places, exact however many there are."""
    if isinstance(fen, float) and fen != int(fen):
        return _decimal(fen / _ONE_YUAN, 2, 2)
    yuan, rest = divmod(abs(int(fen)), _ONE_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02}"


def _decimal(value: float, most: int, fewest: int = 0) -> str:
    """A decimal with at most and at least so many places, more where it would read as 0."""
    if abs(value) >= _TOO_LONG or 0 < abs(value) < _TOO_SMALL:
        return f"{value:.3g}"
    if 0 < abs(value) < 0.5 / 10**most:
        return f"{Decimal(f'{value:.2g}'):f}"
    text = f"{value:,.{most}f}"
    while text.endswith("0") and len(text.rpartition(".")[2]) > fewest:
        text = text[:-1]
    text = text.removesuffix(".")
    return text.removeprefix("-") if value == 0 or not text.strip("-0.,") else text
