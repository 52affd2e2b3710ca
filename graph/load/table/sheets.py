"""A file as its sheets: each with its header row, the rows below it, and where each of them stands."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl

from graph.errors import LoadError
from graph.load.table.bounds import MOST_BYTES, bounded, refuse_too_large
from graph.load.table.problems import RowProblem

READ_ME = "说明 Read me"
Cells = Sequence[object]


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it stands.

    Cells are what the file's library gives: str, int, float, bool, date, datetime, time, timedelta
    or None. ``header_row`` and the numbers of the rows are those that a spreadsheet shows; blank
    rows are left out. ``faults`` must be mended; ``notes`` are told and hinder nothing.
    """

    file: str
    title: str
    header: tuple[object, ...]
    header_row: int
    rows: list[tuple[int, tuple[object, ...]]]
    faults: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()


def read_sheets(path: Path) -> list[RawSheet]:
    """Every sheet of a workbook but the one to be read by people; a CSV file is one sheet.

    Raises LoadError, with a sentence for the cause, where the file cannot be read at all.
    """
    refuse_too_large(path)
    read = _csv if path.suffix.lower() == ".csv" else _workbook
    return [_raw(path.name, title, rows) for title, rows in read(path)]


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing, or white space only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _raw(file: str, title: str, rows: Iterable[Cells]) -> RawSheet:
    filled = (
        (number, tuple(row)) for number, row in enumerate(rows, 1) if not all(map(is_blank, row))
    )
    number, header = next(filled, (1, ()))
    return RawSheet(file, title, header, number, list(filled))


def _workbook(path: Path) -> list[tuple[str, list[Cells]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is of no matter here
            with path.open("rb") as file:
                return list(_sheets(path.name, file))
    except (OSError, BadZipFile, KeyError, ValueError, EOFError, ParseError) as error:
        raise _unreadable(path) from error


def _sheets(name: str, file: io.BufferedReader) -> Iterator[tuple[str, list[Cells]]]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.title != READ_ME:
                sheet.reset_dimensions()  # what other programs write there is not always true
                rows = sheet.iter_rows(values_only=True)
                yield sheet.title, list(bounded(name, sheet.title, rows))
    finally:
        book.close()


def _csv(path: Path) -> list[tuple[str, list[Cells]]]:
    """The rows of a CSV file in UTF-8 or, as a Chinese Excel writes it, in GB 18030."""
    try:
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        csv.field_size_limit(MOST_BYTES)
        lines = csv.reader(io.StringIO(text, newline=""))
        return [(path.stem, list(bounded(path.name, path.stem, lines)))]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> LoadError:
    return LoadError(
        f"打不开 {path.name}：需要 XLSX 工作簿，或以 UTF-8 保存的 CSV 文件。",
        f"{path.name} cannot be read: an XLSX workbook or a CSV file in UTF-8 is needed.",
    )
