"""Rows out of workbooks and CSV files, each with the place it came from."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from zipfile import BadZipFile

import openpyxl

from graph.errors import LoadError
from graph.load.faults import Fault, Place
from graph.model import NODES, TIES, Row, about_fields, sheets

READ_ME = "说明 Read me"
PERSONAL = (
    *("姓名", "电话", "手机", "身份证", "诊断", "病历", "定位", "轨迹"),
    *("name", "phone", "mobile", "idcard", "identity", "diagnosis", "gps", "track"),
)
_PRIVATE_KINDS = ("Rider", "Child")
_KINDS: dict[str, type[Row]] = {**NODES, **TIES}


@dataclass
class Source:
    """Rows by kind, each with its place, and what was wrong with their columns."""

    name: str
    rows: dict[str, list[tuple[Place, dict[str, object]]]]
    faults: list[Fault]


def from_python(name: str, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> Source:
    """Rows that a program gives, by the class name of their kind."""
    unknown = [kind for kind in rows if kind not in _KINDS]
    if unknown:
        raise LoadError(f"没有这种数据:{unknown}", f"There is no such kind: {unknown}")
    placed = {
        kind: [(Place(name, kind, n), dict(row)) for n, row in enumerate(given, 1)]
        for kind, given in rows.items()
    }
    return Source(name, placed, [])


def from_file(path: Path) -> Source:
    """Rows of an XLSX workbook or of a CSV file named after its kind (``Wish.csv``)."""
    try:
        if path.suffix.lower() == ".csv":
            tables: Iterable[tuple[str, Iterable[tuple[object, ...]]]] = [(path.stem, _csv(path))]
        else:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            tables = [(sheet.title, sheet.iter_rows(values_only=True)) for sheet in book]
        return _source(path.name, tables)
    except (OSError, BadZipFile, UnicodeDecodeError, KeyError, ValueError) as error:
        raise LoadError(
            f"打不开 {path.name}:需要 XLSX 工作簿或 UTF-8 的 CSV 文件。",
            f"{path.name} cannot be read: an XLSX workbook or a CSV file in UTF-8 is needed.",
        ) from error


def _csv(path: Path) -> Iterator[tuple[object, ...]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.reader(text):
            yield tuple(value if value != "" else None for value in row)


def _source(file: str, tables: Iterable[tuple[str, Iterable[tuple[object, ...]]]]) -> Source:
    source = Source(file, {}, [])
    for title, rows in tables:
        if title == READ_ME:
            continue
        kind = _kind_of(title)
        if kind is None:
            source.faults.append(_unknown_sheet(file, title))
        else:
            _read_sheet(source, title, kind, iter(rows))
    return source


def _kind_of(title: str) -> str | None:
    words = title.split()
    named = words[-1] if words else ""
    by_zh = {kind.zh: name for name, kind in _KINDS.items()}
    return named if named in _KINDS else by_zh.get(title.strip())


def _read_sheet(source: Source, title: str, kind: str, rows: Iterator[tuple[object, ...]]) -> None:
    header = next(rows, None)
    if header is None:
        return
    columns = _columns(source, title, kind, header)
    found = source.rows.setdefault(kind, [])
    for number, row in enumerate(rows, 2):
        place = Place(source.name, title, number)
        values = {
            name: value
            for name, value in zip(columns, row, strict=False)
            if name is not None and value is not None and value != ""
        }
        if values:
            _fen(source, place, values)
            found.append((place, values))


def _columns(source: Source, title: str, kind: str, header: tuple[object, ...]) -> list[str | None]:
    """The field of each column; a column that is not ours is a fault."""
    about = about_fields(_KINDS[kind])
    by_zh = {words.zh: name for name, words in about.items()}
    known = {*about, *(name[:-3] + "Yuan" for name in about if name.endswith("Fen"))}
    columns: list[str | None] = []
    for number, cell in enumerate(header, 1):
        said = str(cell).strip() if cell is not None else ""
        name = said.split()[-1] if said else ""
        name = name if name in known else by_zh.get(said, name)
        if name and name not in known:
            source.faults.append(_unknown_column(Place(source.name, title, 1), kind, said, known))
        columns.append(name if name in known else None if name == "" else f"?{number}")
    return [None if name is None or name.startswith("?") else name for name in columns]


def _fen(source: Source, place: Place, values: dict[str, object]) -> None:
    """Yuan as people write them to fen, exactly."""
    for name in [name for name in values if name.endswith("Yuan")]:
        said = values.pop(name)
        try:
            fen = Decimal(str(said).replace(",", "").lstrip("¥").lstrip("¥")) * 100
        except InvalidOperation:
            fen = Decimal("0.5")
        if fen != fen.to_integral_value():
            source.faults.append(
                Fault(
                    place,
                    name,
                    (f"“{said}”不是金额", f"{said!r} is not an amount"),
                    ("元,最多两位小数", "yuan with at most two decimals"),
                )
            )
        else:
            values[name[:-4] + "Fen"] = int(fen)


def _unknown_sheet(file: str, title: str) -> Fault:
    near = get_close_matches(title, list(sheets()), 1, 0.4)
    hint = (f"是不是“{near[0]}”?", f"Did you mean {near[0]!r}?") if near else ("", "")
    return Fault(
        Place(file, title, 0), "", (f"没有名为“{title}”的表", f"There is no sheet {title!r}"), hint
    )


def _unknown_column(place: Place, kind: str, said: str, known: set[str]) -> Fault:
    lowered = said.lower()
    if kind in _PRIVATE_KINDS and any(word in lowered for word in PERSONAL):
        return Fault(
            place,
            said,
            ("个人信息列不予接收", "a column of personal data is not accepted"),
            ("请删去该列:只记代称和代码", "remove it: an alias and codes only"),
        )
    near = get_close_matches(said.split()[-1], sorted(known), 1, 0.5)
    hint = (f"是不是“{near[0]}”?", f"Did you mean {near[0]!r}?") if near else ("", "")
    return Fault(place, said, (f"没有这一列:{said}", f"unknown column {said!r}"), hint)
