"""Every header and every cell of a sheet looked at for personal data."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from graph.load.personal.headers import is_personal_header
from graph.load.personal.patterns import ANYWHERE, WORTH_A_LOOK, beside
from graph.load.table.headings import bare, heading
from graph.load.table.problems import Place, RowProblem, Words, cell_ref

_LEAST_NUMBER = 10**10
_LOOKS_LIKE: dict[str, Words] = {
    "identity": ("像是身份证号", "looks like an identity number"),
    "card": ("像是银行卡号", "looks like the number of a bank card"),
    "telephone": ("像是电话号码", "looks like a telephone number"),
    "wechat": ("像是微信号", "looks like a WeChat id"),
    "illness": ("像是在说某人的病情", "seems to speak of somebody's illness"),
    "name": ("像是一个人的姓名", "looks like a person's name"),
}
_CELL: Words = (
    "这里不收个人信息，请删去；如果不是，可以选“照收”",
    "no personal data is taken: remove it; where it is none, accept it",
)
_HEADER: tuple[Words, Words] = (
    (
        "这一列要的是个人信息，这里不收：只用代称和代码",
        "this column asks for personal data, which is never taken: an alias and codes only",
    ),
    ("删去这一列，或选“不读这一列”", "remove this column, or choose to leave it out"),
)
_Rows = Sequence[tuple[int, Sequence[object]]]


def personal_findings(
    place: Place, header: Sequence[object], rows: _Rows, known: Callable[[str], bool]
) -> Iterator[RowProblem]:
    """A problem for each header and each cell with personal data; it never quotes what was found.

    ``place`` is the header's; ``known`` says of a header that it is, as a whole, a column of ours.
    """
    headings = [heading(cell) for cell in header]
    for text in headings:
        if text and is_personal_header(text) and not known(bare(text)):
            ref = f"{place.sheet}!{text}"
            yield RowProblem(place, text, *_HEADER, "column.personal", ref)
    hints = {at: found for at, text in enumerate(headings) if (found := list(beside(text)))}
    for number, row in rows:
        for at, cell in enumerate(row):
            if code := _code(cell, hints.get(at, ())):
                text = headings[at] if at < len(headings) else ""
                yield RowProblem(
                    Place(place.file, place.sheet, number),
                    text,
                    _LOOKS_LIKE[code],
                    _CELL,
                    f"personal.{code}",
                    cell_ref(place.sheet, number, at),
                )


def _code(cell: object, hints: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """What kind of personal data a cell holds, if any."""
    if isinstance(cell, str):
        if not hints and not WORTH_A_LOOK.search(cell):
            return None
        text = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
    elif isinstance(cell, int | float) and _LEAST_NUMBER <= cell < 10**19:
        text = str(int(cell))
    else:
        return None
    for code, pattern in hints:
        if pattern.match(text.strip()):
            return code
    return next((code for code, found in ANYWHERE.items() if found(text)), None)
