"""Many neighbours in groups, each with its count, so that one chooses instead of being given a part."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cypher.words import words
from dashboard.explorer.asking import Asker
from dashboard.explorer.records import Record, records_of
from dashboard.explorer.relationships import Relationship
from dashboard.texts import say

ASK_ABOVE = 50
"""Where more would be added at once they are grouped and counted, and nothing is added unasked."""
_BY = ("category", "state", "site", "area", "month", "year")
_SAID = frozenset({"category", "state"})
_MOST_GROUPS = 40
_MOST_MONTHS = 24


def part_of(one: Relationship, by: str) -> str:
    """The group in which a neighbour is, by one of the ways to group; "" where it has none."""
    if by in ("month", "year"):
        return one.began.isoformat()[: 7 if by == "month" else 4] if one.began else ""
    return str(one.more.get(by) or "")


def with_parts(asker: Asker, found: Sequence[Relationship], id: str) -> list[Relationship]:
    """The same with the category and the state of each neighbour by which many are grouped, also
    where the file that works a relationship out says nothing of them."""
    bare = {one.id: one.other(id)[1] for one in found if not _SAID & one.more.keys()}
    records = records_of(asker, list(bare.values())) if bare else {}
    return [_with_part(one, records.get(bare.get(one.id, ""))) for one in found]


def _with_part(one: Relationship, record: Record | None) -> Relationship:
    if record is None:
        return one
    category = record.group if record.kind == "Wish" else ""
    return replace(one, more={**one.more, "category": category, "state": record.state})


def groups_of(asker: Asker, found: Sequence[Relationship], id: str) -> list[dict[str, object]]:
    """Every way to group some neighbours of a record that divides them, with how many are in each."""
    listed: list[dict[str, object]] = []
    for by in _BY:
        once = {one.other(id)[1]: part_of(one, by) for one in found}
        counts = Counter(once.values())
        if len(counts) < 2 or len(counts) > (_MOST_MONTHS if by == "month" else _MOST_GROUPS):
            continue
        if by == "year" and any(one["by"] == "month" for one in listed):
            continue
        in_time = by in ("month", "year")
        order = sorted(counts, key=lambda v: (v == "", v if in_time else (-counts[v], v)))
        listed += [
            {
                "by": by,
                "by_label": say(f"explored_by_{by}", asker.lang),
                "value": value,
                "label": _label(by, value, asker.lang),
                "count": counts[value],
            }
            for value in order
        ]
    return listed


def _label(by: str, value: str, lang: str) -> str:
    if not value:
        return say("explored_no_group", lang)
    if by in ("category", "state"):
        code = words()["category" if by == "category" else "code"].get(value)
        return code.get(lang) if code else value
    return value
