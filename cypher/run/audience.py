"""What an audience may see of one answer: who may ask at all, which columns are hidden, whose gifts."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from cypher.errors import NotForAudience
from cypher.file.parse import SavedStatement
from cypher.file.tokens import UNNAMED, parameters_in
from cypher.header import Audience
from cypher.reader import Reader

Rows = list[tuple[object, ...]]
SEE_EVERY_GIVER: frozenset[Audience] = frozenset({"staff"})
"""Who reads the names of givers that do not want to be named: those who keep the ledger. To all others
nothing says who made such a gift, or the pledge that it settled."""
_NAMES = {"staff": ("工作人员", "staff"), "committee": ("党委", "the committee")}


def refuse_others(saved: SavedStatement, audience: Audience) -> None:
    """Raise NotForAudience where a file is not open to an audience.

    The public is refused every single answer: which of its counts give people away depends on
    everything else that is published, so what the public reads is made as a public edition.
    """
    title = saved.header.title
    if audience == "public":
        raise NotForAudience(
            f"“{title.zh}”的单张结果不供公开：哪些数字会暴露个人，要与其他已公开的内容一起推算。"
            "给公众看的请做公开版：lianxin edition make 2025 --audience public。",
            f"A single answer of '{title.en}' is not for publication: which of its counts give people "
            "away depends on all else that is published. For the public make a public edition: "
            "lianxin edition make 2025 --audience public.",
        )
    if audience not in saved.header.audience:
        zh, en = _NAMES[audience]
        raise NotForAudience(f"“{title.zh}”不对{zh}开放。", f"'{title.en}' is not open to {en}.")


def visible(
    saved: SavedStatement, names: tuple[str, ...], rows: Rows, audience: Audience
) -> tuple[tuple[str, ...], Rows]:
    """The names of the columns that an audience may see, and the rows with only these."""
    hidden = saved.header.privacy.hide.get(audience, ())
    if not hidden:
        return names, rows
    kept = [at for at, name in enumerate(names) if name not in hidden]
    return tuple(names[at] for at in kept), [tuple(row[at] for at in kept) for row in rows]


@lru_cache(2000)
def _asks_for_unnamed(statement: str) -> bool:
    return UNNAMED in parameters_in(statement)


def unnamed(
    saved: SavedStatement, reader: Reader | None, gifts: Callable[[], Iterable[str]]
) -> dict[str, object]:
    """What a statement that asks for ``$unnamed`` is given: ``id``, those of the gifts and pledges
    whose giver the reader may not be told; none for a file's own test (no reader)."""
    if not _asks_for_unnamed(saved.statement):
        return {}
    sees = reader is None or reader.audience in SEE_EVERY_GIVER
    return {UNNAMED: {"id": [] if sees else sorted(gifts())}}
