"""The report as a Word file that can be edited: the same blocks, pictures as PNG, maps on pages that lie across."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from cypher.writers.cells import printable
from cypher.writers.document import Layout, add_table, prepare, same_bytes
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
from dashboard.edition.report.tables import parts_of
from dashboard.edition.report.typeset import Shapes, printed
from dashboard.figures.drawing import colours
from dashboard.figures.lists.table import numeric
from dashboard.texts import say

_PPI = 130.0
_WIDE, _LONG = 170, 257
_TALLEST, _TALLEST_ACROSS = 190, 140
"""How wide pictures are, and how high at most, in millimetres."""
_PAIRS = Layout((120.0, 360.0), 8.5)
_TILES = Layout((160.0, 110.0, 210.0), 10.0)
_MUTED = RGBColor(0x6D, 0x66, 0x5C)


def document(
    content: Content, parts: Report, shapes: Shapes, maps: list[Drawn], press: Press
) -> bytes:
    """The file; pictures lie where the press works, by the names of their blocks."""
    lang = content.plan.lang
    doc: Any = Document()
    title = say("report_title", lang, name=content.plan.name)
    prepare(doc, title, lang, across=False)
    _dress(doc)
    _around(doc, content, title)
    _cover(doc, content, title)
    writer = _Writer(doc, content, shapes, press)
    writer.front(parts.front)
    for block in (*parts.chapters, *parts.annexes):
        writer.add(block)
    _across(doc)
    for block in parts.tables:
        writer.add(block)
    writer.maps(maps)
    return same_bytes(doc)


def _dress(doc: Any) -> None:
    """How headings look; a chapter begins on a page of its own."""
    accent = RGBColor.from_string(colours.ACCENT.lstrip("#").upper())
    for name, size, colour in (("Heading 1", 20, accent), ("Heading 2", 12.5, None)):
        style = doc.styles[name]
        style.font.size = Pt(size)
        if colour is not None:
            style.font.color.rgb = colour
        style.paragraph_format.space_after = Pt(8)
        style.paragraph_format.page_break_before = name == "Heading 1"


def _around(doc: Any, content: Content, title: str) -> None:
    """Above each page but the first what it is, below the days and the number of the page."""
    section, lang = doc.sections[0], content.plan.lang
    section.different_first_page_header_footer = True
    mark = f"　{say('synthetic', lang)}" if content.synthetic else ""
    _small(section.header.paragraphs[0], title + mark)
    foot = section.footer.paragraphs[0]
    _small(foot, f"{printed(content)}　")
    _field(foot, "PAGE")
    _small(foot, " / ")
    _field(foot, "NUMPAGES")


def _small(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.color.rgb = Pt(8), _MUTED
    return run


def _field(paragraph: Any, name: str) -> None:
    """A number that Word fills in."""
    run = _small(paragraph, "1")._r
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run.addprevious(field)
    field.append(run)


def _cover(doc: Any, content: Content, title: str) -> None:
    lang = content.plan.lang
    for text, size, before in ((say("report_name", lang), 30, 110), (title, 18, 0)):
        paragraph = doc.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(before)
        run = paragraph.add_run(printable(text))
        run.font.size, run.bold = Pt(size), before > 0
    doc.add_paragraph(printable(printed(content)))
    if content.synthetic:
        run = doc.add_paragraph().add_run(
            f"{say('synthetic', lang)}：{say('synthetic_more', lang)}"
        )
        run.bold, run.font.color.rgb = True, doc.styles["Heading 1"].font.color.rgb
    _pairs(doc, tuple(front(content)))


class _Writer:
    """Writes the blocks of the report into a document."""

    def __init__(self, doc: Any, content: Content, shapes: Shapes, press: Press) -> None:
        self.doc, self.content, self.shapes, self.press = doc, content, shapes, press
        self.lang = content.plan.lang

    def front(self, page: Front) -> None:
        """The first page."""
        doc, lang = self.doc, self.lang
        doc.add_heading(say("front_title", lang), 1)
        _sentence(doc, page.lead, 15)
        doc.add_paragraph(printable(page.more))
        rows = [[(one.label, False), (one.value, True), (one.beside, False)] for one in page.tiles]
        add_table(doc, 3, rows, layout=_TILES)
        if page.picture is not None:
            self.picture(page.picture)
        for key, found in (("front_open", page.open), ("front_decide", page.decide)):
            if found:
                doc.add_heading(say(key, lang), 2)
            for text in found:
                doc.add_paragraph(printable(text), style="List Bullet")

    def add(self, block: Block) -> None:
        """One block."""
        doc = self.doc
        match block:
            case Heading(level, text):
                doc.add_heading(printable(text), level)
            case Text(text, small, leads):
                paragraph = doc.add_paragraph() if small else doc.add_paragraph(printable(text))
                if small:
                    _small(paragraph, text)
                paragraph.paragraph_format.keep_with_next = leads
            case Finding(text):
                _sentence(doc, text, 13)
            case Picture():
                self.picture(block)
            case Rows():
                self.rows(block)
            case Pairs(pairs):
                _pairs(doc, pairs)
            case Pointers(to):
                names = ("、" if self.lang == "zh" else "; ").join(title for _, title in to)
                _small(doc.add_paragraph(), f"{say('tables_at_end', self.lang)} {names}")

    def rows(self, block: Rows) -> None:
        """A table, its columns as wide as in the PDF."""
        for part in parts_of(block, self.lang, self.content.plan.letters):
            right = {name: numeric(block.table, name) for name in part.names}
            heads = [(part.heads[name], right[name]) for name in part.names]
            lines = zip(*(part.texts[name] for name in part.names), strict=True)
            rows = ([*zip(line, right.values(), strict=True)] for line in lines)
            add_table(self.doc, len(heads), rows, heads, Layout(part.widths, part.size))

    def picture(self, block: Picture) -> None:
        """A picture as wide as the page, or as high as it may be where that would be higher."""
        wide = min(_WIDE, _TALLEST / self.shapes[block.file])
        image = io.BytesIO(_png(self.press, block.file, _WIDE))
        self.doc.add_picture(image, width=Mm(wide))

    def maps(self, maps: list[Drawn]) -> None:
        """Each map on a page that lies across."""
        if not maps:
            return
        self.doc.add_heading(say("annex_maps", self.lang), 1)
        for number, one in enumerate(maps):
            heading = self.doc.add_heading(one.title, 2)
            heading.paragraph_format.page_break_before = number > 0
            about = self.doc.add_paragraph(one.map.about.get(self.lang))
            about.paragraph_format.keep_with_next = True
            image = io.BytesIO(_png(self.press, f"map-{one.map.id}.svg", _LONG))
            shown = self.doc.add_picture(image, width=Mm(_LONG))
            if shown.height > Mm(_TALLEST_ACROSS):
                shown.width = round(shown.width * Mm(_TALLEST_ACROSS) / shown.height)
                shown.height = Mm(_TALLEST_ACROSS)


def _sentence(doc: Any, text: str, size: float) -> None:
    """What a chapter says, before all else."""
    run = doc.add_paragraph().add_run(printable(text))
    run.bold, run.font.size = True, Pt(size)


def _pairs(doc: Any, pairs: tuple[tuple[str, str], ...]) -> None:
    add_table(doc, 2, [[(term, False), (text, False)] for term, text in pairs], layout=_PAIRS)


def _across(doc: Any) -> None:
    """Pages from here on lie across."""
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def _png(press: Press, name: str, wide: int) -> bytes:
    """A picture file as PNG, so many millimetres wide."""
    text = (
        press.opening(name, "zh")
        + f"#set page(width: {wide}mm, height: auto, margin: 0mm)\n"
        + f'#image("{name}", width: 100%)\n'
    )
    return press.png(text, _PPI)[0]
