"""Values as a file holds them, and the facts that every file carries."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time

from cypher.table import Table
from cypher.values.days import written
from cypher.words import word
from graph.model import FAR_DAY

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNITS = {
    "day": ("天", "days"),
    "month": ("月", "months"),
    "fen": ("元", "yuan"),
    "minute": ("分钟", "min"),
    "metre": ("米", "m"),
    "percent": ("0–1", "0–1"),
    "person": ("人", "people"),
}


def cell(table: Table, name: str, value: object, lang: str) -> object:
    """A value in words and units: fen as yuan, codes as words, the far day as not ended."""
    if isinstance(value, date) and not isinstance(value, datetime) and value >= FAR_DAY:
        return written(value, lang)
    if isinstance(value, datetime) and value.year >= FAR_DAY.year:
        return written(value.date(), lang)
    value = table.said(name, value, lang)
    if table.column(name).unit == "fen" and _is_number(value):
        return value / 100  # type: ignore[operator]
    if isinstance(value, float) and value - value != 0:
        return str(value)
    if value is None or isinstance(value, bool | int | float | date | time | str):
        return value
    return told(value)


def printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("�", text)


def told(value: object) -> str:
    """A list or mapping as text: items with commas where they are plain, else JSON."""
    if isinstance(value, list) and not any(isinstance(one, list | Mapping) for one in value):
        return ", ".join("" if one is None else str(iso(one)) for one in value)
    return json.dumps(value, ensure_ascii=False, default=lambda one: str(iso(one)))


def iso(value: object) -> object:
    """Dates and times as ISO text to the second."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else value


def heading(table: Table, name: str, lang: str, *, share: str | None = None) -> str:
    """A column's label with its unit; ``share`` is the unit of shares where they are not 0 to 1."""
    column = table.column(name)
    unit = _UNITS.get(column.unit or "")
    if unit is None:
        return column.label.get(lang)
    said = share if share is not None and column.unit == "percent" else unit[lang != "zh"]
    label = column.label.get(lang)
    if not said or f"（{said}）" in label or f"({said})" in label:
        return label
    return f"{label}（{said}）" if lang == "zh" else f"{label} ({said})"


def rows_said(table: Table, lang: str, shown: int | None = None) -> str:
    """How many rows there are of how many; ``shown`` where the table does not hold them."""
    shown = len(table.rows) if shown is None else shown
    if table.truncated:
        return (
            f"前 {shown} 行，实际超过 {shown} 行"
            if lang == "zh"
            else f"the first {shown} of more than {shown}"
        )
    return f"{shown} 行，全部" if lang == "zh" else f"{shown}, all there are"


def facts(table: Table, lang: str) -> list[tuple[str, str]]:
    """What a figure carries: what it is and means, and the facts of this answer."""
    zh, header = lang == "zh", table.header
    found = [
        ("标题" if zh else "Title", header.title.get(lang)),
        ("说明" if zh else "About", header.about.get(lang)),
    ]
    if header.definition:
        found.append(("定义" if zh else "Definition", header.definition.get(lang)))
    return found + answer_facts(table, lang)


def answer_facts(table: Table, lang: str) -> list[tuple[str, str]]:
    """Day, parameters, what has no past, rows, what is withheld, kinds of data, report and version."""
    zh, header = lang == "zh", table.header
    kinds = [word("provenance", kind, lang) for kind in table.provenance]
    found = [(label, said) for _, label, said in table.asked(lang)]
    if header.no_past:
        found.append(("没有历史" if zh else "Without a past", header.no_past.get(lang)))
    found.append(("行数" if zh else "Rows", rows_said(table, lang)))
    if table.withheld:
        least = header.privacy.small_cell
        withheld = (
            f"{table.withheld} 格（小于 {least}）" if zh else f"{table.withheld} cells (< {least})"
        )
        found.append(("未公开" if zh else "Withheld", withheld))
    found += [
        ("数据性质" if zh else "Kinds of data", ("、" if zh else ", ").join(kinds) or "-"),
        ("报表" if zh else "Report", f"{table.id} · {table.version}"),
    ]
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
