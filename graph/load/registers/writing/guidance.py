"""What a register workbook says to whoever fills it in: notes on headers, drop-downs, the read-me."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.load.registers.examples import example
from graph.load.registers.files import Registers
from graph.load.registers.language import Column, Register
from graph.load.registers.records import base_of, name_field
from graph.load.registers.writing.exporting import Exporter
from graph.load.table.pydantic_messages import kinds_in_words
from graph.model import RELATIONSHIPS
from graph.model.town import Label, Town
from graph.model.words import choices, is_coded

_ROWS = 3000
"""So many rows of a sheet are offered in the drop-downs of others."""


@cache
def _texts() -> Mapping[str, Any]:
    text = files("graph.load.registers.writing").joinpath("read_me.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found


def words_of_lists(key: str, lang: str) -> str:
    """A short text of the read-me."""
    return Label.model_validate(_texts()[key]).get(lang)


def read_me(lang: str) -> tuple[str, tuple[str, str, str], list[tuple[str, str]]]:
    """The read-me's title, the heads of its list of sheets, and its rules: heading and text."""
    rules = [(rule["head"][lang], rule["text"][lang]) for rule in _texts()["rules"]]
    heads = (
        words_of_lists("sheet", lang),
        words_of_lists("need", lang),
        words_of_lists("row", lang),
    )
    return words_of_lists("title", lang), heads, rules


def comment(register: Register, column: Column, lang: str, town: Town) -> str:
    """What belongs in a cell of a column, with an example."""
    zh = lang == "zh"
    lines = [column.note.get(lang)] if column.note else []
    if column.required or column.asked:
        lines.append("必填。" if zh else "Required.")
    lines.append(_what(register, column, lang, town))
    if (shown := example(register, column, lang, town)) is not None:
        lines.append(("例：" if zh else "For example: ") + str(shown))
    return "\n".join(line for line in lines if line)


def _what(register: Register, column: Column, lang: str, town: Town) -> str:
    zh = lang == "zh"
    if column.chooses:
        words = [register.word_of_kind(name)[0 if zh else 1] for name in register.choosable]
        return _one_of(words, zh)
    if column.many:
        return (
            "可写几个，用顿号隔开；起止日期、状况写在名称后的括号里。"
            if zh
            else "Several may stand here with 、 between them, days and states in brackets."
        )
    if column.consent:
        return (
            "同意的日期；撤回的写 起至止。"
            if zh
            else "The day of the consent; 起至止 if withdrawn."
        )
    if column.headcounts:
        return "日期和人数，用分号隔开。" if zh else "Days and numbers, with ； between them."
    if column.step or column.day:
        return _of_step(column, zh)
    return _of_fields(register, column, lang, town)


def _of_step(column: Column, zh: bool) -> str:
    if column.says == "outcome":
        words = choices("WishEvent", "toStatus", "zh" if zh else "en")
        return _one_of(words[2:5], zh)
    if column.says == "reason":
        return "原因或说明。" if zh else "The reason."
    if column.says == "department":
        return (
            "转办的，写转给哪个部门。"
            if zh
            else "Of a wish that was referred: to which department."
        )
    if column.day:
        return "日期。" if zh else "A day."
    return (
        "日期，可带时刻；经办人和原因可写在后面的括号里。"
        if zh
        else "A day, with a time; who and why in brackets."
    )


def _of_fields(register: Register, column: Column, lang: str, town: Town) -> str:
    if not column.refs:
        return "不会读取。" if lang == "zh" else "This is not read."
    name, _, field = column.refs[0].partition(".")
    kind, zh = register.kinds[name], lang == "zh"
    if field == "id":
        return "由系统编，新的一行留空。" if zh else "Given by the system; blank in a new row."
    if field in ("start", "end"):
        labels = _labels(register, column)
        named = kinds_in_words(labels)[0 if zh else 1]
        return f"{named}的名称或编号。" if zh else f"The name or id of a {named}."
    if is_coded(kind, field, town):
        words = choices(kind, field, lang, town)
        return _one_of(words, zh) if words else "如 周一至周五。" if zh else "Such as Mon, Wed."
    one = register.field(column.refs[0])
    if one.fen:
        return "金额，以元为单位。" if zh else "An amount in yuan."
    texts = {
        date: ("日期。", "A day."),
        datetime: ("日期，可带时刻。", "A day, with a time if it is known."),
        time: ("时刻，如 08:30。", "A time of day such as 08:30."),
        int: ("整数。", "A whole number."),
        float: ("数字。", "A number."),
    }
    return texts.get(one.base, ("文字。", "Text."))[0 if zh else 1]


def _one_of(words: Any, zh: bool) -> str:
    listed = ("、" if zh else ", ").join(words)
    return f"选填其一：{listed}。" if zh else f"One of: {listed}."


def _labels(register: Register, column: Column) -> list[str]:
    """The labels of what a cell may name."""
    found: list[str] = []
    for ref in column.refs:
        name, _, end = ref.partition(".")
        if end in ("start", "end"):
            model = RELATIONSHIPS[register.kinds[name]]
            found += model.starts if end == "start" else model.ends
    if column.many:
        model = RELATIONSHIPS[column.many.kind]
        own = register.kinds[column.many.of] in map(base_of, model.starts)
        found += [column.many.only] if column.many.only else model.ends if own else model.starts
    return list(dict.fromkeys(found))


def offered(
    register: Register,
    column: Column,
    registers: Registers,
    exporter: Exporter,
    lang: str,
    blank: bool,
) -> tuple[tuple[str, ...], str]:
    """What a column's drop-down offers: words, or the cells of another sheet of the workbook."""
    if column.chooses:
        at = 0 if lang == "zh" else 1
        return tuple(register.word_of_kind(name)[at] for name in register.choosable), ""
    if column.says == "outcome":
        return choices("WishEvent", "toStatus", lang)[2:5], ""
    if labels := _labels(register, column):
        return _names(labels, registers, exporter, lang, blank)
    for ref in column.refs:
        name, _, field = ref.partition(".")
        kind = register.kinds[name]
        if is_coded(kind, field, exporter.town):
            return choices(kind, field, lang, exporter.town), ""
    return (), ""


def _names(
    labels: list[str], registers: Registers, exporter: Exporter, lang: str, blank: bool
) -> tuple[tuple[str, ...], str]:
    """The names of what exists; where the workbook has them on a sheet of its own, that sheet's cells."""
    kinds = dict.fromkeys(base_of(label) for label in labels)
    if kinds == {"OrgGroup": None} and exporter.town.groups:
        return tuple(label.get(lang) for label in exporter.town.groups.values()), ""
    there = {kind: exporter.lookup.directory.names_of(kind) for kind in kinds}
    if blank and any(there.values()):
        return tuple(name for names in there.values() for name in names[:_ROWS]), ""
    for kind in kinds:
        if where := _named_on(kind, registers, lang, blank):
            return (), where
    return (), ""


def _named_on(kind: str, registers: Registers, lang: str, blank: bool) -> str:
    """The cells of the sheet on which things of a kind are named."""
    for register in registers:
        for at, column in enumerate(register.columns):
            for ref in column.refs:
                name, _, field = ref.partition(".")
                if register.kinds[name] == kind and field == name_field(kind):
                    letter, first = _letter(at), 3 if blank else 2  # below the example
                    return f"='{register.sheet.get(lang)}'!${letter}${first}:${letter}${_ROWS}"
    return ""


def _letter(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)
