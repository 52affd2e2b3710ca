"""What the columns of a table mean, and what one row of it becomes, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.load.registers.files import Registers
from graph.load.registers.guess.proposal import Proposal
from graph.load.registers.language import Column, Register
from graph.load.table import cells
from graph.load.table.fields import KINDS
from graph.load.table.headings import heading
from graph.load.table.problems import Words, excerpt
from graph.model import NODES, about_fields


@dataclass(frozen=True)
class Becoming:
    """One thing that a row becomes: the words for its kind, and what is said of it."""

    kind: Words
    said: tuple[tuple[Words, str], ...]


def mapping_of(own: Register, shipped: Registers) -> list[tuple[str, Words | None]]:
    """The headers of a register of one's own with what each is read as; None: it is not read."""
    base = shipped.by_id.get(own.reads_as or "")
    known = {_what(column): (column.zh, column.en) for column in base.columns} if base else {}
    return [
        (column.zh, None if column.skip else known.get(_what(column)) or _of_model(own, column))
        for column in own.columns
    ]


def _what(column: Column) -> tuple[object, ...]:
    many = (column.many.kind, column.many.of) if column.many else None
    says = column.says if column.step else None
    whats = (column.sets, many, column.consent, column.headcounts, column.step, says)
    return *whats, column.day, column.chooses


def _of_model(register: Register, column: Column) -> Words:
    """What a column is by the model's own words, or else by its own."""
    if not column.refs:
        return column.zh, column.en or column.zh
    name, _, field = column.refs[0].partition(".")
    about = about_fields(KINDS[register.kinds[name]]).get(field)
    return (about.zh, about.en) if about else (column.zh, column.en or column.zh)


def becomes(proposal: Proposal) -> tuple[int, list[Becoming]]:
    """The number of the table's first row, and what it becomes."""
    number, row = proposal.sheet.rows[0]
    at = {heading(cell): place for place, cell in enumerate(proposal.sheet.header)}
    said: dict[Words, list[tuple[Words, str]]] = {}
    given = {
        column.zh: excerpt(value)
        for text, column in proposal.columns.items()
        if (value := cells.stripped(row[at[text]] if at[text] < len(row) else None)) is not None
    }
    for column in proposal.register.columns:
        value = proposal.values.get(column.zh) or given.get(column.zh)
        if value:
            for kind in dict.fromkeys(_kinds(proposal.register, column)):
                said.setdefault(kind, []).append(((column.zh, column.en), value))
    return number, [Becoming(kind, tuple(pairs)) for kind, pairs in said.items()]


def _kinds(register: Register, column: Column) -> Iterator[Words]:
    """What a column tells of, in words: the things of the row, and what connects them."""
    for ref in column.refs:
        yield _words_of(register.kinds[ref.partition(".")[0]])
    if column.many:
        yield _words_of(column.many.kind)
    if column.consent:
        yield NODES["Consent"].zh, NODES["Consent"].en
    if column.headcounts:
        yield _words_of(register.kinds[column.headcounts])
    if column.step:
        yield NODES["WishEvent"].zh, NODES["WishEvent"].en


def _words_of(kind: str) -> Words:
    return KINDS[kind].zh, KINDS[kind].en
