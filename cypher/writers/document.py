"""DOCX to paste from into a paper: title, picture, table, definition, facts."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cypher.format import NUMERIC_UNITS, format_cell, format_heading
from cypher.table import Table
from cypher.writers.archive import zipped
from cypher.writers.cells import answer_facts, printable, rows_said

MOST = 1000
"""Rows that a Word file holds; more of them nobody reads on paper, and Word opens it slowly."""
_ACROSS = 6
_COLUMNS = 63
"""As many as Word opens in one table."""
_CREATED = datetime(2023, 8, 16)
_BODY, _HEADS = "宋体", "黑体"


def to_docx(table: Table, lang: str, picture: bytes | None = None) -> bytes:
    """The document; ``picture`` is a PNG for an answer that is seen as a picture.

    The same answer gives the same bytes. Where there are more rows than it holds it says so.
    """
    names = table.listed(lang)
    document: Any = Document()
    prepare(document, table.title.get(lang), lang, across=len(names) > _ACROSS)
    document.add_heading(printable(table.title.get(lang)), 1)
    document.add_paragraph(printable(table.header.about.get(lang)))
    if picture is not None:
        section = document.sections[0]
        width = section.page_width - section.left_margin - section.right_margin
        document.add_picture(io.BytesIO(picture), width=width)
    for part in _side_by_side(names):
        add_table(document, len(part), lines(table, part, lang), heads(table, part, lang))
    document.add_paragraph(_listed(table, lang))
    if table.header.definition is not None:
        document.add_heading("口径" if lang == "zh" else "Definition", 2)
        document.add_paragraph(printable(table.header.definition.get(lang)))
    document.add_heading("关于这份数据" if lang == "zh" else "About this answer", 2)
    about = answer_facts(table, lang)
    add_table(document, 2, [[(text, False) for text in row] for row in about])
    return same_bytes(document)


def prepare(document: Any, title: str, lang: str, *, across: bool) -> None:
    """Fonts that Chinese is read in, the page, and properties without the present moment."""
    for name, font in (("Normal", _BODY), ("Heading 1", _HEADS), ("Heading 2", _HEADS)):
        style = document.styles[name]
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(10.5)
    section = document.sections[0]
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = Mm(20)
    properties = document.core_properties
    properties.title, properties.language = (
        printable(title),
        "zh-CN" if lang == "zh" else "en",
    )
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _CREATED


def _side_by_side(names: list[str]) -> list[list[str]]:
    """The columns as Word can hold them in a table; the first one stands in each of several."""
    rest = [names[at : at + _COLUMNS - 1] for at in range(1, len(names), _COLUMNS - 1)]
    return [[*names[:1], *part] for part in rest] or ([names] if names else [])


Cell = tuple[str, bool]
"""A text, and whether it stands to the right."""


def heads(table: Table, names: Sequence[str], lang: str) -> list[Cell]:
    """The headings of some columns."""
    return [(format_heading(table, name, lang), _is_right(table, name)) for name in names]


def lines(table: Table, names: Sequence[str], lang: str, most: int = MOST) -> Iterable[list[Cell]]:
    """The first ``most`` rows in some columns."""
    places = [(name, table.names.index(name), _is_right(table, name)) for name in names]
    for row in table.rows[:most]:
        yield [(format_cell(table, name, row[at], lang), right) for name, at, right in places]


def _is_right(table: Table, name: str) -> bool:
    return table.column(name).unit in NUMERIC_UNITS


def _listed(table: Table, lang: str) -> str:
    """How many rows are in the document of how many."""
    if len(table.rows) <= MOST:
        return f"（{rows_said(table, lang)}）" if lang == "zh" else f"({rows_said(table, lang)})"
    held, more = len(table.rows), table.truncated
    if lang == "zh":
        return f"（只列前 {MOST} 行，共{'超过' if more else ''} {held} 行；全部见 CSV 或 Excel 文件。）"
    return f"(Only the first {MOST} of {'more than ' if more else ''}{held} rows; the CSV and Excel files hold them all.)"


@dataclass(frozen=True)
class Layout:
    """How wide the columns of a table are and how large its letters, in points."""

    widths: Sequence[float]
    size: float = 9.0


def add_table(
    document: Any, across: int, rows: Iterable[list[Cell]], headed: list[Cell] | None = None,
    layout: Layout | None = None,
) -> None:  # fmt: skip
    """A table made cell by cell as XML: python-docx's own would look for each cell anew.

    With a ``layout`` its columns keep their widths and only lines between rows are drawn.
    """
    table = document.add_table(rows=0, cols=across, style="Table Grid")
    grid = table._tbl
    if layout is not None:
        table.autofit = False
        for column, width in zip(grid.tblGrid.gridCol_lst, layout.widths, strict=True):
            column.w = Pt(width)
        kept = grid.tblPr.find(qn("w:tblLayout"))
        kept.addprevious(_lines_between())
        kept.addnext(_margins())
    if headed is not None:
        grid.append(_row(headed, layout, head=True))
    for row in rows:
        grid.append(_row(row, layout))
    document.add_paragraph()


def _lines_between() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("bottom", "insideH")
        look = {"val": "single", "sz": "4", "color": "B9B0A3"} if drawn else {"val": "nil"}
        for name, value in look.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def _margins() -> Any:
    """Room above and below what stands in a cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _row(cells: Sequence[Cell], layout: Layout | None, *, head: bool = False) -> Any:
    row = OxmlElement("w:tr")
    if layout is not None:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if head:
        row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for at, (text, right) in enumerate(cells):
        one = OxmlElement("w:tc")
        if layout is not None:
            one.get_or_add_tcPr().width = Pt(layout.widths[at])
        paragraph = OxmlElement("w:p")
        if right:
            side = OxmlElement("w:jc")
            side.set(qn("w:val"), "right")
            paragraph.get_or_add_pPr().append(side)
        paragraph.append(_run(text, head, layout.size if layout is not None else 9.0))
        one.append(paragraph)
        row.append(one)
    return row


def _run(text: str, bold: bool, points: float) -> Any:
    run = OxmlElement("w:r")
    look = run.get_or_add_rPr()
    if bold:
        look.append(OxmlElement("w:b"))
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), f"{points * 2:.0f}")
    look.append(size)
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        part = OxmlElement("w:t")
        part.text = line
        part.set(qn("xml:space"), "preserve")
        run.append(part)
    return run


def same_bytes(document: Any) -> bytes:
    """The file with the same moment at each of its parts, whenever it was made."""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as saved:
        return zipped((info.filename, saved.read(info)) for info in saved.infolist())
