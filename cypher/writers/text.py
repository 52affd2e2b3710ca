"""CSV that Excel opens with Chinese intact, and JSON."""

import csv
import io
import json
import math

from cypher.table import Table
from cypher.writers.cells import cell, facts, heading, iso, rows_said

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLACES = {"fen": 2}


def to_csv(table: Table, lang: str) -> bytes:
    """UTF-8 with a byte-order mark and CRLF: one line of headings, then the rows.

    Text that a spreadsheet would take for a formula has an apostrophe before it. Where there are
    more rows than the file holds, its last line says so.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(heading(table, name, lang)) for name in table.names])
    units = [table.column(name).unit for name in table.names]
    for row in table.rows:
        writer.writerow(
            [
                _text(cell(table, name, value, lang), unit)
                for name, value, unit in zip(table.names, row, units, strict=True)
            ]
        )
    if table.truncated:
        writer.writerow([rows_said(table, lang)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _text(value: object, unit: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        places = _PLACES.get(unit or "")
        return f"{value:.{places}f}" if places is not None else str(value)
    return harmless(str(iso(value)))


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def to_json(table: Table, lang: str) -> bytes:
    """The rows as they are (money in fen, codes as codes, dates as ISO) with their facts."""
    told = {
        "report": table.id,
        "version": table.version,
        "facts": dict(facts(table, lang)),
        "as_of": table.as_of,
        "parameters": table.parameters,
        "rows_shown": len(table.rows),
        "rows_in_all": table.total,
        "truncated": table.truncated,
        "provenance": list(table.provenance),
        "columns": [
            {"name": one.name, "label": one.label.get(lang), "unit": one.unit}
            for one in table.columns
        ],
        "rows": [dict(zip(table.names, map(_plain, row), strict=True)) for row in table.rows],
    }
    text = json.dumps(
        told, ensure_ascii=False, indent=1, allow_nan=False, default=lambda one: str(iso(one))
    )
    return text.encode("utf-8", "replace")


def _plain(value: object) -> object:
    """A value that JSON can hold: what is no number there (NaN, infinity) becomes text."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value
