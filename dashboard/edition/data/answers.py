"""The answers as they are kept for the next edition and for comparing two."""

from pathlib import Path

from dashboard.edition.content.content import Content
from dashboard.edition.content.frozen_answers import FILE, frozen_text


def write_answers(content: Content, folder: Path) -> None:
    """``data/answers.json``."""
    place = folder / FILE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(frozen_text(content.tables), "utf-8", newline="\n")
