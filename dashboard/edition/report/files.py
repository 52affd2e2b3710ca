"""Writes the report: ``report/report.pdf`` and ``report/report.docx``."""

import tempfile
from pathlib import Path

from dashboard.edition.content.content import Content
from dashboard.edition.maps.drawn import drawn
from dashboard.edition.print.press import Press
from dashboard.edition.report.outline import report
from dashboard.edition.report.pictures import overview, picture, proportion
from dashboard.edition.report.typeset import typeset
from dashboard.edition.report.word import document


def write_report(content: Content, folder: Path) -> None:
    """The report as PDF and as Word; its pictures are drawn in a folder of their own."""
    place, lang = folder / "report", content.plan.lang
    place.mkdir(parents=True, exist_ok=True)
    parts, maps = report(content), drawn(content, {})
    with tempfile.TemporaryDirectory(dir=folder) as work:
        shapes = {}
        for name, block in parts.pictures.items():
            text = picture(block, lang)
            shapes[name] = proportion(text)
            (Path(work) / name).write_text(text, "utf-8")
        for one in maps:
            (Path(work) / f"map-{one.map.id}.svg").write_text(
                overview(one, content.plan.letters), "utf-8"
            )
        with Press(Path(work), content.plan.letters, content.plan.as_of) as press:
            (place / "report.pdf").write_bytes(
                press.pdf(typeset(content, parts, shapes, maps, press))
            )
            (place / "report.docx").write_bytes(document(content, parts, shapes, maps, press))
