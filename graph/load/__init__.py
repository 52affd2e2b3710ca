"""Loading rows from Python, workbooks and CSV files, and taking synthetic ones out again."""

from graph.load.faults import Fault, FaultyRows, Place
from graph.load.loading import ONE_TRANSACTION, import_file, load_parts, load_rows
from graph.load.reading import read_csv, read_workbook
from graph.load.removing import remove_synthetic
from graph.load.run import ImportReport
from graph.load.unfinished import wipe_unfinished
from graph.load.workbook import write_workbook

__all__ = [
    "ONE_TRANSACTION",
    "Fault",
    "FaultyRows",
    "ImportReport",
    "Place",
    "import_file",
    "load_parts",
    "load_rows",
    "read_csv",
    "read_workbook",
    "remove_synthetic",
    "wipe_unfinished",
    "write_workbook",
]
