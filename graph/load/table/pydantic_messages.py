"""What pydantic found wrong in a row, said in Chinese and English."""

from collections.abc import Iterable
from datetime import date, datetime, time
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from graph.load.table.columns import unknown_field
from graph.load.table.fields import KINDS, Field, expected, fields_of
from graph.load.table.problems import RowProblem, Words, excerpt
from graph.load.table.reading import Table, is_refused
from graph.model import NODES, SHANGHAI, Row
from graph.model.base import FIRST_DAY
from graph.model.town import NO_TOWN, Town
from graph.model.words import choices, codes_of

_BOUNDS: dict[str, tuple[str, Words]] = {
    "greater_than_equal": ("ge", ("不小于 {}", "at least {}")),
    "greater_than": ("gt", ("大于 {}", "more than {}")),
    "less_than_equal": ("le", ("不大于 {}", "at most {}")),
    "less_than": ("lt", ("小于 {}", "less than {}")),
    "string_too_long": ("max_length", ("最多 {} 个字", "at most {} characters")),
    "string_too_short": ("min_length", ("至少 {} 个字", "at least {} characters")),
    "string_pattern_mismatch": ("pattern", ("符合格式 {}", "of the form {}")),
}
_FURTHER: dict[str, Words] = {
    "PartyOrganization": ("党组织", "Party organisation"),
    "MassOrganization": ("群团组织", "mass organisation"),
    "Agency": ("机关单位", "agency"),
}


def fault_of(table: Table, row: int, detail: ErrorDetails) -> RowProblem | None:
    """The fault for one finding, or None where it has been said already."""
    kind = KINDS[table.kind]
    name = str(detail["loc"][0]) if detail["loc"] else ""
    field, place, input = fields_of(kind).get(name), table.place(row), detail.get("input")
    if is_refused(input):
        return None
    if detail["type"] == "missing" or input is None:
        if table.headers is not None and name not in table.headers:
            return None  # said once, of the column
        return RowProblem(
            place, table.column(name), ("缺少这一项", "it is missing"), _must(field), "cell.missing"
        )
    if field is None:
        return unknown_field(place, kind, name)
    return RowProblem(place, table.column(name), *_wrong(field, detail, table.column(name)))


def _must(field: Field | None) -> Words:
    if field is None:
        return "", ""
    zh, en = expected(field)
    return f"必填：{zh}", f"required: {en}"


def _wrong(field: Field, detail: ErrorDetails, column: str) -> tuple[Words, Words]:
    value, context = detail.get("input"), detail.get("ctx", {})
    yuan = field.fen and not column.lower().endswith("fen")
    quoted = _in_yuan(value) if yuan and isinstance(value, int) else spoken(value)
    wrong = (f"“{quoted}”不合要求", f"{quoted!r} does not fit")
    if detail["type"] == "literal_error":
        return not_allowed(quoted, field.kind, field.name), expected(field)
    if detail["type"] in _BOUNDS:
        key, words = _BOUNDS[detail["type"]]
        bound = context.get(key)
        if field.base in (date, datetime):
            return wrong, (f"不早于 {FIRST_DAY}", f"not before {FIRST_DAY}")
        if yuan and isinstance(bound, int):
            bound = bound // 100
        shown = f"{bound:,}" if isinstance(bound, int) else bound
        return wrong, (words[0].format(shown), words[1].format(shown))
    return wrong, expected(field)


def _in_yuan(fen: int) -> str:
    return str(fen // 100) if fen % 100 == 0 else f"{fen / 100:.2f}"


def not_allowed(value: str, kind: str, name: str, town: Town = NO_TOWN) -> Words:
    """That a value is none of a field's codes or words, and which was perhaps meant."""
    zh, en = none_of(value, kind, name, town)
    return f"“{excerpt(value)}”{zh}", f"{excerpt(value)!r} {en}"


def none_of(value: str, kind: str, name: str, town: Town = NO_TOWN) -> Words:
    """The same without the value itself, which stands before it."""
    zh, en = "不在允许的值中", "is not one of the values"
    codes = [str(code) for code in town.codes_of(kind, name) or codes_of(kind, name)]
    words = [*codes, *choices(kind, name, "zh", town), *choices(kind, name, "en", town)]
    for near in get_close_matches(value, words, 1, 0.5):
        zh, en = f"{zh}，是不是“{near}”？", f"{en}; did you mean {near!r}?"
    return zh, en


def spoken(value: object) -> str:
    """A value as a person would write it, cut where it is long."""
    if isinstance(value, datetime):
        at = value.astimezone(SHANGHAI) if value.tzinfo else value
        return str(at.date()) if (at.hour, at.minute) == (0, 0) else f"{at.date()} {at:%H:%M}"
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else excerpt(value)


def kinds_in_words(labels: Iterable[str]) -> Words:
    """Labels as people call them."""
    named = [_FURTHER.get(label) or _named(NODES[label]) for label in labels]
    return "或".join(zh for zh, _ in named), " or ".join(en for _, en in named)


def _named(kind: type[Row]) -> Words:
    return kind.zh, kind.en
