"""Things that a cell names and that are made when it does: facilities, supplies, groups."""

import re

from pypinyin import lazy_pinyin

from graph.load.registers.language import CatalogueRow, Register
from graph.load.registers.records import Values
from graph.model.town import Town
from graph.model.words import even

_NO_LETTERS = re.compile("[^a-z]+")


def made(register: Register, kind: str, text: str, unit: str, town: Town) -> Values | None:
    """The fields of a new node of a kind that a cell names, without its id.

    None where a kind is not made in passing, or where the name is none of a closed list.
    """
    for row in register.catalogue.get(kind, ()):
        if even(text) in map(even, (row.name, *row.also)):
            return {"name": row.name, **row.fields}
    if kind == "OrgGroup":
        return _group(text, town)
    if kind == "Facility":
        code = _NO_LETTERS.sub("_", "_".join(lazy_pinyin(text)).lower()).strip("_")
        return {"name": text, "code": code or "other"}
    if kind == "SupplyItem":
        return {"name": text, "unit": unit or "件"}
    return None


def aliases(register: Register) -> list[tuple[str, str, str]]:
    """Kind, other name and name of everything in a register's catalogue."""
    return [
        (kind, other, row.name)
        for kind, rows in register.catalogue.items()
        for row in rows
        for other in _others(row)
    ]


def _others(row: CatalogueRow) -> tuple[str, ...]:
    english = row.fields.get("nameEn")
    return (*row.also, *([english] if isinstance(english, str) else []))


def _group(text: str, town: Town) -> Values | None:
    for code, label in town.groups.items():
        if even(text) in map(even, (code, label.zh, label.en)):
            return {"code": code, "name": label.zh, "nameEn": label.en}
    return None if town.groups else {"code": _code(text), "name": text}


def _code(text: str) -> str:
    return _NO_LETTERS.sub("_", "_".join(lazy_pinyin(text)).lower()).strip("_") or "other"
