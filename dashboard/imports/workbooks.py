"""Workbooks to take away, each made in a folder that goes when it has been sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.errors import NoSuchUpload
from dashboard.imports.plans.planning import Planner
from dashboard.texts import Lang, say
from graph.load.marked import marked_workbook
from graph.load.registers import load_registers, write_register_workbook
from graph.load.registers.reading.columns import headers_of
from graph.load.table.headings import bare
from graph.load.table.problems import RowProblem
from graph.load.table.workbook import write_workbook
from graph.model import SHANGHAI


@dataclass
class MadeFile:
    """A file that was made, and what people are to call it."""

    name: str
    path: Path
    _folder: "TemporaryDirectory[str]"

    def close(self) -> None:
        """Remove it."""
        self._folder.cleanup()


def made(kind: str, planner: Planner, lang: Lang) -> MadeFile:
    """A workbook of registers, ``blank`` or with the ``town``'s data, or of ``all_kinds``.

    Raises GraphError.
    """
    if kind not in ("blank", "town", "all_kinds"):
        raise NoSuchUpload("没有这种台账。", "There is no such workbook.")
    folder, town = TemporaryDirectory(prefix="lianxin-"), planner.town()
    path = Path(folder.name) / "workbook.xlsx"
    if kind == "all_kinds":
        write_workbook(path, {}, town)
    else:
        registers = load_registers(planner.own)
        blank = kind == "blank"
        write_register_workbook(path, planner.graph, registers, town, lang, blank=blank)
    day = f"_{datetime.now(SHANGHAI):%Y-%m-%d}" if kind == "town" else ""
    return MadeFile(f"{say(f'import_file_{kind}', lang)}{day}.xlsx", path, folder)


def marked(
    path: Path, name: str, faults: Sequence[RowProblem], planner: Planner, lang: Lang
) -> MadeFile:
    """A file that was brought, with its faults listed first and marked in their cells."""
    folder = TemporaryDirectory(prefix="lianxin-")
    out = Path(folder.name) / "marked.xlsx"
    registers = load_registers(planner.own)
    words = {bare(header) for register in registers for header in headers_of(register)}
    marked_workbook(path, faults, out, name, words, lang)
    return MadeFile(f"{Path(name).stem}_{say('import_file_marked', lang)}.xlsx", out, folder)
