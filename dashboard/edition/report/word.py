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
from dashboard.edition.report.blocks import (
    Block,
    Finding,
    Front,
    Heading,
    Pairs,
    Picture,
    Pointers,
    Report,
    Rows,
    Text,
)
from dashboard.edition.report.typeset import printed
from dashboard.texts import say

_PPI = 130.0
_WIDE, _LONG = 170, 257


def document(content: Content, parts: Report, maps: list[Drawn], press: Press) -> bytes:
    """The file; pictures lie where the press works, by the names of their blocks."""
    lang = content.plan.lang
    doc: Any = Document()
    title = say("report_title", lang, name=content.plan.name)
    prepare(doc, title, lang, across=False)
    doc.add_heading(printable(f"{say('report_name', lang)} · {title}"), 1)
    doc.add_paragraph(printable(printed(content)))
    if content.synthetic:
        doc.add_paragraph().add_run(
            f"{say('synthetic', lang)}：{say('synthetic_more', lang)}"
        ).bold = True
    _pairs(doc, tuple(front(content)))
    _front(doc, parts.front, lang, press)
    for block in (*parts.chapters, *parts.annexes):
        _add(doc, block, lang, press)
    _across(doc)
    for block in parts.tables:
        _add(doc, block, lang, press)
    _maps(doc, maps, lang, press)
    return same_bytes(doc)


def _front(doc: Any, page: Front, lang: str, press: Press) -> None:
    doc.add_heading(say("front_title", lang), 1)
    doc.add_paragraph().add_run(printable(page.lead)).bold = True
    doc.add_paragraph(printable(page.more))
    rows = [[(one.label, False), (one.value, True), (one.beside, False)] for one in page.tiles]
    add_table(doc, 3, rows)
    if page.picture is not None:
        _picture(doc, page.picture, press)
    for key, found in (("front_open", page.open), ("front_decide", page.decide)):
        if found:
            doc.add_heading(say(key, lang), 2)
        for text in found:
            doc.add_paragraph(printable(text), style="List Bullet")


def _add(doc: Any, block: Block, lang: str, press: Press) -> None:
    match block:
        case Heading(level, text):
            doc.add_heading(printable(text), level)
        case Text(text, small):
            run = doc.add_paragraph().add_run(printable(text))
            if small:
                run.font.size = Pt(8)
        case Finding(text):
            doc.add_paragraph().add_run(printable(text)).bold = True
        case Picture():
            _picture(doc, block, press)
        case Rows(table, columns, most):
            rows = lines(table, columns, lang, most)
            add_table(doc, len(columns), rows, heads(table, columns, lang))
        case Pairs(pairs):
            _pairs(doc, pairs)
        case Pointers(to):
            names = ("、" if lang == "zh" else "; ").join(title for _, title in to)
            doc.add_paragraph(printable(f"{say('tables_at_end', lang)} {names}"))


def _picture(doc: Any, block: Picture, press: Press) -> None:
    doc.add_picture(io.BytesIO(_png(press, block.file, _WIDE)), width=Mm(_WIDE))


def _pairs(doc: Any, pairs: tuple[tuple[str, str], ...]) -> None:
    add_table(doc, 2, [[(term, False), (text, False)] for term, text in pairs])


def _across(doc: Any) -> None:
    """Pages from here on lie across."""
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def _maps(doc: Any, maps: list[Drawn], lang: str, press: Press) -> None:
    if not maps:
        return
    doc.add_page_break()
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
