"""Which cell of a sheet a problem is of."""

import re
from collections.abc import Sequence

from openpyxl.utils import column_index_from_string

from graph.load.table.headings import heading
from graph.load.table.problems import RowProblem

_CELL = re.compile(r"!([A-Z]{1,3})([1-9]\d*)$")


def cell_of(problem: RowProblem, header: Sequence[object], header_row: int) -> tuple[int, int]:
    """Row and column of a problem's cell, from 0: the header's where the column or sheet is meant."""
    found = _CELL.search(problem.ref)
    if found:
        return int(found[2]) - 1, column_index_from_string(found[1]) - 1
    headings = [heading(cell) for cell in header]
    at = headings.index(problem.column) if problem.column in headings else 0
    return (problem.place.row or header_row) - 1, at
