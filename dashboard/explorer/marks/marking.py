"""The marks of a picture: which of its records rules mark, and what each mark means."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.explorer.marks.files import Marks
from dashboard.explorer.marks.rule import Markable, MarkRule, day_of, holds, marks_of
from dashboard.figures.relations.walk_picture import Mark


def marked(
    walk: Mapping[str, Any], rules: Sequence[MarkRule], marks: Marks, lang: str, day: date
) -> dict[str, Mark]:
    """The marks of a walk, as the browser gets it, by the ids of its records, as of a day."""
    ends = [
        (str(one["from"]), str(one["to"]))
        for one in walk["ties"]
        if holds(day_of(one.get("began")), day_of(one.get("ended")), day)
    ]
    found = marks_of(map(Markable.of_json, walk["nodes"]), ends, rules, day)
    words = {rule: marks.label(rule, lang) for rule in set(found.values())}
    return {id: Mark(rule.look, words[rule]) for id, rule in found.items()}


def filtered(
    walk: Mapping[str, Any], kinds: Collection[str], ties: Collection[str]
) -> dict[str, Any]:
    """A walk without the kinds of records and of relationships that are switched off."""
    nodes = [one for one in walk["nodes"] if one["kind"] not in kinds]
    there = {one["id"] for one in nodes}
    kept = [
        one
        for one in walk["ties"]
        if one["kind"] not in ties and one["from"] in there and one["to"] in there
    ]
    return {**walk, "nodes": nodes, "ties": kept}
