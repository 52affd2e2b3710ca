"""The header of a table: which field each column means, and what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from graph.load.personal.headers import is_personal_header
from graph.load.table import cells
from graph.load.table.fields import KINDS, Field, fields_of, yuan_of
from graph.load.table.headings import bare, heading, numbers_rows
from graph.load.table.problems import Place, RowProblem, Words, excerpt
from graph.load.table.sheet_faults import column_again, unknown_column
from graph.model import Row, node_of_id, sheets

_NEAR = 0.75
_PRIVATE_KINDS = ("Rider", "Child")
_Fields = dict[str, tuple[Field, Callable[[object], object]]]


@dataclass(frozen=True)
class Column:
    """A column: where it stands (from 0), its header, its field, and how its cells are read."""

    at: int
    header: str
    field: Field
    read: Callable[[object], object]


def kind_of(title: str) -> str | None:
    """The kind that a sheet's title or a file's stem names: ``骑手 Rider``, ``Rider`` or ``骑手``."""
    words = title.split()
    if words and words[-1] in KINDS:
        return words[-1]
    named = [name for name, kind in KINDS.items() if kind.zh == title.strip()]
    return named[0] if len(named) == 1 else None


def kinds_of_header(header: Sequence[object]) -> list[str]:
    """The kinds whose sheets have all these columns, and of whose required ones none is missing."""
    names = [bare(text) for cell in header if (text := heading(cell)) and not numbers_rows(text)]
    found = []
    for name, kind in KINDS.items():
        fields = _known(kind)
        there = {pair[0].name for text in names if (pair := _field(fields, text))}
        required = {field.name for field in fields_of(kind).values() if field.required}
        if len(there) == len(names) > 1 and required <= there:
            found.append(name)
    return found


def unknown_sheet(file: str, title: str, kinds: Sequence[str] = ()) -> RowProblem:
    """The fault of a sheet that is none of ours, or whose columns fit several ``kinds``."""
    titles = {name.lower(): name for name in sheets()}
    parts = {part.lower(): name for name in sheets() for part in name.split()}
    rule = (
        "工作表（CSV 则是文件名）要用台账里的表名，如“组织”；或选“不读这张表”",
        "name the sheet, or the CSV file, as in the workbook, for instance 组织; or leave it out",
    )
    if kinds:
        listed = "、".join(f"{KINDS[kind].zh} {kind}" for kind in kinds)
        expected = (f"写明是哪一种：{listed}", f"say which it is: {listed}")
    else:
        expected = _meant(title.lower(), {**parts, **titles}, rule)
    wrong = (f"没有名为“{excerpt(title)}”的表", f"there is no sheet {excerpt(title)!r}")
    return RowProblem(Place(file, title, 0), "", wrong, expected, "sheet.unknown", f"{title}!")


def read_header(
    place: Place, kind: type[Row], header: Sequence[object]
) -> tuple[list[Column], list[RowProblem]]:
    """The columns of a table and every fault of its header."""
    fields = _known(kind)
    columns: list[Column] = []
    faults: list[RowProblem] = []
    for at, cell in enumerate(header):
        text = heading(cell)
        if not text:
            continue
        found = _field(fields, text)
        if found is None:
            faults.append(unknown_field(place, kind, text))
        elif any(column.field is found[0] for column in columns):
            faults.append(column_again(place, text))
        elif "元" in text and found[0].fen and found[1] is not cells.fen:
            faults.append(_unclear_money(place, text, found[0]))
        else:
            columns.append(Column(at, text, *found))
    if not columns and any(node_of_id(text) for text in map(heading, header)):
        return columns, [_no_header(place)]
    return columns, faults


def _no_header(place: Place) -> RowProblem:
    wrong = ("这一行像是数据，没有标题行", "this row looks like data: there is no header")
    expected = ("在上面加一行，写列名", "a row above it with the names of the columns")
    return RowProblem(place, "", wrong, expected, "header.missing")


def missing_columns(place: Place, kind: type[Row], columns: Iterable[Column]) -> list[RowProblem]:
    """A fault for each column that must be there and is not."""
    there = {column.field.name for column in columns}
    if not there:
        return []
    return [
        RowProblem(place, field.header, ("缺少必填的列", "a required column is missing"))
        for name, field in fields_of(kind).items()
        if field.required and name not in there
    ]


def unknown_field(place: Place, kind: type[Row], header: str) -> RowProblem:
    """The fault of a column that is none of ours; personal data has a sentence of its own."""
    if is_personal_header(header, kind.__name__ in _PRIVATE_KINDS):
        return RowProblem(
            place,
            header,
            (
                f"{kind.zh}表不收个人信息：只用代称和代码",
                f"personal data of a {kind.en.lower()} is never taken: an alias and codes only",
            ),
            ("删去这一列，或选“不读这一列”", "remove this column, or choose to leave it out"),
            "column.personal",
            f"{place.sheet}!{header}",
        )
    meant = {
        part.lower(): field.header for field in fields_of(kind).values() for part in _names(field)
    }
    near = _near(bare(header).split()[-1].lower(), meant)
    return unknown_column(place, header, (near, near) if near else None)


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, field.column, field.zh, field.header)


def _field(fields: _Fields, text: str) -> tuple[Field, Callable[[object], object]] | None:
    """What a header means: as it stands, without its marks, or by its last word, the key."""
    return fields.get(text) or fields.get(bare(text)) or fields.get(text.split()[-1])


@cache
def _known(kind: type[Row]) -> _Fields:
    """What a header may say: the key, or the Chinese name. Money needs its unit said."""
    fields: _Fields = {}
    for name, field in fields_of(kind).items():
        fields[name] = (field, cells.cleaner(field))
        if field.fen:
            for heading in (yuan_of(name), f"{field.zh}(元)", f"{field.zh}\uff08元\uff09"):
                fields[heading] = (field, cells.fen)
        else:
            fields[field.zh] = fields[name]
    return fields


def _unclear_money(place: Place, heading: str, field: Field) -> RowProblem:
    return RowProblem(
        place,
        heading,
        ("标题写着元，列名却是分", "the header says yuan (元) and its key says fen"),
        (field.header, field.header),
    )


def _meant(heading: str, choices: dict[str, str], otherwise: Words) -> Words:
    near = _near(heading, choices)
    return (f"是不是“{near}”？", f"did you mean {near!r}?") if near else otherwise


def _near(heading: str, choices: dict[str, str]) -> str:
    """The choice whose key is written much like a header; "" where none is."""
    near = get_close_matches(heading, list(choices), 1, _NEAR)
    return choices[near[0]] if near else ""
