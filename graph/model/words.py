"""The words for the model's coded values, read and written: ``words.yaml`` and a town's own codes."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin
from unicodedata import normalize

import yaml

from graph.model import NODES, RELATIONSHIPS, Row
from graph.model.town import NO_TOWN, Label, Town

Code = str | int | bool
_GENERAL = ("category", "site_kind", "wish_status", "mode", "provenance", "qualifier")
_GRADES = (1, 2, 3, 4)
_WEEKDAYS = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EVEN = str.maketrans({"“": '"', "”": '"', "「": '"', "」": '"', "–": "-", "—": "-"})


@cache
def words() -> Mapping[str, Mapping[str, Label]]:
    """The words by list and code, as they stand in words.yaml.

    ``code`` has any code of the model that is in no other list: by itself, as ``property.code``, or
    as ``Label.property.code``.
    """
    return MappingProxyType(
        {
            name: {str(code): Label.model_validate(texts) for code, texts in codes.items()}
            for name, codes in _file().items()
            if name != "also"
        }
    )


@cache
def _file() -> Mapping[str, Mapping[str, object]]:
    text = files("graph.model").joinpath("words.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, object]] = yaml.load(text, yaml.CSafeLoader)
    return found


@cache
def _also() -> Mapping[str, str]:
    """``Kind.field.word``, or ``field.word`` of any kind, as people also write it, to its code."""
    return {
        f"{field}.{even(word)}": str(code)
        for field, codes in _file()["also"].items()
        for code, words in codes.items()  # type: ignore[attr-defined]
        for word in words
    }


@cache
def codes_of(kind: str, field: str) -> tuple[Code, ...]:
    """The codes that the model allows in a field of a kind of row; empty where it may hold anything."""
    if (kind, field) == ("Visit", "grade"):
        return _GRADES
    for name, info in _kind(kind).model_fields.items():
        if (info.alias or name) == field:
            return (True, False) if info.annotation is bool else _literals(info.annotation)
    return ()


def is_coded(kind: str, field: str, town: Town = NO_TOWN) -> bool:
    """Whether a field holds codes, which are shown as words."""
    return field == "openDays" or bool(town.codes_of(kind, field) or codes_of(kind, field))


def word_of(kind: str, field: str, code: Code, lang: str, town: Town = NO_TOWN) -> str:
    """The word for a code in a field of a kind; the code itself where there is none."""
    if field == "openDays":
        return _open_days(str(code), lang)
    label = town.codes_of(kind, field).get(str(code)) or _label(kind, field, code)
    return label.get(lang) if label else str(code)


def code_of(kind: str, field: str, text: str, town: Town = NO_TOWN) -> Code | None:
    """The code that a person means by a word in Chinese or English, or by the code itself.

    None where the field has no such code.
    """
    if field == "openDays":
        return _days_of(text)
    wanted = even(text)
    for code in town.codes_of(kind, field) or codes_of(kind, field):
        names = (str(code), *(word_of(kind, field, code, lang, town) for lang in ("zh", "en")))
        also = "boolean" if isinstance(code, bool) else f"{kind}.{field}"
        meant = (_also().get(f"{one}.{wanted}") for one in (also, field))
        if wanted in map(even, names) or str(code) in meant:
            return code
    return None


def yes_or_no(text: str) -> bool | None:
    """What a word or a sign of a column of yes and no means; None where it is neither."""
    for code in (True, False):
        label = words()["boolean"][str(code).lower()]
        names = {even(one) for one in (str(code), label.zh, label.en)}
        if even(text) in names or _also().get(f"boolean.{even(text)}") == str(code):
            return code
    return None


def choices(kind: str, field: str, lang: str, town: Town = NO_TOWN) -> tuple[str, ...]:
    """The words of a field's codes in the model's order; empty where it may hold anything."""
    codes = tuple(town.codes_of(kind, field)) or codes_of(kind, field)
    return tuple(word_of(kind, field, code, lang, town) for code in codes)


@lru_cache(maxsize=8192)
def even(text: str) -> str:
    """A text as it is compared: no white space, one width, one case, one kind of quotation mark."""
    plain = normalize("NFKC", text).translate(_EVEN)
    return "".join(letter for letter in plain if letter.isprintable() and letter != " ").casefold()


def _kind(kind: str) -> type[Row]:
    return NODES.get(kind) or RELATIONSHIPS[kind]


def _literals(annotation: object) -> tuple[Code, ...]:
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)
    if origin is Annotated:
        return _literals(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return tuple(code for one in get_args(annotation) for code in _literals(one))
    return ()


def _label(kind: str, field: str, code: Code) -> Label | None:
    lists = words()
    if isinstance(code, bool):
        return lists["boolean"][str(code).lower()]
    if (kind, field) == ("Visit", "grade"):
        return lists["code"].get(f"grade_{code}")
    for key in (f"{kind}.{field}.{code}", f"{field}.{code}", str(code)):
        for listed in ("code", *_GENERAL):
            if key in lists[listed]:
                return lists[listed][key]
    return None


def _open_days(days: str, lang: str) -> str:
    if label := words()["open_days"].get(days):
        return label.get(lang)
    if lang == "zh":
        return "、".join("周" + _WEEKDAYS[int(day) - 1] for day in days)
    return ", ".join(_WEEKDAYS_EN[int(day) - 1] for day in days)


def _days_of(text: str) -> str | None:
    """``周一至周五``, ``周一、三、五``, ``每天`` or ``12345`` as the days' numbers; None where it is none."""
    wanted = even(text)
    for days, label in words()["open_days"].items():
        if wanted in map(even, (days, label.zh, label.en)):
            return days
    if wanted == "工作日":
        return "12345"
    for number, names in enumerate(zip(_WEEKDAYS, _WEEKDAYS_EN, strict=True), 1):
        for name in names:
            wanted = wanted.replace(name.casefold(), str(number))
    parts = wanted.replace("天", "7").replace("周", "").replace("星期", "")
    for between in ("至", "到", "~"):
        parts = parts.replace(between, "-")
    found: set[str] = set()
    for part in parts.replace("、", ",").split(","):
        first, dash, last = part.partition("-")
        if dash and first in _NUMBERS and last in _NUMBERS and first < last:
            found.update(_NUMBERS[int(first) - 1 : int(last)])
        elif part and set(part) <= set(_NUMBERS):
            found.update(part)
        else:
            return None
    return "".join(sorted(found))


_NUMBERS = "1234567"
