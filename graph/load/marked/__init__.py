"""What is wrong with a file, given back to the person who wrote it: grouped, and in its own cells."""

from graph.load.marked.grouping import ProblemGroup, grouped
from graph.load.marked.workbook import marked_workbook

__all__ = ["ProblemGroup", "grouped", "marked_workbook"]
