"""The press: typst pages from text, as PDF/A with fonts inside, and as PNG; the same bytes each time."""

import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

import typst

from dashboard.edition.print.font_metrics import FontMetrics, shipped

STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]


class Press:
    """Compiles typst text whose files lie below one folder; nothing of the machine's fonts is used.

    To be used as a context: a further font lies in a folder of its own meanwhile.
    """

    def __init__(self, root: Path, letters: FontMetrics, day: date) -> None:
        self._root = root
        self._letters = letters
        self._held = ExitStack()
        self._moment = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def pdf(self, text: str) -> bytes:
        """PDF/A-2a, tagged for those who cannot see it."""
        output = self._compiler.compile(
            text.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=self._moment
        )
        assert isinstance(output, bytes)
        return output

    def png(self, text: str, ppi: float) -> list[bytes]:
        """A picture a page."""
        output = self._compiler.compile(
            text.encode(), format="png", ppi=ppi, timestamp=self._moment
        )
        return output if isinstance(output, list) else [output or b""]

    def opening(self, title: str, lang: str) -> str:
        """What every document begins with: title, day, language, fonts."""
        fonts = ", ".join(quoted(family) for family in self._letters.families)
        day, where = self._moment, 'lang: "zh", region: "cn"' if lang == "zh" else 'lang: "en"'
        return (
            f"#set document(title: {quoted(title)}, "
            f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))\n"
            f"#set text(font: ({fonts},), {where}, fallback: false)\n"
        )

    @cached_property
    def _compiler(self) -> typst.Compiler:
        """One compiler for all pages: the fonts are read once."""
        folders: list[Path] = [shipped()[0].parent]
        if self._letters.more is not None:  # typst takes folders; the font's own may hold others
            beside = Path(self._held.enter_context(tempfile.TemporaryDirectory(dir=self._root)))
            shutil.copy(self._letters.more, beside)
            folders.append(beside)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        )
        return typst.Compiler(root=self._root, font_paths=fonts, ignore_system_fonts=True)


def quoted(text: str) -> str:
    """A text as a string of typst: nothing in it is markup."""
    plain = "".join(one if one.isprintable() else " " for one in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
