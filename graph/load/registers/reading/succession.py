"""Where there can be one at a time, the next one in a file ends the one before it."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from graph.load.registers.reading.drafts import Draft, Drafts
from graph.load.registers.reading.existing import Existing
from graph.model import FAR_DAY, RELATIONSHIPS, DatedRelationship


def end_by_the_next(drafts: Drafts, existing: Existing) -> None:
    """Give each relationship that a new one of the file follows the day on which that one begins.

    A rider's new site in a further row ends the job before, where its row does not say it has ended.
    """
    for kind, model in RELATIONSHIPS.items():
        if not issubclass(model, DatedRelationship):
            continue
        for end, most in (("start", model.most_from_start), ("end", model.most_to_end)):
            if most == 1:
                _end(drafts.of(kind), end, existing)


def _end(drafts: list[Draft], end: str, existing: Existing) -> None:
    by_node: defaultdict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if isinstance(draft.values.get("from"), date):
            by_node[draft.values[end]].append(draft)
    for some in by_node.values():
        some.sort(key=lambda draft: str(draft.values["from"]))
        for before, after in pairwise(some):
            if before.values.get("to") in (None, FAR_DAY) and _is_new(after, existing):
                before.values["to"] = after.values["from"]
                before.headers.setdefault("to", after.headers.get("from", ""))


def _is_new(draft: Draft, existing: Existing) -> bool:
    """Whether a relationship is not on record yet."""
    same = ("start", "end", "from")
    return not any(
        all(row[name] == draft.values[name] for name in same)
        for row in existing.links(draft.kind, str(draft.values["start"]))
    )
