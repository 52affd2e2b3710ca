"""An answer as a file, by format: one function each, from a table and a language to bytes."""

from collections.abc import Callable

from cypher.table import Table
from cypher.writers import document
from cypher.writers.document import to_docx
from cypher.writers.text import csv_parts, to_csv, to_json
from cypher.writers.workbook import to_xlsx

WRITERS: dict[str, Callable[[Table, str], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "xlsx": to_xlsx,
    "docx": to_docx,
}
"""Format to writer. The same answer and language give the same bytes."""

MOST = {"csv": 1_000_000, "json": 100_000, "xlsx": 100_000, "docx": document.MOST}
"""Format to how many rows are asked for where all are; a CSV file is streamed, the rest held."""

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Format to media type."""


def to_file(
    table: Table, lang: str, format: str, picture: Callable[[], bytes | None] = lambda: None
) -> bytes:
    """An answer in a format; ``picture`` is asked for where the format takes one."""
    return to_docx(table, lang, picture()) if format == "docx" else WRITERS[format](table, lang)


__all__ = ["MEDIA", "MOST", "WRITERS", "csv_parts", "to_file"]
