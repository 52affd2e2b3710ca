"""The report as a Word file that can be edited: the same blocks, pictures as PNG, maps on pages that lie across."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from cypher.writers.cells import printable
from cypher.writers.document import add_table, heads, lines, prepare, same_bytes
from dashboard.edition.content.content import Content
from dashboard.edition.data.sheets import front
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.print.press import Press
from dashboard.edition.report.outline import Block, Heading, Pairs, Picture, Rows, Text
from dashboard.texts import say

_PPI = 130.0
_WIDE, _LONG = 170, 257


def document(
    content: Content, blocks: list[Block], maps: list[Drawn], names: dict[int, str], press: Press
) -> bytes:
    """The file; ``names`` gives the picture file of each block by its place."""
    lang = content.plan.lang
    doc: Any = Document()
    title = say("report_title", lang, name=content.plan.name)
    prepare(doc, title, lang, across=False)
    doc.add_heading(printable(f"{say('report_name', lang)} · {title}"), 1)
    if content.synthetic:
        doc.add_paragraph().add_run(
            f"{say('synthetic', lang)}：{say('synthetic_more', lang)}"
        ).bold = True
    _pairs(doc, tuple(front(content)))
    for number, block in enumerate(blocks):
        _add(doc, block, names.get(number), lang, press)
    _maps(doc, maps, lang, press)
    return same_bytes(doc)


def _add(doc: Any, block: Block, picture: str | None, lang: str, press: Press) -> None:
    match block:
        case Heading(level, text):
            doc.add_heading(printable(text), level)
        case Text(text, small):
            run = doc.add_paragraph().add_run(printable(text))
            if small:
                run.font.size = Pt(8)
        case Picture():
            doc.add_picture(io.BytesIO(_png(press, picture or "", _WIDE)), width=Mm(_WIDE))
        case Rows(table, columns, most):
            rows = lines(table, columns, lang, most)
            add_table(doc, len(columns), rows, heads(table, columns, lang))
        case Pairs(pairs):
            _pairs(doc, pairs)


def _pairs(doc: Any, pairs: tuple[tuple[str, str], ...]) -> None:
    add_table(doc, 2, [[(term, False), (text, False)] for term, text in pairs])


def _maps(doc: Any, maps: list[Drawn], lang: str, press: Press) -> None:
    if not maps:
        return
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    doc.add_heading(say("annex_maps", lang), 1)
    for one in maps:
        doc.add_heading(one.title, 2)
        doc.add_paragraph(one.map.about.get(lang))
        doc.add_picture(
            io.BytesIO(_png(press, f"map-{one.map.id}.svg", _LONG)), width=Mm(_LONG - 30)
        )


def _png(press: Press, name: str, wide: int) -> bytes:
    """A picture file as PNG, so many millimetres wide."""
    text = (
        press.opening(name, "zh")
        + f"#set page(width: {wide}mm, height: auto, margin: 0mm)\n"
        + f'#image("{name}", width: 100%)\n'
    )
    return press.png(text, _PPI)[0]
