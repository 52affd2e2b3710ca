"""A plan as the items that its page shows: changes, questions, faults, each with its words."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.imports.plans.plan_file import Item, Part
from dashboard.imports.plans.value_text import Both, ValueText
from dashboard.texts import LANGS
from graph.load.marked import grouped
from graph.load.plan import Change, Choices, Double, FieldChange, Plan
from graph.load.table.problems import RowProblem, Words
from graph.model import NODES, RELATIONSHIPS, DatedRelationship

LEFT_OUT = ("column.unknown", "column.personal", "sheet.unknown")
"""Codes of what a person may leave out of a file: columns and whole sheets."""


def items_of(plan: Plan, notes: Iterable[RowProblem], texts: ValueText) -> Iterator[Item]:
    """Every item of a plan in the order of the file."""
    by_ref = {change.ref: change for change in plan.changes}
    for change in plan.changes:
        yield change_item(change, texts)
    for change in plan.changes:
        if change.replaces in by_ref:
            yield _correction(change, by_ref[change.replaces], plan, texts)
    for double in plan.doubles:
        yield _double(double, plan, texts)
    for change in plan.blanks:
        yield change_item(change, texts, "blank")
    for part, problems in (("problem", plan.problems), ("note", notes)):
        yield from _problems(problems, "note" if part == "note" else "problem", plan)


def change_item(change: Change, texts: ValueText, part: Part = "change") -> Item:
    """One record with each field that changes."""
    kind = texts.kind(change.kind)
    fields = [_field(change.kind, one, texts) for one in change.fields]
    data = {
        "ref": change.ref, "sheet": change.sheet, "row": change.row, "kind": kind, "id": change.id,
        "name": {"zh": change.name, "en": change.name_en or change.name}, "action": change.action, "fields": fields,
        "record": change.id if change.kind in NODES else "", "replaces": change.replaces,
    }  # fmt: skip
    said = [change.id, change.name, change.name_en, *kind.values(), *_words_of(fields)]
    return Item(part, change.sheet, change.action, change.ref, " ".join(said), data)


def _field(kind: str, change: FieldChange, texts: ValueText) -> dict[str, Both]:
    return {
        "header": texts.field(kind, change.field, change.header),
        "before": texts.value(kind, change.field, change.before),
        "after": texts.value(kind, change.field, change.after),
    }


def _words_of(fields: Iterable[dict[str, Both]]) -> Iterator[str]:
    for field in fields:
        for both in field.values():
            yield from both.values()


def _correction(new: Change, old: Change, plan: Plan, texts: ValueText) -> Item:
    data = {
        "ref": new.ref, "sheet": new.sheet, "row": new.row, "kind": texts.kind(new.kind),
        "before": old.name, "after": new.name, "ends": old.action == "ended",
        "may_end": issubclass(RELATIONSHIPS[new.kind], DatedRelationship),
        "chosen": plan.choices.corrections.get(new.ref, ""),
    }  # fmt: skip
    return Item("correction", new.sheet, old.action, new.ref, f"{old.name} {new.name}", data)


def _double(double: Double, plan: Plan, texts: ValueText) -> Item:
    data = {
        "ref": double.ref, "sheet": double.sheet, "row": double.row,
        "kind": texts.kind(double.kind), "id": double.id, "name": double.name,
        "other_id": double.other_id, "other_name": double.other_name, "why": double.why,
        "other_row": double.other_row,
        "chosen": _answer(double, plan.choices),
    }  # fmt: skip
    said = f"{double.name} {double.other_name} {double.other_id}"
    return Item("double", double.sheet, double.why, double.ref, said, data)


def _answer(double: Double, choices: Choices) -> str | None:
    """What is chosen of a double, as the page's script keeps it."""
    row = f"{double.sheet}!{double.row}"
    answer = choices.same_as(row, double.kind)
    return f"{answer}!renamed" if answer and choices.renames(row, double.kind) else answer


def is_choosable(problem: RowProblem) -> bool:
    """Whether a person may answer a fault by choice, instead of mending the file."""
    return problem.code in LEFT_OUT or problem.acceptable


def _problems(problems: Iterable[RowProblem], part: Part, plan: Plan) -> Iterator[Item]:
    for group in grouped(problems):
        one = group.first
        of: Part = part
        if part == "problem":
            of = "column" if one.code in LEFT_OUT else "accept" if one.acceptable else of
        data: dict[str, Any] = {
            "refs": [same.ref for same in group.all if same.ref], "sheet": one.place.sheet, "column": one.column, "code": one.code,
            "count": group.count, "where": _both(group.where),
            "wrong": {lang: group.words(lang)[0] for lang in LANGS},
            "expected": {lang: group.words(lang)[1] for lang in LANGS},
        }  # fmt: skip
        said = " ".join((one.column, *one.wrong, *one.expected))
        yield Item(of, one.place.sheet, one.code, one.ref or json.dumps(said), said, data)


def _both(words: Words) -> Both:
    return {"zh": words[0], "en": words[1]}
