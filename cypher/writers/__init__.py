"""An answer as a file, by format: one function each, from a table and a language to bytes."""

from collections.abc import Callable

from cypher.table import Table
from cypher.writers.text import to_csv, to_json
from cypher.writers.workbook import to_xlsx

WRITERS: dict[str, Callable[[Table, str], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "xlsx": to_xlsx,
}
"""Format to writer. The same answer and language give the same bytes."""

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Format to media type."""
