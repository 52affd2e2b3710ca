"""Values as a file holds them, and the facts that every file carries."""

import math
import re
from datetime import date, time

from cypher.format import NUMERIC_UNITS, format_plain, format_value
from cypher.nothing import Nothing
from cypher.table import Table
from cypher.words import word
from graph.model import FAR_DAY

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def typed_cell(table: Table, name: str, value: object, lang: str) -> object:
    """A cell for a file that knows types: numbers as numbers (fen as yuan), the rest as text.

    Codes, what is empty though not for want of a record, and what is no number are words; None
    stands for what was not recorded.
    """
    value = _in_words(table, name, value, lang)
    if value is None or isinstance(value, bool | date | time | str):
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return format_value(value, lang)
    if isinstance(value, int | float):
        return value / 100 if table.column(name).unit == "fen" else value
    return format_plain(value)


def plain_cell(table: Table, name: str, value: object, lang: str) -> str:
    """A cell as text for a program to read: as ``typed_cell``, with nothing for None."""
    return format_plain(_in_words(table, name, value, lang), table.column(name).unit)


def _in_words(table: Table, name: str, value: object, lang: str) -> object:
    value = table.decode(name, value, lang)
    far = isinstance(value, date) and value.year >= FAR_DAY.year
    return format_value(value, lang) if far or isinstance(value, Nothing) else value


def printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("�", text)


def heading(table: Table, name: str, lang: str, *, share: str | None = None) -> str:
    """A column's label with its unit; ``share`` is the unit of shares where they are not 0 to 1."""
    column = table.column(name)
    label = column.label.get(lang)
    unit = word("unit", column.unit, lang) if column.unit in NUMERIC_UNITS - {"count"} else ""
    if share is not None and column.unit == "percent":
        unit = share
    if not unit or f"（{unit}）" in label or f"({unit})" in label:
        return label
    return f"{label}（{unit}）" if lang == "zh" else f"{label} ({unit})"


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
    found = [(label, text) for _, label, text in table.asked(lang)]
    if header.no_past:
        found.append(("没有历史" if zh else "Without a past", header.no_past.get(lang)))
    found.append(("行数" if zh else "Rows", rows_said(table, lang)))
    if table.withheld:
        least = header.privacy.small_cell
        withheld = (
            f"{table.withheld} 格（小于 {least}）" if zh else f"{table.withheld} cells (< {least})"
        )
        found.append(("未公开" if zh else "Withheld", withheld))
    if table.notes:
        notes = ("" if zh else " ").join(note.get(lang) for note in table.notes)
        found.append(("注意" if zh else "Note", notes))
    found += [
        ("数据性质" if zh else "Kinds of data", ("、" if zh else ", ").join(kinds) or "-"),
        ("报表" if zh else "Report", f"{table.id} · {table.version}"),
    ]
    return found
