"""How large a file may be, asked before and while it is unpacked, so that none can fill the memory."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from graph.errors import LoadError

LARGEST_FILE = 100_000_000
MOST_UNPACKED = 300_000_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 500
MOST_CELLS = 10_000_000
MOST_CHARACTERS = 32_767
"""Rows of a sheet and characters of a cell are Excel's own limits."""


def refuse_too_large(path: Path, name: str) -> None:
    """Raise LoadError, calling the file ``name``, for what is no plain file, or is too large, packed or unpacked."""
    if not path.is_file():
        raise _refused(name, "不是一个普通文件", "is not a plain file")
    if path.stat().st_size > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise _refused(name, f"超过 {most} MB", f"is larger than {most} MB")
    try:
        with ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return  # no archive: what it is instead is found when it is read
    if unpacked > MOST_UNPACKED:
        most = MOST_UNPACKED // 1_000_000
        zh, en = f"解压后超过 {most} MB", f"is larger than {most} MB when unpacked"
        raise _refused(name, zh, en)


def bounded(file: str, sheet: str, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    """The rows of a sheet as they come. Raises LoadError at the first that is too much."""
    cells = 0
    for number, row in enumerate(rows, 1):
        row = row[: _filled(row)]
        cells += len(row)
        if number > MOST_ROWS:
            raise _refused(
                f"{file} · {sheet}", f"超过 {MOST_ROWS:,} 行", f"has more than {MOST_ROWS:,} rows"
            )
        if len(row) > MOST_COLUMNS:
            zh, en = (
                f"第 {number} 行超过 {MOST_COLUMNS} 列",
                f"has more than {MOST_COLUMNS} columns in row {number}",
            )
            raise _refused(f"{file} · {sheet}", zh, en)
        if cells > MOST_CELLS:
            raise _refused(
                f"{file} · {sheet}",
                f"超过 {MOST_CELLS:,} 格",
                f"has more than {MOST_CELLS:,} cells",
            )
        for at, cell in enumerate(row, 1):
            if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
                place = f"{file} · {sheet} · {number} · {at}"
                zh, en = (
                    f"这一格超过 {MOST_CHARACTERS:,} 字",
                    f"holds more than {MOST_CHARACTERS:,} characters",
                )
                raise _refused(place, zh, en)
        yield row


def _filled(row: Sequence[object]) -> int:
    """How many cells there are up to the last that holds anything."""
    for at in range(len(row), 0, -1):
        if row[at - 1] not in (None, ""):
            return at
    return 0


def _refused(what: str, zh: str, en: str) -> LoadError:
    return LoadError(
        f"{what}：{zh}，没有读入。请只留下要导入的内容，或分成几个文件。",
        f"{what} {en} and was not read. Keep only what is to be loaded, or make several files of it.",
    )
