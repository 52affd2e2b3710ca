"""What an audience may see of an answer: hidden columns, and for the public no small counts."""

from cypher.errors import NotForAudience
from cypher.file.parse import SavedStatement
from cypher.header import Audience

Rows = list[tuple[object, ...]]
_COUNTS = ("count", "person")
_NAMES = {
    "staff": ("工作人员", "staff"),
    "committee": ("党委", "the committee"),
    "public": ("公众", "the public"),
}


def refuse_others(saved: SavedStatement, audience: Audience) -> None:
    """Raise NotForAudience where the file is not open to an audience."""
    if audience not in saved.header.audience:
        title, (zh, en) = saved.header.title, _NAMES[audience]
        raise NotForAudience(f"“{title.zh}”不对{zh}开放。", f"“{title.en}” is not open to {en}.")


def seen(
    saved: SavedStatement, names: tuple[str, ...], rows: Rows, audience: Audience
) -> tuple[tuple[str, ...], Rows, int]:
    """The columns and rows that an audience may see, and how many cells were withheld."""
    hidden = saved.header.privacy.hide.get(audience, ())
    if hidden:
        kept = [at for at, name in enumerate(names) if name not in hidden]
        names = tuple(names[at] for at in kept)
        rows = [tuple(row[at] for at in kept) for row in rows]
    least = saved.header.privacy.small_cell
    if least is None or audience != "public":
        return names, rows, 0
    return names, *_without_small(saved, names, rows, least)


def _without_small(
    saved: SavedStatement, names: tuple[str, ...], rows: Rows, least: int
) -> tuple[Rows, int]:
    """Counts from 1 to ``least`` - 1 become None, and with them the shares of the same row."""
    units = [column.unit if (column := saved.header.columns.get(name)) else None for name in names]
    counts = [at for at, unit in enumerate(units) if unit in _COUNTS]
    shares = [at for at, unit in enumerate(units) if unit == "percent"]
    told, withheld = [], 0
    for row in rows:
        small = {at for at in counts if isinstance(n := row[at], int) and 0 < n < least}
        if small:
            small |= {at for at in shares if row[at] is not None}
            row = tuple(None if at in small else value for at, value in enumerate(row))
            withheld += len(small)
        told.append(row)
    return told, withheld
