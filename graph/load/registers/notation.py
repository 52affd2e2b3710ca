"""What one cell of a register may hold beside a plain value, read and written.

Several things: ``换电柜×2（2024-03-01起）、微波炉（损坏，检查时间2025-06-01）``. Counts by day:
``2025-03-01：35；2025-06-01：40``. A time with who did it and why: ``2025-03-01 09:30（站点人员：补充材料）``.
Days from and to: ``2024-01-01至2025-01-01``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from graph.load.table import cells
from graph.load.table.fields import KINDS, Field, fields_of
from graph.load.table.values.days import moment_of
from graph.model import FAR_DAY, FAR_TIME, SHANGHAI
from graph.model.town import NO_TOWN, Town
from graph.model.words import code_of, is_coded, word_of

_BETWEEN = re.compile("[、；;，,\n]")
_TIMES = re.compile(r"(.+?)\s*[×✕*xX]\s*(\d{1,6})\s*(\D{0,6})$")
_SPAN = re.compile(r"(?P<from>[^起至到~]*)(?:起|[至到~](?P<to>.+))$")
_STEP = re.compile(r"([^（(]+)[（(](.*)[）)]", re.DOTALL)
_COUNT = re.compile(r"(.+?)\s*[:：]\s*(\d{1,7})\s*人?$")
_SKIPPED = {"provenance", "start", "end", "qty"}


@dataclass
class Item:
    """One thing named in a cell: its name, how many of what unit, and what stands in brackets."""

    name: str
    qty: int | None = None
    unit: str = ""
    values: dict[str, object] = field(default_factory=dict)


def day(text: object) -> date:
    """A day as people write it. Raises NotAValue."""
    return moment(text).date()


def moment(text: object) -> datetime:
    """A day or a time as people write it, on the town's clock. Raises NotAValue."""
    value = moment_of(text)
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise cells.NotAValue
    try:
        return value.astimezone(SHANGHAI) if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    except OverflowError:
        raise cells.NotAValue from None


def written(value: object) -> str:
    """A day or a time as it stands within a cell: a time at midnight as its day."""
    if isinstance(value, datetime):
        at = value.astimezone(SHANGHAI) if value.tzinfo else value
        if at.time() == time():
            return at.date().isoformat()
        text = at.replace(tzinfo=None).isoformat(
            " ", "microseconds" if at.microsecond else "seconds"
        )
        return text.removesuffix(":00")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def bracketed(text: str) -> tuple[str, str | None]:
    """A text and what stands in the brackets at its end, or None where none do."""
    text = text.strip()
    if text[-1:] not in ("）", ")"):
        return text, None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if depth == 0:
            return text[:at].strip(), text[at + 1 : -1].strip()
    return text, None


def items(text: str, kind: str, town: Town = NO_TOWN) -> list[Item]:
    """The things that a cell names, each with the fields of a relationship of a kind.

    Raises NotAValue where what stands in brackets cannot be read and is part of no name.
    """
    return [_item(piece, kind, town) for piece in _pieces(text)]


def _pieces(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "（(") - (letter in "）)")
        if depth == 0 and _BETWEEN.match(letter):
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _item(piece: str, kind: str, town: Town) -> Item:
    name, inner = bracketed(piece)
    values: dict[str, object] = {}
    if inner is not None:
        try:
            for part in _BETWEEN.split(inner):
                values |= _qualifier(part.strip(), kind, town)
        except cells.NotAValue:
            name, values = piece.strip(), {}
    counted = _TIMES.match(name) if "qty" in fields_of(KINDS[kind]) else None
    if counted:
        return Item(counted[1].strip(), int(counted[2]), counted[3].strip(), values)
    return Item(name, None, "", values)


def _qualifier(text: str, kind: str, town: Town) -> dict[str, object]:
    """What a part of the brackets says: a code's word, a field by its label, days, or one day."""
    known = {name: one for name, one in fields_of(KINDS[kind]).items() if name not in _SKIPPED}
    for name, one in known.items():
        if (value := _said(kind, name, one, text, town)) is not None:
            return {name: value}
    if "from" in known and (found := _SPAN.match(text.removeprefix("自"))):
        span = {name: day(said) for name, said in found.groupdict().items() if said}
        return {"to": FAR_DAY, **span}
    for name in ("checkedAt", "updatedAt", "at", "from"):
        if name in known:
            return {name: _value(known[name], text)}
    raise cells.NotAValue


def _said(kind: str, name: str, one: Field, text: str, town: Town) -> object:
    """The value that a text says of a field by itself, or None where it says nothing of it."""
    if one.base is bool:
        return True if text in (one.zh, name) else None
    if is_coded(kind, name, town):
        return code_of(kind, name, text, town)
    label = next((label for label in (one.zh, name) if text.startswith(label)), None)
    rest = text.removeprefix(label).lstrip("：: ") if label else ""
    return _value(one, rest) if rest else None


def _value(one: Field, text: str) -> object:
    if one.base is datetime:
        return moment(text)
    return day(text) if one.base is date else cells.cleaner(one)(text)


def item_text(name: str, values: Mapping[str, object], kind: str, lang: str, town: Town) -> str:
    """One thing as a cell names it, with the fields of its relationship that are not the usual ones."""
    fields = fields_of(KINDS[kind])
    qty = values.get("qty")
    usual = KINDS[kind].model_fields.get("qty")
    times = (
        "" if qty is None or (usual and usual.default == qty) else f"×{qty}{values.get('unit', '')}"
    )
    details = list(_span(values))
    for field_name, one in fields.items():
        value = values.get(field_name)
        if field_name in _SKIPPED | {"from", "to"} or value in (None, "", False):
            continue
        if one.base is bool:
            details.append(one.zh)
        elif is_coded(kind, field_name, town):
            if value not in ("working", "lead"):
                details.append(word_of(kind, field_name, str(value), lang, town))
        else:
            details.append(f"{one.zh}{written(value)}")
    return f"{name}{times}" + (f"（{'，'.join(details)}）" if details else "")


def _span(values: Mapping[str, object]) -> Iterator[str]:
    begin, end = values.get("from"), values.get("to")
    if begin is not None and end not in (None, FAR_DAY):
        yield f"{written(begin)}至{written(end)}"
    elif begin is not None:
        yield f"{written(begin)}起"


def counts(text: str) -> dict[date, int]:
    """Counts by day, the earliest first. Raises NotAValue."""
    found: dict[date, int] = {}
    for piece in re.split("[；;、，,\n]", text):
        if not piece.strip():
            continue
        one = _COUNT.match(piece.strip())
        if one is None:
            raise cells.NotAValue
        found[day(one[1])] = int(one[2])
    return dict(sorted(found.items()))


def counts_text(by_day: Mapping[date, int]) -> str:
    """Counts by day as a cell holds them."""
    return "；".join(f"{written(at)}：{count}" for at, count in sorted(by_day.items()))


def spans(value: object) -> list[tuple[datetime, datetime]]:
    """Times from and to, one after the other; one that is open ends on the far day."""
    if not isinstance(value, str):
        return [(moment(value), FAR_TIME)]
    found = []
    for piece in re.split("[；;、，,\n]", value):
        begin, _, end = piece.partition("至")
        if piece.strip():
            found.append(
                (moment(begin.removesuffix("起")), moment(end) if end.strip() else FAR_TIME)
            )
    return found


def spans_text(times: list[tuple[datetime, datetime]]) -> str:
    """Times from and to as a cell holds them."""
    return "；".join(
        written(begin) + (f"至{written(end)}" if end.year != FAR_TIME.year else "")
        for begin, end in times
    )


@dataclass(frozen=True)
class Step:
    """A time, and in brackets who did it (a code), why, and whether it is an event, a record or both.

    ``department``: to which a wish was referred; it has a column of its own.
    """

    at: datetime
    actor: str | None = None
    reason: str | None = None
    only: str | None = None
    department: str | None = None


_ONLY = {"仅流转": "event", "仅记录": "record"}


def step(value: object, town: Town = NO_TOWN) -> Step:
    """A step of a wish's life as a cell holds it. Raises NotAValue."""
    if not isinstance(value, str):
        return Step(moment(value))
    found = _STEP.fullmatch(value.strip())
    if not found:
        return Step(moment(value))
    at, inner = moment(found[1]), found[2]
    first, colon, reason = inner.partition("：")
    said = [part.strip() for part in first.split("，")]
    only = next((_ONLY[part] for part in said if part in _ONLY), None)
    rest = [part for part in said if part and part not in _ONLY]
    actors = [code_of("WishEvent", "actorRole", part, town) for part in rest]
    if len(actors) > 1 or None in actors:
        raise cells.NotAValue
    return Step(at, str(actors[0]) if actors else None, reason.strip() if colon else None, only)


def step_text(one: Step, lang: str) -> str | datetime:
    """A step as its cell: a plain time where nothing else is said."""
    said = [word for word, only in _ONLY.items() if only == one.only]
    if one.actor:
        said.append(word_of("WishEvent", "actorRole", one.actor, lang))
    if not said and not one.reason:
        return one.at
    return f"{written(one.at)}（{'，'.join(said)}{'：' + one.reason if one.reason else ''}）"
