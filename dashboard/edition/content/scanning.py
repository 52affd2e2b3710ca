"""Refuses what must never be printed: telephone and identity numbers in any text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from cypher.header import Words
from dashboard.edition.content.content import Content
from dashboard.errors import TextRefused

_MOST = 5
_GAP = r"[ \-–·.]?"
_EDGE = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_MOBILE = re.compile(rf"{_EDGE[0]}(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_EDGE[1]}")
_LANDLINE = re.compile(rf"{_EDGE[0]}\(?0\d{{2,3}}\)?{_GAP}[2-9]\d{{6,7}}{_EDGE[1]}")
_IDENTITY = re.compile(
    rf"{_EDGE[0]}\d{{6}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXx]{_EDGE[1]}"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PHONE = Words(zh="电话号码", en="a telephone number")
_IDENTITY_SAID = Words(zh="身份证号码", en="an identity number")


def found_in(text: str) -> Words | None:
    """What kind of number a text holds; None if it holds none. Full-width digits count too."""
    plain = unicodedata.normalize("NFKC", text)
    if any(_is_identity(one.group()) for one in _IDENTITY.finditer(plain)):
        return _IDENTITY_SAID
    return _PHONE if _MOBILE.search(plain) or _LANDLINE.search(plain) else None


def _is_identity(text: str) -> bool:
    """Eighteen digits with a day of birth that there was and the right check digit."""
    digits = re.sub(r"[^0-9Xx]", "", text).upper()
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(one) * weight for one, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == digits[17]


def texts(content: Content) -> Iterator[tuple[str, str]]:
    """Every text from the data with its place: report, record and column, or thing and property."""
    corrected = {one.now.id: one.now for one in content.corrections if one.now is not None}
    answers = (*content.tables.items(), *content.year_before.items(), *corrected.items())
    for id, table in answers:
        for number, row in enumerate(table.dicts(), 1):
            record = next((str(v) for k, v in row.items() if k.endswith("id") and v), "")
            where = f"{id} · {record or number}"
            for name, value in row.items():
                yield from ((f"{where} · {name}", one) for one in _strings(value))
    names = content.plan.sentences.by_name
    yield from ((f"sentences · {name}", content.sentence(name)) for name in names)
    for node in content.nodes:
        for name, value in node.properties.items():
            yield from ((f"{node.id} · {name}", one) for one in _strings(value))
    for relationship in content.relationships:
        where = f"{relationship.start} {relationship.type} {relationship.end}"
        for name, value in relationship.properties.items():
            yield from ((f"{where} · {name}", one) for one in _strings(value))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return (one for item in value for one in _strings(item))
    if isinstance(value, dict):
        return (one for item in value.values() for one in _strings(item))
    return ()


def refuse_numbers(content: Content) -> None:
    """Raise TextRefused where a text holds a telephone or identity number, naming the places."""
    places = []
    for where, text in texts(content):
        kind = found_in(text)
        if kind is not None:
            places.append((where, kind))
    if not places:
        return
    more = len(places) - _MOST
    zh = "；".join(f"{where} 有{kind.zh}" for where, kind in places[:_MOST])
    en = "; ".join(f"{where} holds {kind.en}" for where, kind in places[:_MOST])
    raise TextRefused(
        f"年度版里不能有电话或身份证号码：{zh}{f'；另有 {more} 处' if more > 0 else ''}。请在数据中改掉再做。",
        f"An edition may hold no telephone or identity number: {en}"
        f"{f'; and {more} more' if more > 0 else ''}. Mend the data and make it again.",
    )
