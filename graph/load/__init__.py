"""Loading rows from Python, workbooks and CSV files, and taking synthetic ones out again."""

from graph.load.faults import Fault, FaultyRows, Place
from graph.load.loading import ImportReport, import_file, load_rows, wipe_unfinished
from graph.load.removing import remove_synthetic
from graph.load.workbook import write_workbook

__all__ = [
    "Fault",
    "FaultyRows",
    "ImportReport",
    "Place",
    "import_file",
    "load_rows",
    "remove_synthetic",
    "wipe_unfinished",
    "write_workbook",
]
