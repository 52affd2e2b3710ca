"""The one door for what the public reads: no name without consent, no small count of people, nothing
from which either follows."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace

from cypher.nothing import Nothing
from cypher.table import Table
from cypher.views import LayersView
from dashboard.edition.public.tables_system import Statement, TablesSystem, system_of
from dashboard.edition.public.withholding import withhold

SECONDS = 20.0
"""For how long it is worked out what to withhold; then more is withheld than is needed."""
_WITHHELD = Nothing.WITHHELD
Row = tuple[object, ...]


@dataclass(frozen=True)
class Published:
    """Answers as the public reads them, by key, and whether more was withheld for lack of time."""

    tables: Mapping[Hashable, Table]
    unfinished: bool


def publish(
    statements: Mapping[Hashable, Statement], unnamed: Collection[str],
    earlier: Mapping[Hashable, Statement], seconds: float = SECONDS,
) -> Published:  # fmt: skip
    """What the public may read of all answers of one publication.

    ``unnamed``: ids and names of those who have not agreed to be named. ``earlier``: what the public
    has read already, and its true values; keys are not those of ``statements``.
    """
    found = system_of({**earlier, **statements})
    result = withhold(found.system, found.small, seconds)
    tables = {
        key: _public(one, _withheld_cells(found, key, result.withheld), unnamed)
        for key, one in statements.items()
    }
    return Published(tables, result.unfinished)


def _withheld_cells(
    found: TablesSystem, key: Hashable, withheld: Collection[int]
) -> frozenset[tuple[int, str]]:
    """The cells of a table, as row number and column, that may not be read."""
    return frozenset(
        (cell.row, cell.column)
        for cell, index in found.cells.items()
        if cell.table == key and (index in withheld or not found.counts[index].shown)
    )


def _public(
    statement: Statement, withheld: frozenset[tuple[int, str]], unnamed: Collection[str]
) -> Table:
    table = statement.table
    rows = [
        tuple(
            _WITHHELD
            if _is_withheld(table, row, at, name, withheld)
            else without_names(value, unnamed)
            for name, value in row.items()
        )
        for at, row in enumerate(table.dicts())
    ]
    hidden = table.header.privacy.hide.get("public", ())
    places = [at for at, name in enumerate(table.names) if name not in hidden]
    shown = replace(
        table,
        names=tuple(table.names[at] for at in places),
        rows=[tuple(row[at] for at in places) for row in rows],
    )
    cells = sum(value is _WITHHELD for row in shown.rows for value in row)
    return replace(without_hidden_relationships(shown), withheld=cells)


def _is_withheld(
    table: Table, row: Mapping[str, object], at: int, name: str,
    withheld: frozenset[tuple[int, str]],
) -> bool:  # fmt: skip
    """Whether a cell may not be read: a count by itself, a share with any count of its row."""
    if (at, name) in withheld:
        return True
    column = table.column(name)
    if column.unit != "percent" or not column.is_about_people(row) or row[name] is None:
        return False
    return any((at, other) in withheld for other in table.names)


def without_names(value: object, unnamed: Collection[str]) -> object:
    """A value, or WITHHELD where a name or id of those stands in it who have not agreed."""
    return _WITHHELD if _names_any(value, unnamed) else value


def _names_any(value: object, unnamed: Collection[str]) -> bool:
    if isinstance(value, list):
        return any(_names_any(one, unnamed) for one in value)
    return isinstance(value, str) and any(name in value for name in unnamed)


def without_hidden_relationships(table: Table) -> Table:
    """A table of relationships in which those of a withheld weight have no end any more.

    Of each start remains one row that says that there are such, and not where they lead.
    """
    view = table.header.view
    if (
        not isinstance(view, LayersView)
        or view.value not in table.names
        or view.source_id not in table.names
    ):
        return table
    weight = table.names.index(view.value)
    kept = {view.level, view.group, view.source, view.source_id}
    rows: list[Row] = []
    for row in table.rows:
        if row[weight] is _WITHHELD:
            row = tuple(
                value if name in kept else _WITHHELD
                for name, value in zip(table.names, row, strict=True)
            )
            if row in rows:
                continue
        rows.append(row)
    return replace(table, rows=rows)
