"""The pages of an edition's printed report, each edition's read once in a run."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdf

REPORT = Path("report") / "report.pdf"


@dataclass(frozen=True)
class Printed:
    """A page: its text, and whether it lies across."""

    text: str
    across: bool


@cache
def pages_of(folder: Path) -> tuple[Printed, ...]:
    """The pages of the report of the edition in a folder, which nobody alters."""
    return tuple(
        Printed(page.extract_text(), page.mediabox.width > page.mediabox.height)
        for page in pypdf.PdfReader(folder / REPORT).pages
    )
