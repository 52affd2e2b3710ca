"""CSV that Excel opens with Chinese intact, and JSON."""

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Sequence

from cypher.format import format_plain
from cypher.nothing import Nothing
from cypher.run.stream import Stream
from cypher.table import Table
from cypher.words import words
from cypher.writers.cells import facts, heading, plain_cell, rows_said

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(table: Table, lang: str) -> bytes:
    """UTF-8 with a byte-order mark and CRLF: one line of headings, then the rows.

    Text that a spreadsheet would take for a formula has an apostrophe before it. Where there are
    more rows than the file holds, or the data changed while they were read, its last lines say so.
    """
    lines = _Lines(table, lang)
    return b"".join((lines.begin(), lines.some(table.rows), lines.end(len(table.rows), table)))


def csv_parts(stream: Stream, lang: str) -> Iterator[bytes]:
    """The same file a part at a time, for more rows than one would hold in memory."""
    lines = _Lines(stream.head, lang)
    yield lines.begin()
    for rows in stream:
        yield lines.some(rows)
    yield lines.end(stream.shown, stream.head)


class _Lines:
    """The lines of a CSV file with the columns of an answer."""

    def __init__(self, table: Table, lang: str) -> None:
        self._lang = lang
        self._heads = [harmless(heading(table, name, lang)) for name in table.names]
        self._shapes = [_shape(table, name, lang) for name in table.names]

    def begin(self) -> bytes:
        return _encoded([self._heads], "utf-8-sig")

    def some(self, rows: Sequence[tuple[object, ...]]) -> bytes:
        shapes = self._shapes
        return _encoded(
            [[shape(value) for shape, value in zip(shapes, row, strict=True)] for row in rows]
        )

    def end(self, shown: int, table: Table) -> bytes:
        """What who reads the rows must know, a line each: that there are more, that they were not of
        one state of the data."""
        lines = [rows_said(table, self._lang, shown)] if table.truncated else []
        lines += [words()["answer"]["moved"].get(self._lang)] if table.moved else []
        return _encoded([[line] for line in lines])


def _encoded(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def _shape(table: Table, name: str, lang: str) -> Callable[[object], str]:
    """A column's values as text; most are plain text or whole numbers, and these are quick."""
    column = table.column(name)
    uncoded = column.words is None and column.values is None
    plain = uncoded and column.unit != "fen"

    def shape(value: object) -> str:
        if value is None:
            return ""
        if plain and type(value) is str:
            return harmless(value)
        if plain and type(value) is int:
            return str(value)
        text = plain_cell(table, name, value, lang)
        return text if uncoded and isinstance(value, int | float) else harmless(text)

    return shape


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def to_json(table: Table, lang: str) -> bytes:
    """The rows as they are (money in fen, codes as codes, dates as ISO) with their facts."""
    answer = {
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
    text = json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False, default=format_plain)
    return text.encode("utf-8", "replace")


def _plain(value: object) -> object:
    """A value that JSON can hold.

    What is no number there (NaN, infinity) becomes text; what is empty for another reason than that
    nothing was recorded becomes ``{"empty": "withheld"}``.
    """
    if isinstance(value, Nothing):
        return {"empty": value.value}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return value
