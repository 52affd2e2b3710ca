"""What the public may read of a table: after small counts, what would give them away goes too."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from cypher.table import Table
from dashboard.edition.public.suppression import hidden, of_list

_COUNTS = ("count", "person")
_TOTAL = "total"


def suppressed(seen: Table, whole: Table) -> Table:
    """An answer from which small counts were taken, without what would give them away.

    Each column of counts is taken with its total, which the reader is taken to know whether it is
    printed or not. With a count go the shares of its row.
    """
    least = seen.header.privacy.small_cell
    assert least is not None
    rows = [list(row) for row in seen.rows]
    inner = [not _is_total(row) for row in whole.dicts()]
    shares = [at for at, name in enumerate(seen.names) if seen.column(name).unit == "percent"]
    for at, name in enumerate(seen.names):
        if seen.column(name).unit not in _COUNTS:
            continue
        true = [row[whole.names.index(name)] for row in whole.rows]
        told = {n: value for n, value in enumerate(true) if isinstance(value, int) and inner[n]}
        gone = [n for n in told if seen.rows[n][at] is None]
        if not gone:
            continue
        places, arcs = list(told), of_list(list(told.values()), sum(told.values()))
        for found in hidden(arcs, least, [places.index(n) for n in gone]):
            cells = places[found : found + 1] or _totals(inner)
            for n in cells:
                for one in (at, *shares):
                    rows[n][one] = None
    told_rows = [tuple(row) for row in rows]
    return replace(seen, rows=told_rows, withheld=_withheld(told_rows, seen, whole))


def unnamed(table: Table, silent: Collection[str]) -> Table:
    """An answer without the cells in whose text a name or id of those stands who have not agreed."""
    if not silent:
        return table
    rows = [tuple(None if _names(value, silent) else value for value in row) for row in table.rows]
    gone = sum(
        new is None and old is not None
        for row, before in zip(rows, table.rows, strict=True)
        for new, old in zip(row, before, strict=True)
    )
    return replace(table, rows=rows, withheld=table.withheld + gone) if gone else table


def _names(value: object, silent: Collection[str]) -> bool:
    if isinstance(value, list):
        return any(_names(one, silent) for one in value)
    return isinstance(value, str) and any(name in value for name in silent)


def _totals(inner: list[bool]) -> list[int]:
    return [n for n, one in enumerate(inner) if not one]


def _withheld(rows: list[tuple[object, ...]], seen: Table, whole: Table) -> int:
    places = [whole.names.index(name) for name in seen.names]
    return sum(
        value is None and true[places[at]] is not None
        for row, true in zip(rows, whole.rows, strict=True)
        for at, value in enumerate(row)
    )


def _is_total(row: Mapping[str, object]) -> bool:
    return _TOTAL in row.values()
