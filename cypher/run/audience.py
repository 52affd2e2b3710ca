"""What an audience may see of an answer: hidden columns, and for the public no small counts of people."""

from cypher.errors import NotForAudience
from cypher.file.parse import SavedStatement
from cypher.header import Audience

Rows = list[tuple[object, ...]]
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
    """Counts of people from 1 to ``least`` - 1 become None, and with them the shares of the same row."""
    columns = [saved.header.columns.get(name) for name in names]
    counts = [
        (at, one) for at, one in enumerate(columns) if one and one.unit in ("count", "person")
    ]
    shares = [(at, one) for at, one in enumerate(columns) if one and one.unit == "percent"]
    shown, withheld = [], 0
    for row in rows:
        by_name = dict(zip(names, row, strict=True))
        small = {
            at
            for at, column in counts
            if isinstance(n := row[at], int) and 0 < n < least and column.counts_people(by_name)
        }
        if small:
            small |= {
                at
                for at, column in shares
                if row[at] is not None and column.is_about_people(by_name)
            }
            row = tuple(None if at in small else value for at, value in enumerate(row))
            withheld += len(small)
        shown.append(row)
    return shown, withheld
