"""Text files with a table in them: CSV and its kin, in whatever encoding and with whatever between."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from graph.load.table.bounds import LARGEST_FILE, bounded
from graph.load.table.formats.grid import Grid, filled_rows, is_blank
from graph.load.table.formats.recognising import unreadable

_DELIMITERS = (",", "\t", ";", "\uff0c", "|")  # \uff0c: the full-width comma
_TRIED = 20
Known = Callable[[object], bool]


def read_delimited(path: Path, name: str, known: Known) -> Grid:
    """The one table of a text file; ``known`` tells a column's name, by which the delimiter is found.

    Raises LoadError where it is no text, or not a whole one.
    """
    text, title = _decoded(path.read_bytes(), name), Path(name).stem
    csv.field_size_limit(LARGEST_FILE)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known))
        return Grid(title, filled_rows(bounded(name, title, lines)))
    except csv.Error as error:
        raise unreadable(name, "unknown") from error


def _decoded(data: bytes, name: str) -> str:
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and _is_damaged_utf8(data, error.start):
                raise unreadable(name, "encoding") from error
    raise unreadable(name, "encoding")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = data[:2000]
    if head[1::2].count(0) > len(head) // 8:
        return ("utf-16-le",)
    if head[::2].count(0) > len(head) // 8:
        return ("utf-16-be",)
    return "utf-8-sig", "gb18030"


def _is_damaged_utf8(data: bytes, at: int) -> bool:
    """Whether what stands before a broken byte is Chinese in UTF-8, and no other encoding's."""
    try:
        return sum("\u4e00" <= letter <= "\u9fff" for letter in data[:at].decode("utf-8")) > 1
    except UnicodeDecodeError:
        return False


def _delimiter(text: str, known: Known) -> str:
    """What gives the most known column names, else the most rows with equally many cells."""
    start = text[:20_000]

    def fit(delimiter: str) -> tuple[int, float, int]:
        lines = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        rows = [row for row in islice(lines, _TRIED) if not all(map(is_blank, row))]
        names = max((sum(map(known, row)) for row in rows if len(row) > 1), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        return names, often / max(len(rows), 1), width

    return max(_DELIMITERS, key=fit)
