"""The workbook that staff import: a sheet a kind, made from the model."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from graph.errors import LoadError
from graph.files import reason_of
from graph.load.table.fields import KINDS, Field, fields_of
from graph.load.table.pydantic_messages import kinds_in_words
from graph.load.table.sheets import READ_ME
from graph.model import FAR_DAY, SHANGHAI, Node, Relationship, Row, sheets
from graph.model.town import NO_TOWN, Town

_CREATED = datetime(2023, 8, 16)
_FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm", str: "@"}
_LAST_ROW = 1_048_575
_RULES = (
    ("填写说明 · How to fill in", ""),
    (
        "必填",
        "深色标题的列必须填写。Columns with a dark header are required.",
    ),
    (
        "编号",
        "每样东西一个编号，关系两端写编号。Each thing has one id; a tie names its two ends by id.",
    ),
    (
        "时间",
        "北京时间；尚未结束的，“至”留空。Beijing time; leave the end empty where it has not ended.",
    ),
    ("金额", "以元填写，最多两位小数。Amounts are in yuan with at most two decimals."),
    (
        "个人信息",
        "骑手和子女不得填写姓名、电话、身份证号、病情、定位。"
        "No names, telephone or identity numbers, illnesses or positions of riders and children.",
    ),
    (
        "导入",
        "整份导入，或一行都不导入；同一份可以重复导入；表中没有的列不会改动。"
        "A file lands whole or not at all, may be loaded again, and leaves alone what it has no "
        "column for.",
    ),
)


@dataclass(frozen=True)
class _Styles:
    head: Any
    must: Any
    wrap: Any
    of: Mapping[type, Any]


def write_workbook(
    path: Path, rows: Mapping[str, Iterable[Mapping[str, object]]], town: Town = NO_TOWN
) -> None:
    """Write rows by class name; without rows it is the blank workbook. Same rows, same bytes.

    The town's codes are offered where a column takes them.

    Raises LoadError for a kind or a field that the model does not have, and where the file cannot
    be written.
    """
    _refuse_unknown("类", "kind", rows.keys() - KINDS.keys())
    try:
        with xlsxwriter.Workbook(str(path), {"remove_timezone": True}) as book:
            book.set_properties({"title": "连新台账 Lianxin", "created": _CREATED})
            styles = _styles(book)
            _read_me(book, styles)
            for title, kind in sheets().items():
                _sheet(book, title, kind, rows.get(kind.__name__, ()), styles, town)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        zh, en = reason_of(error)
        raise LoadError(f"写不了 {path}：{zh}", f"{path} cannot be written: {en}") from error


def _refuse_unknown(zh: str, en: str, names: Iterable[str]) -> None:
    if listed := ", ".join(sorted(names)):
        raise LoadError(f"模型里没有这{zh}：{listed}。", f"The model has no such {en}: {listed}.")


def _styles(book: Any) -> _Styles:
    head = {"bold": True, "bg_color": "#F3E9E2", "bottom": 1}
    return _Styles(
        book.add_format(head),
        book.add_format(head | {"bg_color": "#E3C7B5"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()},
    )


def _read_me(book: Any, styles: _Styles) -> None:
    sheet = book.add_worksheet(READ_ME)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 90)
    sheet.write_row(0, 0, ["表 Sheet", "每行是什么", "What a row is"], styles.head)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, (title, kind) in enumerate(sheets().items(), 1):
        sheet.write_url(number, 0, f"internal:'{title}'!A1", string=title)
        sheet.write_row(number, 1, sentence(kind), styles.wrap)
    for at, rule in enumerate(_RULES, number + 2):
        sheet.write_row(at, 0, rule, styles.wrap)


def sentence(kind: type[Row]) -> tuple[str, str]:
    """One sentence on what a row of a kind is, in Chinese and in English."""
    en = (kind.__doc__ or kind.en).strip().splitlines()[0].replace("``", "")
    if issubclass(kind, Relationship):
        ends = kinds_in_words(kind.starts)[0], kinds_in_words(kind.ends)[0]
        return f"每行一条“{kind.zh}”关系：从{ends[0]}到{ends[1]}。", en
    assert issubclass(kind, Node)
    return f"每行一个{kind.zh}，编号以 {kind.prefix} 开头。", en


def _sheet(
    book: Any,
    title: str,
    kind: type[Row],
    rows: Iterable[Mapping[str, object]],
    styles: _Styles,
    town: Town,
) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    fields = fields_of(kind)
    for at, field in enumerate(fields.values()):
        sheet.set_column(at, at, max(14, 2 * len(field.zh) + 4), styles.of.get(field.base))
        sheet.write_string(0, at, field.header, styles.must if field.required else styles.head)
        allowed = field.allowed or tuple(town.codes_of(kind.__name__, field.name))
        if allowed or field.base is bool:
            sheet.data_validation(1, at, _LAST_ROW, at, _choices(allowed))
    places = {name: (at, field) for at, (name, field) in enumerate(fields.items())}
    for number, row in enumerate(rows, 1):
        _refuse_unknown("一项", "field", row.keys() - places.keys())
        for name, value in _with_datum(row).items():
            if value is not None:
                at, field = places[name]
                write_cell(sheet, number, at, _shown(field, value), styles.of)


def _with_datum(row: Mapping[str, object]) -> Mapping[str, object]:
    """Coordinates are never written without their datum: a file must say which they are in."""
    if row.get("longitude") is None or row.get("datum") is not None:
        return row
    return {**row, "datum": "WGS-84"}


def _choices(allowed: Sequence[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(allowed) or ["TRUE", "FALSE"],
        "error_title": "请从列表中选择",
        "error_message": "这一列只收列表中的值。\nPlease choose from the list.",
    }


def _shown(field: Field, value: object) -> object:
    """Fen as yuan, times on the town's clock, and nothing where something has not ended."""
    if field.fen and isinstance(value, int):
        return value / 100
    if isinstance(value, datetime):
        if field.open_end and value.year == FAR_DAY.year:
            return None
        return value.astimezone(SHANGHAI) if value.tzinfo else value
    return None if field.open_end and value == FAR_DAY else value


def write_cell(
    sheet: Any, row: int, column: int, value: object, formats: Mapping[type, Any]
) -> None:
    """Write a value into a sheet of a workbook; ``formats`` by the type of the value.

    Raises LoadError for a text that is too long.
    """
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime | date | time):
        sheet.write_datetime(row, column, value, formats[type(value)])
    elif sheet.write_string(row, column, str(value), formats[str]) == -2:
        raise LoadError(
            f"第 {row + 1} 行的文字太长，写不进工作簿。",
            f"The text in row {row + 1} is too long for a workbook.",
        )
