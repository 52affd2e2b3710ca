"""Things that a cell names and that are made when it does: facilities, supplies, groups.

The groups are those of the town; staff write a part of their names (两新, 区域化).
"""

import re

from pypinyin import lazy_pinyin

from graph.load.registers.language import CatalogueRow, Register
from graph.load.registers.records import Values
from graph.model.town import Label, Town
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


def listed(kind: str, town: Town) -> tuple[str, str]:
    """All names that a closed list of a kind has, in Chinese and English; "" where it is open."""
    if kind != "OrgGroup":
        return "", ""
    labels = town.groups.values()
    return "、".join(one.zh for one in labels), ", ".join(one.en for one in labels)


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
    if not town.groups:
        return {"code": _code(text), "name": text}
    wanted = even(text)
    same = [code for code, label in town.groups.items() if wanted in _names(code, label)]
    part = [
        code
        for code, label in town.groups.items()
        if len(wanted) > 1 and any(wanted in name for name in _names(code, label))
    ]
    for code in (same or part) if len(same or part) == 1 else ():
        return {"code": code, "name": town.groups[code].zh, "nameEn": town.groups[code].en}
    return None


def _names(code: str, label: Label) -> list[str]:
    return [even(name) for name in (code, label.zh, label.en)]


def _code(text: str) -> str:
    return _NO_LETTERS.sub("_", "_".join(lazy_pinyin(text)).lower()).strip("_") or "other"
