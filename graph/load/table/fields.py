"""What reading, checking and writing need to know of each field, taken from the model once."""

import types
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from graph.load.table.problems import Words
from graph.model import FAR_DAY, FAR_TIME, NODES, RELATIONSHIPS, Row, about_fields
from graph.model.town import NO_TOWN, Town
from graph.model.words import choices, codes_of

KINDS: dict[str, type[Row]] = {**NODES, **RELATIONSHIPS}
"""Every kind of row by the name of its class."""


@dataclass(frozen=True)
class Field:
    """One field of a kind: its names, the type of its values, and the values an enum allows."""

    attribute: str
    name: str
    zh: str
    base: type
    allowed: tuple[str, ...]
    required: bool
    fen: bool
    open_end: bool
    """Whether nothing said means the far day: it has not ended."""
    one_line: bool
    """Whether it is a name, in which line breaks and wide blanks mean nothing."""
    kind: str = ""

    @property
    def column(self) -> str:
        """The key in the header: money is written in yuan."""
        return yuan_of(self.name) if self.fen else self.name

    @property
    def header(self) -> str:
        """The header cell."""
        return f"{self.zh}{'（元）' if self.fen else ''} {self.column}"


@cache
def fields_of(kind: type[Row]) -> dict[str, Field]:
    """The fields of a kind by their name in the graph and in files."""
    about = about_fields(kind)
    fields = {}
    for attribute, info in kind.model_fields.items():
        name = info.alias or attribute
        base, allowed = _base(info.annotation)
        fields[name] = Field(
            attribute,
            name,
            about[name].zh,
            base,
            allowed,
            info.is_required(),
            about[name].unit == "fen",
            info.default in (FAR_DAY, FAR_TIME),
            about[name].searched,
            kind.__name__,
        )
    return fields


def yuan_of(name: str) -> str:
    """``amountFen`` as ``amountYuan``, ``fen`` as ``yuan``."""
    return name[:-3] + ("Yuan" if name.endswith("Fen") else "yuan")


def _base(annotation: Any) -> tuple[type, tuple[str, ...]]:
    """The plain type below ``Annotated`` and ``| None``, and what a ``Literal`` allows."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _base(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _base(next(part for part in get_args(annotation) if part is not type(None)))
    if origin is Literal:
        return str, get_args(annotation)
    assert isinstance(annotation, type)
    return annotation, ()


_EXPECTED: dict[type, Words] = {
    datetime: ("时间，如 2024-03-01 08:30", "a time such as 2024-03-01 08:30"),
    date: ("日期，如 2024-03-01", "a day such as 2024-03-01"),
    time: ("时刻，如 08:30", "a time of day such as 08:30"),
    bool: ("TRUE 或 FALSE（是或否）", "TRUE or FALSE"),
    int: ("整数", "a whole number"),
    float: ("数字", "a number"),
    str: ("文字", "text"),
}


def expected(field: Field) -> Words:
    """What a value of the field should look like."""
    if field.allowed:
        return listed_codes(field.kind, field.name)
    if field.fen:
        return ("金额（元），最多两位小数", "an amount in yuan with at most two decimals")
    return _EXPECTED[field.base]


def listed_codes(kind: str, name: str, town: Town = NO_TOWN) -> Words:
    """The codes that a field takes, as a person may write them: ``外卖骑手 rider``."""
    codes = [str(code) for code in town.codes_of(kind, name) or codes_of(kind, name)]
    pairs = zip(choices(kind, name, "zh", town), codes, strict=True)
    zh = [word if word == code else f"{word} {code}" for word, code in pairs]
    return "、".join(zh), ", ".join(codes)
