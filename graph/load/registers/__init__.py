"""Registers (台账): how the sheets that staff keep become rows of the model, and back."""

from graph.load.registers.files import Registers, load_registers, read_register
from graph.load.registers.language import Register
from graph.load.registers.source import column_words, is_known, source_from_file, source_of
from graph.load.registers.writing.workbook import write_records, write_register_workbook

__all__ = [
    "Register",
    "Registers",
    "column_words",
    "is_known",
    "load_registers",
    "read_register",
    "source_from_file",
    "source_of",
    "write_records",
    "write_register_workbook",
]
