"""A value as the text that a person reads and writes in a form, and back."""

from datetime import date, datetime, time

from graph.load.table.cells import NotAValue, cleaner, fen, stripped
from graph.load.table.fields import Field
from graph.model import FAR_DAY, SHANGHAI
from graph.model.town import NO_TOWN, Town
from graph.model.words import code_of, is_coded, word_of
from graph.text import unprintable


def text_of(field: Field, value: object, lang: str = "zh") -> str:
    """A value as a form shows it: ``2026-03-01``, ``2026-03-01 08:30``, ``12.50`` (yuan), a code.

    Nothing, and a day that never comes, are an empty text.
    """
    if value is None or (isinstance(value, date) and value.year == FAR_DAY.year):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if field.name == "openDays":
        return word_of(field.kind, field.name, str(value), lang)
    if field.fen and isinstance(value, int):
        return str(value // 100) if value % 100 == 0 else f"{value // 100}.{value % 100:02d}"
    if isinstance(value, datetime):
        at = value.astimezone(SHANGHAI) if value.tzinfo else value
        return f"{at:%Y-%m-%d}" if at.time() == time() else f"{at:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def value_of(field: Field, text: str, town: Town = NO_TOWN) -> object:
    """What a text means as a value of a field, before the model checks it; None for nothing.

    Raises NotAValue where it cannot be read, or holds a character that nobody sees.
    """
    cell = stripped(text)
    if not isinstance(cell, str):
        return None
    if hidden := unprintable(cell):
        raise NotAValue(
            (
                f"里有不可见的控制字符 U+{ord(hidden):04X}",
                f"holds the invisible character U+{ord(hidden):04X}",
            ),
            ("删去它", "the text without it"),
        )
    if is_coded(field.kind, field.name, town):
        code = code_of(field.kind, field.name, cell, town)
        return cell if code is None else code
    return fen(cell) if field.fen else cleaner(field)(cell)


def even_text(field: Field, text: str, town: Town = NO_TOWN, lang: str = "zh") -> str:
    """A text as the form itself would write its value, so that two texts of one value are equal."""
    try:
        value = value_of(field, text, town)
    except NotAValue:
        return text.strip()
    if isinstance(value, str) and field.base in (date, datetime, int, float, time):
        try:
            value = _PARSED[field.base](value)
        except ValueError:
            return text.strip()
    return text_of(field, value, lang)


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def _whole(text: str) -> int:
    number = float(text)
    if not number.is_integer():
        raise ValueError(text)
    return int(text) if text.lstrip("+-").isdigit() else int(number)


_PARSED = {
    date: date.fromisoformat,
    datetime: _moment,
    int: _whole,
    float: float,
    time: time.fromisoformat,
}
