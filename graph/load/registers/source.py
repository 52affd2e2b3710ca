"""A file of registers, sheets of kinds, or both, as the rows of the model that a load takes."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from graph.client import Graph
from graph.load.collector import fewer_collections
from graph.load.registers.directory import Directory
from graph.load.registers.files import Registers
from graph.load.registers.language import Register
from graph.load.registers.life.drafting import LifeWriter
from graph.load.registers.reading.assembling import Assembler
from graph.load.registers.reading.columns import column_of, headers_of, names_of
from graph.load.registers.reading.drafts import Drafts
from graph.load.registers.reading.existing import Existing
from graph.load.registers.reading.identifying import Answers, identify
from graph.load.registers.reading.making import aliases
from graph.load.registers.reading.required import fill_required
from graph.load.registers.reading.rows import read_sheet
from graph.load.registers.reading.sheet import RegisterSheet
from graph.load.registers.reading.succession import end_by_the_next
from graph.load.registers.records import GraphRecords, Records, name_field
from graph.load.table.columns import kind_of, kinds_of_header
from graph.load.table.fields import KINDS, fields_of
from graph.load.table.headings import bare, heading
from graph.load.table.reading import Source, Table, add_sheet, taken_as
from graph.load.table.sheets import RawSheet, read_sheets
from graph.model import NODES
from graph.model.town import NO_TOWN, Town
from graph.model.words import even


class Options(Answers, Protocol):
    """What a person has chosen that matters for reading; ``graph.load.plan.Choices`` has it."""

    @property
    def left_out(self) -> Collection[str]:
        """Unknown columns to pass over, as ``sheet!header``."""


@fewer_collections()
def source_from_file(
    path: Path,
    graph: Graph,
    registers: Registers,
    town: Town = NO_TOWN,
    options: Options | None = None,
    name: str | None = None,
) -> Source:
    """The rows of a workbook or a CSV file, whose sheets are registers or kinds of the model.

    Raises LoadError where the file cannot be read at all; what is wrong inside it is in the source.
    """
    sheets = read_sheets(path, name, column_words(registers))
    return source_of(sheets, GraphRecords(graph), registers, town, options, name or path.name)


def column_words(registers: Registers) -> set[str]:
    """Everything that a column of a register may be called, by which a header row is found."""
    return {bare(text) for register in registers for text in headers_of(register)}


def is_known(sheet: RawSheet, registers: Registers) -> bool:
    """Whether a sheet is a register's, or a kind's, with no column that nobody knows."""
    register = register_of(sheet, registers)
    if register is None:
        return bool(kinds_of_header(sheet.header))
    names = names_of(register)
    return all(column_of(cell, names) for cell in sheet.header if heading(cell))


def source_of(
    sheets: Sequence[RawSheet],
    records: Records,
    registers: Registers,
    town: Town = NO_TOWN,
    options: Options | None = None,
    name: str = "",
) -> Source:
    """The rows of sheets, looking at what is on record already."""
    source = Source(name, sheets=[sheet.title for sheet in sheets])
    left_out = frozenset(options.left_out) if options else frozenset[str]()
    read: list[RegisterSheet] = []
    for sheet in (one.without(left_out) for one in sheets):
        register = register_of(sheet, registers)
        if register is None:
            add_sheet(source, sheet, left_out)
        else:
            read.append(read_sheet(_without_skipped(sheet, register), register, town, left_out))
            if not _by_title(sheet, register):
                source.notes.append(taken_as(sheet, register.sheet.zh, register.sheet.en))
    if read:
        _assemble(source, read, records, registers, town, options)
    return source


def _without_skipped(sheet: RawSheet, register: Register) -> RawSheet:
    """The sheet without the columns that its register does not read, and their faults.

    The first one stays, for the row of example is marked there.
    """
    names = names_of(register)
    skipped = [
        f"{sheet.title}!{heading(cell)}"
        for cell in sheet.header
        if (column := column_of(cell, names)) and column.skip and column is not register.columns[0]
    ]
    return sheet.without(skipped)


def register_of(sheet: RawSheet, registers: Registers) -> Register | None:
    """The register that a sheet is: by its title, or by its columns where those leave no doubt."""
    kind = kind_of(sheet.title)
    fields = [*fields_of(KINDS[kind])] if kind else []
    as_kind = sum(_last_word(cell) in fields for cell in sheet.header)
    if by_title := [register for register in registers if _by_title(sheet, register)]:
        register = max(by_title, key=lambda one: _fit(sheet, one))
        return register if _fit(sheet, register) >= as_kind else None
    best = max(registers, key=lambda r: _fit(sheet, r), default=None)
    enough = max(2, as_kind + 1, _CLEAR * len([c for c in sheet.header if c]))
    if best is None or _fit(sheet, best) < enough:
        return None
    names = names_of(best)
    there = {column.zh for cell in sheet.header if cell and (column := column_of(cell, names))}
    return best if all(c.zh in there for c in best.columns if c.required) else None


def _by_title(sheet: RawSheet, register: Register) -> bool:
    names = (even(register.sheet.zh), even(register.sheet.en), register.id)
    return even(sheet.title) in names


_CLEAR = 0.6
"""The share of a sheet's headers that must be a register's own where its title says nothing."""


def _fit(sheet: RawSheet, register: Register) -> int:
    names = names_of(register)
    return sum(column_of(cell, names) is not None for cell in sheet.header if cell)


def _last_word(cell: object) -> str:
    return str(cell).split()[-1] if cell and str(cell).split() else ""


def _assemble(
    source: Source,
    read: list[RegisterSheet],
    records: Records,
    registers: Registers,
    town: Town,
    options: Options | None,
) -> None:
    directory = Directory(records, [alias for r in registers for alias in aliases(r)])
    for table in source.tables:
        _declare(table, directory)
    identify(read, directory, options)
    ids = {id for sheet in read for row in sheet.rows for id in row.ids.values()}
    drafts = Drafts(town)
    existing = Existing(directory, ids)
    assembler = Assembler(directory, drafts, town, existing)
    for sheet in read:
        for row in sheet.rows:
            assembler.add_row(sheet, row)
        if sheet.register.life:
            LifeWriter(sheet, assembler).add_lives()
    end_by_the_next(drafts, existing)
    fill_required(drafts, read, directory)
    source.tables.extend(drafts.tables())
    for sheet in read:
        source.faults.extend(sheet.problems)
        source.notes.extend(sheet.notes)
    source.faults.extend(drafts.problems)


def _declare(table: Table, directory: Directory) -> None:
    """The things that a sheet of a kind brings can be named in registers of the same file."""
    if table.kind not in NODES:
        return
    named = name_field(table.kind)
    for _, values in table.rows:
        if isinstance(id := values.get("id"), str):
            name = values.get(named) if named else None
            directory.declare(table.kind, id.strip(), str(name) if isinstance(name, str) else "")
