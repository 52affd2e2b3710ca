"""The cells of a register made into values."""

from datetime import date, datetime

from graph.load.registers import notation
from graph.load.registers.language import Column
from graph.load.registers.reading.sheet import Bound, RegisterSheet, SheetRow
from graph.load.table import cells
from graph.load.table.fields import Field, expected
from graph.load.table.problems import RowProblem, Words, cell_ref, excerpt
from graph.load.table.pydantic_messages import none_of
from graph.model.town import Town
from graph.model.words import choices, code_of, is_coded


def read_cell(
    found: RegisterSheet, row: SheetRow, bound: Bound, value: object, cell: object
) -> None:
    """Take what a cell says into its row, or note what is wrong with it.

    ``value`` is the cell without what nobody sees; what else was left out of it is told.
    """
    column, register = bound.column, found.register
    try:
        if column.refs:
            _set(found, row, bound, value)
            _tell(found, row, bound, cell)
        else:
            row.cells[column.zh] = _special(found, column, value)
    except cells.NotAValue as error:
        ref = next(iter(register.refs_of(column, row.chosen)), "")
        text = excerpt(value)
        wrong = (f"看不懂“{text}”", f"{text!r} cannot be read")
        if error.wrong:
            wrong = (f"“{text}”{error.wrong[0]}", f"{text!r} {error.wrong[1]}")
        words = error.expected or _expected_of(found, column, ref)
        found.problem(row.place, bound.header, wrong, words)
        row.broken = row.broken or column.required or ref.endswith(".id") or bool(register.life)


def _tell(found: RegisterSheet, row: SheetRow, bound: Bound, cell: object) -> None:
    """Tell what was left out of a cell: unseen characters, a time of day."""
    for ref in found.register.refs_of(bound.column, row.chosen)[:1]:
        part, _, name = ref.partition(".")
        value = row.values[part][name]
        if is_coded(found.register.kinds[part], name, found.town):
            return
        if told := cells.difference(found.register.field(ref), cell, value):
            at = cell_ref(row.place.sheet, row.place.row, bound.at)
            found.notes.append(RowProblem(row.place, bound.header, told[1], code=told[0], ref=at))


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
    if field.name in ("start", "end"):
        return str(cells.cleaner(_NAME)(value))
    if is_coded(kind, field.name, town):
        code = code_of(kind, field.name, _text_of(value), town)
        if code is None:
            raise cells.NotAValue(none_of(_text_of(value), kind, field.name, town))
        return code
    if field.fen:
        return cells.fen(value)
    if field.base is datetime:
        return notation.moment(value)
    if field.base is date:
        return notation.day(value)
    return cells.cleaner(field)(value)


_NAME = Field("name", "name", "", str, (), False, False, False, True)


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
    if column.says in ("reason", "department"):
        return str(value)
    outcome = code_of("WishEvent", "toStatus", str(value))
    if outcome not in ("RETURNED", "REJECTED", "REFERRED", "PUBLISHED"):
        raise cells.NotAValue
    return outcome


def _expected_of(found: RegisterSheet, column: Column, ref: str) -> Words:
    if ref:
        kind, one = found.register.kinds[ref.partition(".")[0]], found.register.field(ref)
        if is_coded(kind, one.name, found.town):
            zh, en = (
                between.join(choices(kind, one.name, lang, found.town))
                for lang, between in (("zh", "、"), ("en", ", "))
            )
            return zh or "如 周一至周五", en or "such as Mon, Wed"
        return expected(one)
    if column.many:
        return "名称，用顿号隔开，如 甲（2024-03-01起）、乙", "names, such as A（2024-03-01起）、B"
    if column.headcounts:
        return "如 2025-03-01：35；2025-06-01：40", "such as 2025-03-01：35；2025-06-01：40"
    if column.says == "outcome":
        return "退回补充、不予采纳、转办", "Returned, Not accepted, Referred"
    return "日期或时间，如 2025-03-01 09:30", "a day or a time such as 2025-03-01 09:30"
