"""What stands on a page of a PDF, letter by letter, as PDFium reads it: each letter's size and box in points."""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

CELL = 40.0


class Letter(NamedTuple):
    """One letter: its size, and the box of its ink from the page's lower left corner."""

    text: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


class Page:
    """A page: its size in points, its text, its letters by their place in the text."""

    def __init__(self, path: Path, number: int = 0) -> None:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number]
            self.width, self.height = page.get_size()
            text = page.get_textpage()
            self.letters = [_letter(text, at) for at in range(text.count_chars())]
        self.text = "".join(one.text for one in self.letters)

    def sizes(self, words: str) -> set[float]:
        """The sizes in which some words are printed, wherever they stand."""
        found, at = set(), self.text.find(words)
        while at >= 0:
            found |= {one.size for one in self.letters[at : at + len(words)] if one.text.strip()}
            at = self.text.find(words, at + 1)
        return found

    def overlapping(self, least: float = 0.6) -> Iterator[tuple[Letter, Letter]]:
        """Pairs of letters whose ink boxes lie on each other by more than ``least`` points both ways."""
        cells: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for one in self.letters:
            if not one.text.strip() or one.right <= one.left:
                continue
            places = {
                (int(x // CELL), int(y // CELL))
                for x in (one.left, one.right)
                for y in (one.bottom, one.top)
            }
            near = {other for place in places for other in cells[place]}
            for other in near:
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.top, other.top) - max(one.bottom, other.bottom)
                if across > least and down > least:
                    yield one, other
            for place in places:
                cells[place].append(one)


def _letter(text: "pypdfium2.PdfTextPage", at: int) -> Letter:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
    stretched = (matrix.c**2 + matrix.d**2) ** 0.5
    size = pdfium.FPDFText_GetFontSize(text, at) * stretched
    box = text.get_charbox(at)
    return Letter(chr(pdfium.FPDFText_GetUnicode(text, at)), round(size, 2), *box)
