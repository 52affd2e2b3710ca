"""A column of several codes as columns of ticks: what rows have in common is said once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from cypher.header import Column, Words
from cypher.table import Table
from cypher.words import words
from dashboard.figures.lists.table import TICK
from dashboard.texts import say

_MARK = "✓"


@dataclass(frozen=True)
class Ticked:
    """A table whose column of codes became columns of ticks, and the codes that every row has."""

    table: Table
    columns: tuple[str, ...]
    shared: tuple[str, ...]


def ticked(table: Table, name: str, columns: Sequence[str]) -> Ticked:
    """The table with a tick for each code of the column ``name`` that some rows have and some have
    not; ``columns`` are those that are listed, the ticks take the place of ``name``."""
    at = table.names.index(name)
    held = [_codes(row[at]) for row in table.rows]
    filled = [codes for codes in held if codes]
    codes = [code for code in table.codes(name) if any(code in one for one in filled)]
    shared = tuple(code for code in codes if all(code in one for one in filled))
    apart = [code for code in codes if code not in shared]
    rows = [
        (*row, *(_MARK if code in codes_of_row else "" for code in apart))
        for row, codes_of_row in zip(table.rows, held, strict=True)
    ]
    added = {f"{TICK}{code}": Column(label=_label(table, name, code)) for code in apart}
    header = table.header.model_copy(update={"columns": {**table.header.columns, **added}})
    place = list(columns).index(name)
    listed = (*columns[:place], *added, *columns[place + 1 :])
    return Ticked(
        replace(table, names=(*table.names, *added), rows=rows, header=header), listed, shared
    )


def in_common(table: Table, name: str, codes: Sequence[str], lang: str) -> Markup:
    """A sentence with the codes that all rows have; nothing where they have none in common."""
    if not codes:
        return Markup("")
    between = "、" if lang == "zh" else ", "
    text = between.join(_label(table, name, code).get(lang) for code in codes)
    return Markup('<p class="in-common">{}</p>').format(say("in_common", lang, what=text))


def _codes(value: object) -> set[object]:
    return set(value) if isinstance(value, list | tuple) else set()


def _label(table: Table, name: str, code: str) -> Words:
    column = table.column(name)
    return (column.values or {}).get(code) or words().get(column.words or "", {})[code]
