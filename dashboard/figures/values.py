"""One value of a table as people here write it: days, money, shares, counts, and nothing at all."""

from collections.abc import Mapping
from datetime import date, datetime, time

from cypher.values.days import written
from dashboard.texts import say
from graph.model.base import FAR_DAY

NUMERIC_UNITS = frozenset({"day", "month", "fen", "minute", "metre", "percent", "person", "count"})


def shown(value: object, lang: str, unit: str | None = None) -> str:
    """A value as text: 0 stays 0, None becomes 无记录 / No record, fen become yuan.

    The far day is the end of what goes on, the far time a moment that has not come.
    """
    if value is None:
        return say("none", lang)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if isinstance(value, int | float):
        return number(value, unit)
    if isinstance(value, datetime) and value.year < FAR_DAY.year:
        return f"{day(value.date(), lang)} {value:%H:%M}"
    if isinstance(value, datetime):
        return say("not_yet", lang)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(one, lang)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(shown(one, lang) for one in value)
    return str(value)


def day(value: date, lang: str, *, beside: date | None = None) -> str:
    """A day: 2025年8月31日 or 31 Aug 2025; the far day means that it has not ended.

    ``beside`` a day of the same year its year is left out.
    """
    if value >= FAR_DAY:
        return say("not_ended", lang)
    text = written(value, lang)
    if beside is None or beside.year != value.year:
        return text
    return text.removeprefix(f"{value.year}年").removesuffix(f" {value.year}")


def period(since: date, as_of: date, lang: str) -> str:
    """The days that figures are of: 2024年9月1日至2025年8月31日."""
    return say("edition_from_to", lang, since=day(since, lang), to=day(as_of, lang))


def days_open(days: str, lang: str) -> str:
    """Days of the week written as 1 to 7 (1 is Monday): 周一至周五, Monday to Friday."""
    names = say("weekdays", lang).split(" ")
    held = [names[int(day) - 1] for day in days if day in "1234567"]
    if len(held) > 2 and days in "1234567":
        return say("from_to", lang, first=held[0], last=held[-1])
    return ("、" if lang == "zh" else ", ").join(held)


def number(value: int | float, unit: str | None = None) -> str:
    """A number with separators; fen as ¥ yuan with two places, a share as a percentage, parts of
    days and minutes to a tenth."""
    if value != value:  # NaN
        return "–"
    if unit == "fen":
        return money(value)
    if unit == "percent":
        return _trimmed(value * 100, 1) + "%"
    if unit in ("day", "minute") and isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else _trimmed(value, 2)


def money(fen: int | float) -> str:
    """Fen as yuan: ``¥12,345.67``."""
    return f"{'-' if fen < 0 else ''}¥{abs(fen) / 100:,.2f}"


def headline(value: object, lang: str, unit: str | None = None) -> tuple[str, str]:
    """A value as the number of a card and the small unit after it, such as ``44.06`` ``万元``."""
    if unit == "fen" and isinstance(value, int | float):
        if lang == "zh":
            wan = abs(value) >= 1_000_000
            return (
                (_trimmed(value / 1_000_000, 2), "万元") if wan else (f"{value / 100:,.2f}", "元")
            )
        return f"{'-' if value < 0 else ''}¥{abs(value) / 100:,.0f}", ""
    if unit == "percent" and isinstance(value, int | float):
        return _trimmed(value * 100, 1), "%"
    return shown(value, lang, unit), ""


def _trimmed(value: float, places: int) -> str:
    """A decimal without trailing noughts, and never ``-0``."""
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
