"""Loading rows from Python, workbooks and CSV files, and taking synthetic ones out again."""

from graph.load.table.problems import FaultyRows, Place, RowProblem
from graph.load.table.reading import from_file
from graph.load.table.workbook import write_workbook
from graph.load.write.loading import ONE_TRANSACTION, import_file, load_parts, load_rows
from graph.load.write.removing import remove_synthetic
from graph.load.write.run import ImportReport
from graph.load.write.unfinished import wipe_unfinished

__all__ = [
    "ONE_TRANSACTION",
    "FaultyRows",
    "ImportReport",
    "Place",
    "RowProblem",
    "from_file",
    "import_file",
    "load_parts",
    "load_rows",
    "remove_synthetic",
    "wipe_unfinished",
    "write_workbook",
]
