"""Values as a file holds them, and the facts that every file carries."""

from datetime import date, datetime, time

from cypher.catalogue import words
from cypher.table import Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(table: Table, name: str, value: object, lang: str) -> object:
    """A value in words and units: yuan for fen; text that a spreadsheet would run is made harmless."""
    value = table.said(name, value, lang)
    if table.column(name).unit == "fen" and isinstance(value, int | float):
        return value / 100
    if value is None or isinstance(value, bool | int | float | date | time):
        return value
    text = value if isinstance(value, str) else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def iso(value: object) -> object:
    """Dates and times as ISO text to the second."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def heading(table: Table, name: str, lang: str) -> str:
    """A column's label with its unit."""
    column = table.column(name)
    units = {"fen": ("元", "CNY"), "percent": ("0–1", "0–1")}
    unit = units.get(column.unit or "")
    tail = f" ({unit[0 if lang == 'zh' else 1]})" if unit else ""
    return column.label.get(lang) + tail


def facts(table: Table, lang: str) -> list[tuple[str, str]]:
    """What a figure carries: title, day, parameters, rows, version, provenance, definition."""
    zh = lang == "zh"
    header = table.header
    more = ("(还有更多)" if zh else " (there are more)") if table.truncated else ""
    given = ", ".join(f"{k} = {v}" for k, v in table.parameters.items() if v is not None)
    kinds = [words()["provenance"][kind].get(lang) for kind in table.provenance]
    found = [
        ("标题" if zh else "Title", header.title.get(lang)),
        ("说明" if zh else "About", header.about.get(lang)),
        ("参数" if zh else "Parameters", given or "-"),
        ("行数" if zh else "Rows", f"{len(table.rows)}{more}"),
        ("报表" if zh else "Report", f"{table.id} · {table.version}"),
        ("数据性质" if zh else "Provenance", "、".join(kinds) if zh else ", ".join(kinds)),
    ]
    if header.definition:
        found.append(("定义" if zh else "Definition", header.definition.get(lang)))
    return found
