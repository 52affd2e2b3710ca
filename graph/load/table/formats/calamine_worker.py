"""Reads an old workbook in a process of its own, whose memory is bounded: ``calamine_worker.py FILE``.

Answers on standard output with pickles: for each sheet ``("sheet", title, hidden)`` and any number of
``("rows", number of the first, rows)``; at the end ``("end", cause)``, where no cause means that all
is said. It stands alone: nothing of ours is imported.
"""

import pickle
import sys
from itertools import islice
from typing import Any

import python_calamine

_MEMORY = 1_500_000_000
_SECONDS = 120
_CAUSES = {
    python_calamine.PasswordError: "password",
    python_calamine.ZipError: "truncated",
    python_calamine.XmlError: "truncated",
    OSError: "truncated",
}
"""Any other is of a file that its own reader does not take for one: it has too much, or is damaged."""


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; the file's size is bounded there too
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _say(*message: object) -> None:
    pickle.dump(message, sys.stdout.buffer)


def _sheets(path: str) -> None:
    # by the file: by its path the name would decide what it is
    with open(path, "rb") as file, python_calamine.load_workbook(file) as book:
        for about in book.sheets_metadata:
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            _say("sheet", about.name, hidden)
            _rows(book.get_sheet_by_name(about.name))


def _rows(sheet: Any) -> None:
    """The rows with as many empty cells before them as there are columns left out."""
    before = [None] * (sheet.start[1] if sheet.start else 0)
    rows = sheet.iter_rows()
    number = 1
    while some := list(islice(rows, 500)):
        _say("rows", number, [before + row for row in some])
        number += len(some)


def main() -> None:
    """Read the file that is named on the command line."""
    _limit()
    try:
        _sheets(sys.argv[1])
    except (python_calamine.CalamineError, MemoryError, OSError, ValueError) as error:
        _say("end", _CAUSES.get(type(error), "too_large"))
    else:
        _say("end", "")
    sys.stdout.flush()


main()
