"""The parts of an edition, in the order in which they are written; adding one is a module and a line."""

from collections.abc import Callable
from pathlib import Path

from dashboard.edition.content.content import Content
from dashboard.edition.data.answers import write_answers
from dashboard.edition.data.rebuild import write_script
from dashboard.edition.data.sheets import write_csv, write_workbook
from dashboard.edition.maps.files import write_maps
from dashboard.edition.report.files import write_report

PARTS: tuple[Callable[[Content, Path], None], ...] = (
    write_maps,
    write_report,
    write_answers,
    write_workbook,
    write_csv,
    write_script,
)
