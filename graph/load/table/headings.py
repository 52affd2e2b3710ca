"""Words of column headers as people write them, and which row of a sheet is its header."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from functools import cache

from graph.load.table.fields import KINDS, fields_of, yuan_of
from graph.load.table.formats.grid import is_blank

Known = Callable[[object], bool]
_ROWS_LOOKED_AT = 20
_LONGEST_HEADING = 40
_MARKS = re.compile(r"[*:]|[(\[][^()\[\]]*(?:必填|选填|可不填|required|optional)[^()\[\]]*[)\]]")
_TOTAL = re.compile(r"(合|总|小|共)计[:：]?|以下空白")
_SIGNED = re.compile(
    r"(填表|填报|制表|审核|复核|经办|统计|报送)(人|单位|日期|时间)|单位[(（]?盖章|盖章|签字|签名"
    r"|(备?注|说明|注释)[:：]"
)


def heading(cell: object) -> str:
    """A header cell as one line of text; nothing where it is blank."""
    return "" if cell is None else " ".join(str(cell).split())


def bare(text: str) -> str:
    """A header without full-width letters and the marks of what is required: ``名称*（必填）`` is ``名称``."""
    if len(text) > 5 * _LONGEST_HEADING:
        return text
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).split())


@cache
def model_words() -> frozenset[str]:
    """Everything that a column of a kind's sheet may be called."""
    words: set[str] = set()
    for kind in KINDS.values():
        for name, field in fields_of(kind).items():
            money = (yuan_of(name), f"{field.zh}(元)") if field.fen else ()
            words.update((name, field.zh, bare(field.header), *money))
    return frozenset(words)


def knows(words: Collection[str]) -> Known:
    """Whether a cell is one of these column names, or ends in one as ``名称 name`` does."""

    def known(cell: object) -> bool:
        if not isinstance(cell, str) or len(cell) > 2 * _LONGEST_HEADING:
            return False
        text = bare(cell)
        return bool(text) and (text in words or text.split()[-1] in words)

    return known


def numbers_rows(text: str) -> bool:
    """Whether a column only numbers the rows, as most tables do, and says nothing of them."""
    return bare(text).lower() in ("序号", "行号", "no", "no.", "#")


def header_at(rows: Sequence[tuple[int, Sequence[object]]], known: Known) -> int:
    """Where the header stands among the filled rows: the first with the most known names.

    Where fewer than two are known it is the first row that is as wide as most and all of short
    texts, for titles and dates above a table fill a cell or two.
    """
    top = rows[:_ROWS_LOOKED_AT]
    names = [len({str(cell) for cell in row if known(cell)}) for _, row in top]
    if names and max(names) > 1:
        return names.index(max(names))
    widths = [sum(not is_blank(cell) for cell in row) for _, row in top]
    for at, (_, row) in enumerate(top):
        if widths[at] > max(widths) / 2 and _all_short_texts(row):
            return at
    return 0


def _all_short_texts(row: Sequence[object]) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    return all(isinstance(cell, str) and len(cell) <= _LONGEST_HEADING for cell in filled)


def is_footer(row: Sequence[object]) -> bool:
    """Whether a row below a table sums it up or says who filled it in, and is none of its own."""
    first = next((cell for cell in row if not is_blank(cell)), None)
    if not isinstance(first, str):
        return False
    text = "".join(first.split())
    return bool(_TOTAL.fullmatch(text) or _SIGNED.match(text))
