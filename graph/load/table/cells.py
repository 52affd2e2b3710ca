"""Cells as people and spreadsheets write them, made into what the model checks."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time

from graph.load.table.fields import Field
from graph.load.table.problems import Words, excerpt
from graph.load.table.values.days import clock_of, day_of, has_clock, moment_of
from graph.load.table.values.not_a_value import NotAValue
from graph.load.table.values.numbers import fen_of as fen
from graph.load.table.values.numbers import number_of
from graph.model.words import yes_or_no

__all__ = ["NotAValue", "cleaner", "difference", "fen", "stripped"]

_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200c\u200e\u200f\u2060\ufeff]")
"""Characters that nobody sees and that make two names of one; what joins signs (U+200D) is none."""
_BROKEN = re.compile(r"#(?:[A-Z/0_]+[!?]|N/A|GETTING_DATA)|Err:\d{3}")


def stripped(value: object) -> object:
    """The cell without white space around it and without characters that nobody sees."""
    if isinstance(value, str):
        text = value if value.isascii() else _UNSEEN.sub("", value)
        return text.strip() or None
    return value


def cleaner(field: Field) -> Callable[[object], object]:
    """What makes a cell of a field's column ready to be checked; it raises NotAValue."""
    if field.name in ("id", "start", "end"):
        return _id
    return _one_line if field.one_line else _CLEANERS[field.base]


def difference(field: Field, cell: object, value: object) -> tuple[str, Words] | None:
    """What was left out of a cell on its way to its value, to be told, and a code for it."""
    if field.base is str:
        if isinstance(cell, str) and isinstance(value, str) and cell.strip() != value:
            read = excerpt(value)
            return "cell.tidied", (
                f"有看不见的字符、全角或换行，读作“{read}”",
                f"it holds unseen, full-width or line-breaking characters and was read as {read!r}",
            )
    elif field.base is date and has_clock(cell):
        return "cell.clock", (
            "这一列只收日期，钟点没有读入",
            "this column takes a day: the time of day was left out",
        )
    return None


def _text(value: object) -> object:
    """A code of digits comes out of a spreadsheet as a number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    if isinstance(value, str) and value[0] in "#E" and _BROKEN.fullmatch(value):
        raise NotAValue(
            ("是公式的错误值", "is an error of a formula"),
            ("改好公式，或直接填值", "the formula put right, or the value itself"),
        )
    return value


def _one_line(value: object) -> object:
    """A name: white space of any kind within it is one blank."""
    value = _text(value)
    if isinstance(value, str) and ("\n" in value or "\r" in value or not value.isascii()):
        return " ".join(value.split())
    return value


def _id(value: object) -> object:
    """An id: in ASCII, and without any white space."""
    value = _text(value)
    if not isinstance(value, str):
        return value
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    text = text.replace("\r", "").replace("\n", "")
    if len(text.split()) > 1:
        raise NotAValue(
            ("：编号里有空格", "has white space within an id"), ("去掉空格", "the id without it")
        )
    return text


def _yes_no(value: object) -> object:
    found = yes_or_no(value) if isinstance(value, str) else None
    return value if found is None else found


_CLEANERS: dict[type, Callable[[object], object]] = {
    str: _text,
    int: number_of,
    float: number_of,
    bool: _yes_no,
    date: day_of,
    datetime: moment_of,
    time: clock_of,
}
