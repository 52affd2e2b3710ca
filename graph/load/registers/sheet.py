"""One sheet as a register reads it: its columns found by their headers, its cells made into values."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches

from graph.load.registers import notation
from graph.load.registers.language import Column, Register
from graph.load.registers.records import Values
from graph.load.table import cells
from graph.load.table.fields import Field, expected
from graph.load.table.problems import Place, RowProblem, Words, excerpt
from graph.load.table.sheets import RawSheet
from graph.model.town import NO_TOWN, Town
from graph.model.words import choices, code_of, even, is_coded
from graph.text import unprintable

_TAIL = re.compile(r"[（(][^（()）]*[)）]$|[*＊]$")


@dataclass(frozen=True)
class Bound:
    """A column of a sheet: where it stands (from 0), its header, and what the register says of it."""

    at: int
    header: str
    column: Column


@dataclass
class SheetRow:
    """One row: the values of each node and relationship of it, and the cells that hold more."""

    place: Place
    values: dict[str, Values] = field(default_factory=dict)
    cells: dict[str, object] = field(default_factory=dict)
    """By the column's Chinese header: many, consents, headcounts, steps, days, as notation reads them."""
    ids: dict[str, str] = field(default_factory=dict)
    chosen: str | None = None
    broken: bool = False


@dataclass
class RegisterSheet:
    """A sheet of a register: its columns, its rows, and what is wrong with them."""

    register: Register
    sheet: RawSheet
    town: Town = NO_TOWN
    columns: list[Bound] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)

    def headers(self, part: str) -> dict[str, str]:
        """The header of each field of a node or relationship that the sheet has a column for."""
        return {
            ref.partition(".")[2]: bound.header
            for bound in self.columns
            for ref in bound.column.refs
            if ref.partition(".")[0] == part
        }

    def header_of(self, wanted: Callable[[Column], bool]) -> str:
        """The header of the first column that fits; the first one where none does."""
        found = (bound.header for bound in self.columns if wanted(bound.column))
        return next(found, self.columns[0].header if self.columns else "")

    def problem(self, place: Place, header: str, wrong: Words, expected: Words = ("", "")) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(RowProblem(place, header, wrong, expected))


def names_of(register: Register) -> dict[str, Column]:
    """Every header that a register's columns go by, as it is compared."""
    return {
        even(name): column
        for column in register.columns
        for name in (*column.also, column.en, column.zh)
    }


def column_of(header: object, names: dict[str, Column]) -> Column | None:
    """The column that a header cell means: ``预估费用（元）`` and ``名称*`` as well."""
    text = even(str(header)) if header is not None else ""
    return names.get(text) or names.get(_TAIL.sub("", text))


def read_sheet(
    sheet: RawSheet, register: Register, town: Town, left_out: frozenset[str] = frozenset()
) -> RegisterSheet:
    """The rows of a sheet by a register; ``left_out`` are columns as ``sheet!header`` to pass over."""
    found = RegisterSheet(register, sheet, town)
    found.problems += sheet.faults
    found.notes += sheet.notes
    _bind(found, left_out)
    for number, cells_of_row in _without_example(found):
        row = _read_row(found, Place(sheet.file, sheet.title, number), cells_of_row)
        if row.values or row.cells:
            found.rows.append(row)
    return found


def _bind(found: RegisterSheet, left_out: frozenset[str]) -> None:
    sheet, names = found.sheet, names_of(found.register)
    top = Place(sheet.file, sheet.title, sheet.header_row)
    for at, cell in enumerate(sheet.header):
        header = " ".join(str(cell).split()) if cell is not None else ""
        column = column_of(header, names) if header else None
        if not header:
            _refuse_homeless(found, at)
        elif column is None:
            _refuse_unknown(found, top, header, names, left_out)
        elif any(bound.column is column for bound in found.columns):
            found.problem(top, header, ("这一项已有一列", "there already is a column for this"))
        else:
            found.columns.append(Bound(at, header, column))
    there = [bound.column for bound in found.columns]
    for column in found.register.columns:
        if column.required and column not in there:
            wrong = ("缺少必填的列", "a required column is missing")
            found.problem(top, column.zh, wrong, (column.zh, column.en))


def _refuse_unknown(
    found: RegisterSheet,
    top: Place,
    header: str,
    names: dict[str, Column],
    left_out: frozenset[str],
) -> None:
    ref = f"{found.sheet.title}!{header}"
    if ref in left_out:
        return
    near = get_close_matches(even(header), names, 1, 0.6)
    zh, en = (names[near[0]].zh, names[near[0]].en) if near else ("", "")
    meant = (
        (f"是不是“{zh}”？", f"did you mean {en!r}?")
        if near
        else ("改列名，或不导入这一列", "rename it, or leave it out")
    )
    wrong = (f"没有“{header}”这一列", f"there is no column {header!r}")
    found.problems.append(RowProblem(top, header, wrong, meant, "column.unknown", ref))


def _refuse_homeless(found: RegisterSheet, at: int) -> None:
    """Values under an empty header would be lost without a word."""
    for number, row in found.sheet.rows:
        if at < len(row) and cells.stripped(row[at]) is not None:
            place = Place(found.sheet.file, found.sheet.title, number)
            wrong = ("这一格有内容，但它的列没有标题", "a value stands under no header")
            name = f"第 {at + 1} 列 / column {at + 1}"
            found.problem(place, name, wrong, ("写上列名", "the column's name"))
            return


EXAMPLE = ("例", "Example")
"""What stands in the first cell of the row of example."""


def _without_example(found: RegisterSheet) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows but the example; what was the example and has been changed is told and loaded."""
    for number, row in found.sheet.rows:
        given = {b.at: cells.stripped(row[b.at]) for b in found.columns if b.at < len(row)}
        if not any(mark in given.values() for mark in EXAMPLE):
            yield number, row
            continue
        marked = {at: value for at, value in given.items() if value in EXAMPLE}
        if all(
            _is_example(bound.column, given.get(bound.at))
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


def _is_example(column: Column, value: object) -> bool:
    return any(
        _plain(value) == _plain(one)
        for one in (column.example, column.example_en or column.example)
    )


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
    if found.register.chosen and given and row.chosen is None and not row.broken:
        header = found.header_of(lambda column: column.chooses)
        found.problem(
            place, header, ("缺少这一项", "it is missing"), _kinds_in_words(found.register)
        )
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
            _read_cell(found, row, bound, value)
    return row


def _kinds_in_words(register: Register) -> Words:
    kinds = [register.word_of_kind(name) for name in register.choosable]
    return "、".join(zh for zh, _ in kinds), ", ".join(en for _, en in kinds)


def _chosen(found: RegisterSheet, place: Place, bound: Bound, value: object) -> str | None:
    for name in found.register.choosable:
        if even(str(value)) in map(even, found.register.word_of_kind(name)):
            return name
    wrong = (f"“{excerpt(value)}”不在允许的值中", f"{excerpt(value)!r} is not one of the values")
    found.problem(place, bound.header, wrong, _kinds_in_words(found.register))
    return None


def _read_cell(found: RegisterSheet, row: SheetRow, bound: Bound, value: object) -> None:
    column, register = bound.column, found.register
    try:
        if column.refs:
            _set(found, row, bound, value)
        else:
            row.cells[column.zh] = _special(found, column, value)
    except cells.NotAValue:
        ref = next(iter(register.refs_of(column, row.chosen)), "")
        wrong = (f"看不懂“{excerpt(value)}”", f"{excerpt(value)!r} cannot be read")
        words = _expected_of(found, column, ref)
        found.problem(row.place, bound.header, wrong, words)
        row.broken = row.broken or column.required or ref.endswith(".id") or bool(register.life)


def _set(found: RegisterSheet, row: SheetRow, bound: Bound, value: object) -> None:
    register = found.register
    refs = register.refs_of(bound.column, row.chosen)
    if not refs:
        word = register.word_of_kind(row.chosen or "")
        wrong = (f"“{word[0]}”没有这一项", f"a {word[1].lower()} has none of this")
        found.problem(row.place, bound.header, wrong, ("留空", "nothing"))
        return
    for ref in refs:
        part, _, name = ref.partition(".")
        kind = register.kinds[part]
        row.values.setdefault(part, {})[name] = read_value(
            kind, register.field(ref), value, found.town
        )


def read_value(kind: str, field: Field, value: object, town: Town) -> object:
    """A cell as the value of a field of a kind; names of other things stay as they are.

    Raises NotAValue.
    """
    if field.name in ("id", "start", "end"):
        return str(cells.cleaner(_TEXT)(value)).strip()
    if is_coded(kind, field.name, town):
        code = code_of(kind, field.name, _text_of(value), town)
        if code is None:
            raise cells.NotAValue
        return code
    if field.fen:
        return cells.fen(value)
    if field.base is datetime:
        return notation.moment(value)
    if field.base is date:
        at = notation.moment(value)
        if at.time() != time():
            raise cells.NotAValue
        return at.date()
    return cells.cleaner(field)(value)


_TEXT = Field("text", "text", "", str, (), False, False, False)


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return str(value)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _special(found: RegisterSheet, column: Column, value: object) -> object:
    if column.many:
        return notation.items(_text_of(value), column.many.kind, found.town)
    if column.consent:
        return notation.spans(value)
    if column.headcounts:
        return notation.counts(str(value))
    if column.day:
        return notation.moment(value)
    if column.says == "at":
        return notation.step(value, found.town)
    if column.says == "reason":
        return str(value)
    outcome = code_of("WishEvent", "toStatus", str(value))
    if outcome not in ("RETURNED", "REJECTED", "REFERRED", "PUBLISHED"):
        raise cells.NotAValue
    return outcome


def _expected_of(found: RegisterSheet, column: Column, ref: str) -> Words:
    if ref:
        kind, one = found.register.kinds[ref.partition(".")[0]], found.register.field(ref)
        if is_coded(kind, one.name, found.town):
            words = (choices(kind, one.name, lang, found.town) for lang in ("zh", "en"))
            zh, en = ("、".join(some) for some in words)
            return zh or "如 周一至周五", en or "such as Mon, Wed"
        return expected(one)
    if column.many:
        return "名称，用顿号隔开，如 甲（2024-03-01起）、乙", "names, such as A（2024-03-01起）、B"
    if column.headcounts:
        return "如 2025-03-01：35；2025-06-01：40", "such as 2025-03-01：35；2025-06-01：40"
    if column.says == "outcome":
        return "退回补充、不予采纳、转办", "Returned, Not accepted, Referred"
    return "日期或时间，如 2025-03-01 09:30", "a day or a time such as 2025-03-01 09:30"
