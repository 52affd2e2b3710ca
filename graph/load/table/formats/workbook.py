"""Workbooks of Excel and WPS (.xlsx, .xlsm), read by openpyxl row by row.

openpyxl's reading of rows shows no hidden rows, merged cells or formulas beside their values; those
are found by one look at the sheet's own XML.
"""

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils import range_boundaries

from graph.load.table.bounds import bounded
from graph.load.table.formats.comments import comments_of
from graph.load.table.formats.grid import Grid, Range, filled_rows
from graph.load.table.formats.recognising import unreadable

_BLOCK, _OVERLAP = 4_000_000, 40_000
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="(\d+)"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col (?=[^<>]*\bhidden="(?:1|true)")[^<>]*>')
_COLUMN = re.compile(rb'\b(min|max)="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_WITHOUT_VALUE = re.compile(
    rb'<(?:\w+:)?c (?=[^<>]*\br="([A-Z]+\d+)")[^<>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FAULTS = (OSError, BadZipFile, KeyError, ValueError, EOFError, ParseError, TypeError, IndexError)


def read_workbook(path: Path, name: str) -> list[Grid]:
    """Every sheet. Raises LoadError where the file is damaged, or is too much."""
    try:
        _refuse_entities(path, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is of no matter here
            with path.open("rb") as file:
                return list(_grids(name, file))
    except _FAULTS as error:
        raise unreadable(name, "truncated") from error


def _refuse_entities(path: Path, name: str) -> None:
    """A workbook's XML declares no entities; one that does means to fill the memory."""
    with ZipFile(path) as archive:
        for part_name in archive.namelist():
            if part_name.endswith((".xml", ".rels")):
                with archive.open(part_name) as part:
                    head = part.read(4096).replace(b"\0", b"")
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise unreadable(name, "too_large")


def _grids(name: str, file: IO[bytes]) -> Iterator[Grid]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what other programs write there is not always true
            rows = bounded(name, sheet.title, sheet.iter_rows(values_only=True))
            grid = Grid(sheet.title, filled_rows(rows), sheet.sheet_state != "visible")
            _look(grid, sheet)
            grid.comments = comments_of(sheet)
            yield grid
    finally:
        book.close()


def _look(grid: Grid, sheet: Any) -> None:
    """Find in the sheet's XML what the rows do not show."""
    hidden: set[int] = set()
    columns: dict[tuple[int, int], None] = {}
    merged: dict[Range, None] = {}
    without_value: dict[str, None] = {}
    with sheet._get_source() as part:
        for text in _blocks(part):
            hidden.update(int(number) for number in _HIDDEN_ROW.findall(text))
            for one in _HIDDEN_COLUMNS.findall(text):
                ends = {name: int(number) for name, number in _COLUMN.findall(one)}
                columns[ends.get(b"min", 0), ends.get(b"max", 0)] = None
            merged.update((range_boundaries(ref.decode()), None) for ref in _MERGED.findall(text))  # type: ignore[misc]
            if b"f>" in text or b"<f" in text:
                without_value.update((ref.decode(), None) for ref in _WITHOUT_VALUE.findall(text))
    grid.hidden_rows = frozenset(hidden)
    grid.hidden_columns = tuple(columns)
    grid.merged = tuple(merged)
    grid.without_value = tuple(without_value)


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that each begin with the end of the one before, so that nothing is cut."""
    rest = b""
    while block := part.read(_BLOCK):
        yield rest + block
        rest = block[-_OVERLAP:]
