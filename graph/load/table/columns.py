"""The header of a table: which field each column means, and what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.load.table import cells
from graph.load.table.fields import KINDS, Field, fields_of, yuan_of
from graph.load.table.problems import Place, RowProblem, Words
from graph.model import Row, sheets

PERSONAL = (
    *("姓名", "名字", "电话", "手机", "联系方式", "微信", "身份证", "证件", "住址", "地址"),
    *("生日", "出生", "诊断", "病", "定位", "轨迹", "位置", "照片"),
    *("name", "phone", "mobile", "wechat", "idcard", "id card", "identity", "passport"),
    *("address", "birth", "diagnos", "illness", "gps", "track", "location", "photo"),
)
_PRIVATE_KINDS = ("Rider", "Child")


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


def unknown_sheet(file: str, title: str) -> RowProblem:
    """The fault of a sheet that is none of ours."""
    titles = {name.lower(): name for name in sheets()}
    parts = {part.lower(): name for name in sheets() for part in name.split()}
    return RowProblem(
        Place(file, title, 0),
        "",
        (f"没有名为“{title}”的表", f"there is no sheet {title!r}"),
        _meant(title.lower(), {**parts, **titles}),
    )


def read_header(
    place: Place, kind: type[Row], header: Sequence[object]
) -> tuple[list[Column], list[RowProblem]]:
    """The columns of a table and every fault of its header."""
    fields = _known(kind)
    columns: list[Column] = []
    faults: list[RowProblem] = []
    for at, cell in enumerate(header):
        heading = " ".join(str(cell).split()) if cell is not None else ""
        if not heading:
            continue
        found = fields.get(heading) or fields.get(heading.split()[-1])
        if found is None:
            faults.append(unknown_column(place, kind, heading))
        elif any(column.field is found[0] for column in columns):
            faults.append(
                RowProblem(place, heading, ("这一项已有一列", "there already is a column for this"))
            )
        elif "元" in heading and found[0].fen and found[1] is not cells.fen:
            faults.append(_unclear_money(place, heading, found[0]))
        else:
            columns.append(Column(at, heading, *found))
    return columns, faults


def missing_columns(place: Place, kind: type[Row], columns: Iterable[Column]) -> list[RowProblem]:
    """A fault for each column that must be there and is not."""
    there = {column.field.name for column in columns}
    return [
        RowProblem(place, field.header, ("缺少必填的列", "a required column is missing"))
        for name, field in fields_of(kind).items()
        if field.required and name not in there
    ]


def unknown_column(place: Place, kind: type[Row], heading: str) -> RowProblem:
    """The fault of a column that is none of ours; personal data has a sentence of its own."""
    lowered = heading.lower()
    if kind.__name__ in _PRIVATE_KINDS and any(word in lowered for word in PERSONAL):
        return RowProblem(
            place,
            heading,
            (
                f"{kind.zh}表不收个人信息：只用代称和代码",
                f"personal data of a {kind.en.lower()} is never taken: an alias and codes only",
            ),
            ("删去这一列", "remove this column"),
        )
    meant = {
        part.lower(): field.header for field in fields_of(kind).values() for part in _names(field)
    }
    wrong = (f"没有“{heading}”这一列", f"there is no column {heading!r}")
    return RowProblem(place, heading, wrong, _meant(heading.split()[-1].lower(), meant))


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, field.column, field.zh, field.header)


def _known(kind: type[Row]) -> dict[str, tuple[Field, Callable[[object], object]]]:
    """What a header may say: the key, or the Chinese name. Money needs its unit said."""
    fields = {}
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


def _meant(heading: str, choices: dict[str, str]) -> Words:
    near = get_close_matches(heading, list(choices), 1, 0.6)
    if not near:
        return "", ""
    return f"是不是“{choices[near[0]]}”？", f"did you mean {choices[near[0]]!r}?"
