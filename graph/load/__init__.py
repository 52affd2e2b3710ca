"""Loading rows from Python, workbooks and CSV files, and taking them out again."""

from graph.load.plan.making import plan_load
from graph.load.store import LoadRecord, LoadStore
from graph.load.table.problems import FaultyRows, Place, RowProblem
from graph.load.table.reading import from_file
from graph.load.table.workbook import write_workbook
from graph.load.undo import UndoRefused, undo
from graph.load.write.landing import ONE_TRANSACTION, land
from graph.load.write.loading import import_file, load_parts, load_rows
from graph.load.write.noting import WriteLog
from graph.load.write.removing import remove_synthetic
from graph.load.write.run import ImportReport
from graph.load.write.unfinished import wipe_unfinished

__all__ = [
    "ONE_TRANSACTION",
    "FaultyRows",
    "ImportReport",
    "LoadRecord",
    "LoadStore",
    "Place",
    "RowProblem",
    "UndoRefused",
    "WriteLog",
    "from_file",
    "import_file",
    "land",
    "load_parts",
    "load_rows",
    "plan_load",
    "remove_synthetic",
    "undo",
    "wipe_unfinished",
    "write_workbook",
]
