"""What is wrong with, or worth knowing of, a sheet as such: merged, hidden, not worked out, left out."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import coordinate_to_tuple, get_column_letter

from graph.load.table.formats.grid import Grid, is_blank
from graph.load.table.headings import heading
from graph.load.table.problems import Place, RowProblem, Words, cell_ref, excerpt, spans

_SHOWN = 10
_Rows = Sequence[tuple[int, tuple[object, ...]]]
_MERGED: tuple[Words, Words] = (
    (
        "在合并单元格里，只有合并处的第一格有值",
        "it is within merged cells, of which only the first holds a value",
    ),
    ("取消合并，每一格都填", "unmerge and fill in each cell"),
)
_NOT_WORKED_OUT: tuple[Words, Words] = (
    ("公式还没有算出结果", "its formula was never worked out"),
    (
        "在 WPS 或 Excel 里打开、保存一次，或直接填值",
        "open and save the file in WPS or Excel, or fill in the value",
    ),
)
_BLIND: Words = (
    "这种格式看不到隐藏的行和列、合并单元格、公式和错误值；要看清，请另存为 .xlsx",
    "in this format hidden rows and columns, merged cells, formulas and error values cannot be seen; "
    "save it as .xlsx to have them looked at",
)


def column_not_read(place: Place, header: str) -> RowProblem:
    """The note that a column of numbers of rows was passed over."""
    words = ("只是序号，没有读入", "only numbers the rows and was not read")
    return RowProblem(place, header, words, code="column.numbers")


def sheet_not_read(place: Place) -> RowProblem:
    """The note that a sheet was left out by choice."""
    return RowProblem(
        place, "", ("按选择没有读入", "was left out by choice"), code="sheet.left_out"
    )


def unknown_column(place: Place, header: str, near: Words | None) -> RowProblem:
    """The fault of a column that is none of a sheet's; ``near`` is the header that may be meant."""
    if near is None:
        expected = (
            "改成台账里的列名，或选“不读这一列”",
            "rename it as in the workbook, or choose to leave the column out",
        )
    else:
        expected = (f"是不是“{near[0]}”？", f"did you mean {near[1]!r}?")
    wrong = (f"没有“{excerpt(header)}”这一列", f"there is no column {excerpt(header)!r}")
    return RowProblem(place, header, wrong, expected, "column.unknown", f"{place.sheet}!{header}")


def column_again(place: Place, header: str) -> RowProblem:
    """The fault of a second column for one field."""
    return RowProblem(place, header, ("这一项已有一列", "there already is a column for this"))


def value_without_header(place: Place, at: int) -> RowProblem:
    """The fault of a value in the column ``at`` (from 0), which has no header: it would be lost unseen."""
    name = f"第 {at + 1} 列 / column {at + 1}"
    wrong = ("这一格有内容，但它的列没有标题", "a value stands under no header")
    return RowProblem(place, name, wrong, ("写上列名", "the column's name"))


def faults_of(file: str, grid: Grid, header: Sequence[object], rows: _Rows) -> Iterator[RowProblem]:
    """A fault for each cell of a table that its file holds no value of, though it seems to."""
    numbers = {number for number, _ in rows}
    for row, column in _covered(grid, numbers):
        yield _fault(file, grid, header, row, column, "cell.merged", _MERGED)
    for cell in grid.without_value:
        row, column = coordinate_to_tuple(cell)
        if row in numbers:
            yield _fault(file, grid, header, row, column, "cell.formula", _NOT_WORKED_OUT)


def _covered(grid: Grid, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Rows and columns (from 1) of the cells that lie under others they were merged with."""
    for left, top, right, bottom in grid.merged:
        touched = range(max(top, min(numbers, default=0)), min(bottom, max(numbers, default=0)) + 1)
        for row in touched:
            if row in numbers:
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        yield row, column


def _fault(
    file: str,
    grid: Grid,
    header: Sequence[object],
    row: int,
    column: int,
    code: str,
    words: tuple[Words, Words],
) -> RowProblem:
    name = heading(header[column - 1]) if column <= len(header) else ""
    place = Place(file, grid.title, row)
    return RowProblem(place, name, *words, code, cell_ref(grid.title, row, column - 1))


_LEFT_OUT: dict[str, Words] = {
    "rows.above": ("在标题行上面，没有读入", "stands above the header and was not read"),
    "rows.below": (
        "是合计、签字或说明，没有读入",
        "is a total, a signature or a remark and was not read",
    ),
    "rows.header": ("是标题行又写了一遍，没有读入", "repeats the header and was not read"),
    "rows.hidden": ("是隐藏的或被筛选掉的，也读入了", "is hidden or filtered out; it was read"),
}


def _hidden_columns(grid: Grid, rows: _Rows) -> list[str]:
    """The letters of the hidden columns in which any row holds something."""
    widest = max(len(row) for _, row in rows)
    return [
        get_column_letter(at)
        for first, last in grid.hidden_columns
        for at in range(max(first, 1), min(last, widest) + 1)
        if any(at <= len(row) and not is_blank(row[at - 1]) for _, row in rows)
    ]


def _commented(grid: Grid, rows: _Rows) -> list[str]:
    """The cells with a comment in rows that are read."""
    numbers = {number for number, _ in rows}
    return [cell for cell in grid.comments if coordinate_to_tuple(cell)[0] in numbers]


def notes_of(
    file: str,
    grid: Grid,
    above: Sequence[int],
    feet: Sequence[int],
    again: Sequence[int],
    rows: _Rows,
) -> Iterator[RowProblem]:
    """What a person should know of a sheet: what was left out of it, and what they may not see."""
    sheet = Place(file, grid.title, 0)
    if grid.hidden and rows:
        hidden_sheet = ("这张表是隐藏的，也读入了", "this sheet is hidden; it was read")
        yield RowProblem(sheet, "", hidden_sheet, code="sheet.hidden")
    if rows and (names := _hidden_columns(grid, rows)):
        columns = (
            f"{'、'.join(names)} 列是隐藏的，也读入了",
            f"column {', '.join(names)} is hidden; it was read",
        )
        yield RowProblem(sheet, "", columns, code="columns.hidden")
    hidden = [number for number, _ in rows if number in grid.hidden_rows]
    for numbers, code in zip((above, feet, again, hidden), _LEFT_OUT, strict=True):
        if numbers:
            zh, en = _LEFT_OUT[code]
            words = (f"第 {spans(numbers)} 行{zh}", f"row {spans(numbers, ', ')} {en}")
            yield RowProblem(Place(file, grid.title, numbers[0]), "", words, code=code)
    if noted := _commented(grid, rows):
        many = len(noted) > _SHOWN
        words = (
            f"{'、'.join(noted[:_SHOWN])}{f' 等 {len(noted)} 格' if many else ''} 有批注，批注没有读入",
            f"{len(noted)} cells have comments, which were not read: {', '.join(noted[:_SHOWN])}"
            + (" …" if many else ""),
        )
        yield RowProblem(sheet, "", words, code="cell.comment")
    if not grid.sees_all and rows:
        yield RowProblem(sheet, "", _BLIND, code="sheet.blind")
