"""The four kinds of nothing that a cell can hold; their words stand in words.yaml under ``nothing``."""

from collections.abc import Mapping, Sequence
from enum import Enum

Rows = list[tuple[object, ...]]


class Nothing(Enum):
    """Why a cell has no value.

    A cell that holds None was NOT_RECORDED; the other three stand in the cell themselves. Each is
    false, so that ``value or 0`` treats all four alike.
    """

    NOT_RECORDED = "not_recorded"
    WITHHELD = "withheld"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPUTED = "not_computed"

    def __bool__(self) -> bool:
        return False


def is_nothing(value: object) -> bool:
    """Whether a cell has no value, of whichever kind."""
    return value is None or isinstance(value, Nothing)


def kind_of_nothing(value: object) -> Nothing | None:
    """The kind that a cell holds; None where it has a value."""
    if value is None:
        return Nothing.NOT_RECORDED
    return value if isinstance(value, Nothing) else None


def fill_empty_cells(names: Sequence[str], rows: Rows, empty: Mapping[str, Nothing | str]) -> Rows:
    """Rows in which None is replaced by the kind of nothing that it means in its column.

    ``empty`` maps a column to the kind that its empty cells are of, or to the name of the column
    whose cell in the same row holds that kind's code; any other code leaves None.
    """
    columns = [(at, empty[name]) for at, name in enumerate(names) if name in empty]
    reasons = {at: names.index(kind) for at, kind in columns if kind in names}
    if not columns:
        return rows
    filled = []
    for row in rows:
        cells = list(row)
        for at, kind in columns:
            if cells[at] is None:
                code = row[reasons[at]] if at in reasons else kind
                cells[at] = code if isinstance(code, Nothing) else _FILLED.get(str(code))
        filled.append(tuple(cells))
    return filled


_FILLED = {kind.value: kind for kind in Nothing if kind is not Nothing.NOT_RECORDED}
