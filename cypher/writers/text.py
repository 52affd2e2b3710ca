"""CSV that Excel opens with Chinese intact, and JSON."""

import csv
import io
import json

from cypher.table import Table
from cypher.writers.cells import cell, facts, heading, iso


def to_csv(table: Table, lang: str) -> bytes:
    """UTF-8 with a byte-order mark and CRLF. Where there are more rows, the last line says so."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([heading(table, name, lang) for name in table.names])
    for row in table.rows:
        writer.writerow(
            [
                "" if value is None else iso(cell(table, name, value, lang))
                for name, value in zip(table.names, row, strict=True)
            ]
        )
    if table.truncated:
        shown = len(table.rows)
        told = f"只含前 {shown} 行，还有更多" if lang == "zh" else f"first {shown} rows only"
        writer.writerow([told])
    return out.getvalue().encode("utf-8-sig")


def to_json(table: Table, lang: str) -> bytes:
    """The rows as they are (money in fen, codes as codes) with the facts beside them."""
    told = {
        "report": table.id,
        "version": table.version,
        "facts": dict(facts(table, lang)),
        "truncated": table.truncated,
        "provenance": list(table.provenance),
        "columns": [
            {
                "name": name,
                "label": table.column(name).label.get(lang),
                "unit": table.column(name).unit,
            }
            for name in table.names
        ],
        "rows": table.dicts(),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, default=lambda v: str(iso(v)))
    return text.encode()
