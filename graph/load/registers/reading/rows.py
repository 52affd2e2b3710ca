"""The rows of a sheet by a register, but for the row of example."""

from collections.abc import Iterator

from graph.load.registers import notation
from graph.load.registers.examples import MARK, example
from graph.load.registers.language import Column, Register
from graph.load.registers.notation import Step
from graph.load.registers.reading.columns import bind
from graph.load.registers.reading.sheet import Bound, RegisterSheet, SheetRow
from graph.load.registers.reading.values import read_cell
from graph.load.table import cells
from graph.load.table.problems import Place, RowProblem, Words, excerpt
from graph.load.table.sheets import RawSheet
from graph.model.town import Town
from graph.model.words import even
from graph.text import unprintable


def read_sheet(
    sheet: RawSheet, register: Register, town: Town, left_out: frozenset[str] = frozenset()
) -> RegisterSheet:
    """The rows of a sheet by a register; ``left_out`` are columns as ``sheet!header`` to pass over."""
    found = RegisterSheet(register, sheet, town)
    found.problems += sheet.faults
    found.notes += sheet.notes
    bind(found, left_out)
    for number, cells_of_row in _without_example(found):
        row = _read_row(found, Place(sheet.file, sheet.title, number), cells_of_row)
        if row.values or row.cells:
            found.rows.append(row)
    _tell_repeated(found)
    return found


def _tell_repeated(found: RegisterSheet) -> None:
    """A row that says no more than one before it is the same thing, which is told."""
    first: dict[str, int] = {}
    faulty = {problem.place.row for problem in found.problems}
    for row in (one for one in found.rows if one.place.row not in faulty):
        number = first.setdefault(repr((row.chosen, row.values, row.cells)), row.place.row)
        if number != row.place.row:
            wrong = (
                f"与第 {number} 行完全相同，只算一条",
                f"it says the same as row {number} and counts once",
            )
            meant = ("若是两件事，请各写编号", "give each its id if they are two")
            header = found.columns[0].header
            found.notes.append(RowProblem(row.place, header, wrong, meant, "row.repeated"))


def _without_example(found: RegisterSheet) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows but the example; what was the example and has been changed is told and loaded."""
    for number, row in found.sheet.rows:
        given = {b.at: cells.stripped(row[b.at]) for b in found.columns if b.at < len(row)}
        first = [b.at for b in found.columns if b.column is found.register.columns[0]]
        marked = [at for at in first if given.get(at) == MARK]
        if not marked:
            yield number, row
            continue
        if all(
            _is_example(found, bound.column, given.get(bound.at))
            for bound in found.columns
            if bound.at not in marked
        ):
            continue
        place = Place(found.sheet.file, found.sheet.title, number)
        header = next(bound.header for bound in found.columns if bound.at in marked)
        wrong = (
            "这一行原是示例，已有改动，按数据导入",
            "this row was the example; it has been changed and is loaded as data",
        )
        found.notes.append(RowProblem(place, header, wrong))
        yield number, tuple(None if at in marked else cell for at, cell in enumerate(row))


def _is_example(found: RegisterSheet, column: Column, value: object) -> bool:
    shown = (example(found.register, column, lang, found.town) for lang in ("zh", "en"))
    return _plain(value) in map(_plain, shown)


def _plain(value: object) -> str:
    """A cell as it is compared with the example's: days, times and numbers however they are kept."""
    try:
        return notation.written(notation.moment(value))
    except cells.NotAValue:
        text = format(value, "g") if isinstance(value, float) else str(value)
        return "" if value is None else even(text)


def _read_row(found: RegisterSheet, place: Place, cells_of_row: tuple[object, ...]) -> SheetRow:
    row = SheetRow(place)
    given = [
        (bound, value)
        for bound in found.columns
        if bound.at < len(cells_of_row)
        and (value := cells.stripped(cells_of_row[bound.at])) is not None
    ]
    for bound, value in given:
        if bound.column.chooses:
            row.chosen = _chosen(found, place, bound, value)
            row.broken = row.chosen is None
    if given and row.chosen is None and not row.broken:
        row.chosen = _usual_kind(found.register)
    if found.register.chosen and given and row.chosen is None and not row.broken:
        header = found.header_of(lambda column: column.chooses)
        found.missing(place, header, _kinds_in_words(found.register))
        row.broken = True
    for bound, value in given if not row.broken else ():
        if isinstance(value, str) and (hidden := unprintable(value)):
            code = f"U+{ord(hidden):04X}"
            wrong = (
                f"有不可见的控制字符 {code}",
                f"it holds the invisible control character {code}",
            )
            found.problem(place, bound.header, wrong, ("删去它", "the text without it"))
            row.broken = True
        elif not (bound.column.chooses or bound.column.skip):
            read_cell(found, row, bound, value, cells_of_row[bound.at])
    _take_submission(found, row)
    return row


def _take_submission(found: RegisterSheet, row: SheetRow) -> None:
    """When a wish was handed in tells it from others of the same words."""
    for bound in found.columns if found.register.life else ():
        step = row.cells.get(bound.column.zh)
        if bound.column.step == "SUBMITTED" and isinstance(step, Step):
            row.values.setdefault("wish", {})["submittedAt"] = step.at


def _kinds_in_words(register: Register) -> Words:
    kinds = [register.word_of_kind(name) for name in register.choosable]
    return "、".join(zh for zh, _ in kinds), ", ".join(en for _, en in kinds)


def _usual_kind(register: Register) -> str | None:
    """Which of its kinds every row of a register is where no column says so."""
    usual = next((c.default for c in register.columns if c.chooses and c.default), None)
    return _kind_of_word(register, usual) if usual is not None else None


def _kind_of_word(register: Register, word: object) -> str | None:
    for name in register.choosable:
        if even(str(word)) in map(even, register.word_of_kind(name)):
            return name
    return None


def _chosen(found: RegisterSheet, place: Place, bound: Bound, value: object) -> str | None:
    if (name := _kind_of_word(found.register, value)) is not None:
        return name
    wrong = (f"“{excerpt(value)}”不在允许的值中", f"{excerpt(value)!r} is not one of the values")
    found.problem(place, bound.header, wrong, _kinds_in_words(found.register))
    return None
