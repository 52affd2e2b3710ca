"""Words of the interface, and values as people here write them."""

from datetime import date, datetime, time
from functools import cache
from html import escape
from importlib.resources import files

import yaml

from graph.model import FAR_DAY

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@cache
def _words() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = yaml.safe_load(
        files("dashboard.web").joinpath("words.yaml").read_text("utf-8")
    )
    return told


def say(key: str, lang: str, **values: object) -> str:
    """The words for a key. Raises KeyError where there are none."""
    return _words()[key][lang].format(**values)


def day(value: date, lang: str) -> str:
    """A day as people write it; the far day means that it goes on."""
    if value.year >= FAR_DAY.year:
        return say("ongoing", lang)
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def money(fen: float, lang: str) -> str:
    """Fen as yuan; in Chinese 万元 from ten thousand on."""
    yuan = fen / 100
    if lang == "zh" and abs(yuan) >= 10_000:
        return f"{yuan / 10_000:,.2f}".rstrip("0").rstrip(".") + "万元"
    text = f"{yuan:,.2f}".removesuffix(".00")
    return f"{text}元" if lang == "zh" else f"¥{text}"


def shown(value: object, unit: str | None, lang: str) -> str:
    """Any value as text, not yet escaped: 0 is 0, None is 无记录."""
    if value is None:
        return say("none", lang)
    if isinstance(value, bool):
        return say("yes_" if value else "no_", lang)
    if isinstance(value, int | float):
        return _number(value, unit, lang)
    if isinstance(value, datetime):
        return f"{day(value.date(), lang)} {value:%H:%M}"
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list):
        return ("、" if lang == "zh" else ", ").join(shown(one, unit, lang) for one in value)
    return str(value)


def _number(value: float, unit: str | None, lang: str) -> str:
    if value != value:
        return "–"
    if unit == "fen":
        return money(value, lang)
    if unit == "percent":
        return f"{value * 100:.1f}".removesuffix(".0") + "%"
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")
    return text


def html(text: str) -> str:
    """Text as HTML that shows it and nothing else."""
    return escape(text, quote=True)
