"""The answers as they are kept for the next edition and for comparing two."""

from pathlib import Path

from dashboard.edition.content.content import Content
from dashboard.edition.content.frozen_answers import (
    ANSWERS,
    CORRECTED,
    YEAR_BEFORE,
    frozen_text,
)


def write_answers(content: Content, folder: Path) -> None:
    """``data/answers.json``, ``data/corrected.json``: what the edition before would say now, and
    ``data/year_before.json``: what stands beside this year's numbers."""
    corrected = {one.now.id: one.now for one in content.corrections if one.now is not None}
    for file, tables in (
        (ANSWERS, content.tables),
        (CORRECTED, corrected),
        (YEAR_BEFORE, content.year_before),
    ):
        if tables:
            place = folder / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(frozen_text(tables), "utf-8", newline="\n")
