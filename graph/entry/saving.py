"""A form that was sent: brought together with what others changed meanwhile, checked, written."""

import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from graph.change.errors import RecordChanged, RecordMissing
from graph.client import Graph
from graph.entry.held import HeldRecord, held_record
from graph.entry.kinds import entered_fields, pattern_of
from graph.entry.merging import Merged, merge
from graph.entry.planning import EntryPlan, plan_entry
from graph.entry.problems import WHOLE, NoSuchEntry, SlotProblem
from graph.entry.texts import even_text
from graph.entry.writing import Written, written_before
from graph.load.record import RecordChange
from graph.load.registers.directory import Directory
from graph.load.registers.records import GraphRecords
from graph.load.table.fields import Field
from graph.model.town import NO_TOWN, Town

TRIES, TRIES_OF_NEW = 8, 60
"""How often a form is brought together anew with what others write in the same moment; how often a new
record takes the next number: of all who want the same one has it each time, so 60 may begin at once."""
_PAUSE, _LONGEST = 0.02, 0.2
"""Seconds between two tries, more with each, and never as long as another's."""
Write = Callable[[list[RecordChange], Mapping[str, int]], Written]
"""Writes changes. The second: ids of records with the number that they must still have, though nothing
of their own changes. Raises RecordChanged and RecordMissing where a record is another by now."""


@dataclass(frozen=True)
class Entry:
    """A form as it was sent: ``before`` is what it was opened with, ``mine`` what it says, by slot.

    ``id`` is empty for a new record. ``accepted`` names the problems of which a person has said
    that the text is right. ``mark`` is that of the record as the form was opened with it, where only
    the changed texts were sent; "" where all were.
    """

    kind: str
    id: str
    before: Mapping[str, str]
    mine: Mapping[str, str]
    accepted: frozenset[str] = frozenset()
    mark: str = ""


class WholeFormNeeded(Exception):
    """Somebody has changed the record since the form was opened: what both have written can only be
    brought together where every text of the form is there."""


@dataclass
class Outcome:
    """What became of a form. It was written where ``change`` has an id (``repeated``: by the same form
    before); where there are neither problems nor meetings and no id, it changes nothing."""

    id: str
    held: HeldRecord | None
    merged: Merged
    problems: list[SlotProblem] = field(default_factory=list)
    change: str = ""
    repeated: bool = False
    records: list[RecordChange] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether something has to be mended or chosen before it can be written."""
        return bool(self.problems or self.merged.meetings)


def save_entry(
    graph: Graph,
    entry: Entry,
    write: Write,
    *,
    request: str = "",
    town: Town = NO_TOWN,
    lang: str = "zh",
) -> Outcome:
    """Write what a person changed, and nothing else; a form whose ``request`` was written before, not again.

    Raises WholeFormNeeded, NoSuchEntry, RecordChanged where others write to the record without a pause,
    GraphError.
    """
    for attempt in range(TRIES if entry.id else TRIES_OF_NEW):
        time.sleep(random.uniform(0, min(_PAUSE * attempt, _LONGEST)))
        try:
            outcome, plan = looked_at(graph, entry, town=town, lang=lang)
        except (WholeFormNeeded, NoSuchEntry):
            before = written_before(graph, request)
            if before is None:
                raise
            return _repeated(graph, before, lang)
        held = outcome.held
        if outcome.is_open or (held is not None and not plan.records):
            before = written_before(graph, request)  # the same form, a moment ago
            return outcome if before is None else _repeated(graph, before, lang)
        if not (_is_new(outcome.id, plan) if held is None else _is_as_held(held, plan.records)):
            continue
        ends = {held.id: held.rev} if held is not None and held.id in plan.ends else {}
        try:
            written = write(plan.records, ends)
        except (RecordChanged, RecordMissing):
            continue
        if written.repeated:
            return _repeated(graph, written, lang)
        outcome.id, outcome.change, outcome.records = written.subject, written.id, plan.records
        return outcome
    raise RecordChanged(entry.id)


def _repeated(graph: Graph, written: Written, lang: str) -> Outcome:
    """What a form did when it was sent before, and its record as it is now."""
    held = held_record(graph, written.subject)
    texts = Merged(held.texts(lang) if held else {})
    return Outcome(written.subject, held, texts, change=written.id, repeated=True)


def looked_at(
    graph: Graph, entry: Entry, *, town: Town = NO_TOWN, lang: str = "zh"
) -> tuple[Outcome, EntryPlan]:
    """What a form would come to if it were written now, and what that would write.

    Raises WholeFormNeeded, NoSuchEntry, GraphError.
    """
    held = held_record(graph, entry.id) if entry.id else None
    if entry.id and held is None:
        raise NoSuchEntry(entry.id)
    if held is not None and entry.mark and held.mark(lang) != entry.mark:
        raise WholeFormNeeded
    id = entry.id or Directory(GraphRecords(graph)).next_id(entry.kind)

    def even(slot: str, text: str) -> str:
        one = field_of(entry.kind, slot)
        return even_text(one, text, town, lang) if one else text.strip()

    now = held.texts(lang) if held else {}
    mine = _with_states(entry, now)
    # a new line was nowhere, and nothing of a new record
    before = {slot: text for slot, text in entry.before.items() if held and "|+" not in slot}
    merged = merge(before, now, mine, even=even)
    outcome = Outcome(id, held, merged)
    outcome.problems = [_lost(slot) for slot in merged.lost]
    changed = {slot: mine[slot] for slot in merged.mine if not slot.endswith("|*")}
    plan = plan_entry(graph, entry.kind, id, held, changed, town=town, accepted=entry.accepted)
    outcome.problems += plan.problems
    return outcome, plan


def field_of(kind: str, slot: str) -> Field | None:
    """The field of the model that a slot holds a text of; None for one that is no field's."""
    if "|" not in slot:
        return entered_fields(kind).get(slot)
    name, way, *_, last = slot.split("|")
    pattern = pattern_of(kind, name, way)
    return pattern.fields().get(last) if pattern else None


def _with_states(entry: Entry, now: Mapping[str, str]) -> dict[str, str]:
    """Who gives a record another of what it has one of, changes all there is of it: two people
    who do so meet, though each has written a line of their own."""
    mine = {slot: text for slot, text in entry.mine.items() if not slot.endswith("|*")}
    for slot in [one for one in now if one.endswith("|*")]:
        head = slot[:-1]
        news = {name: text for name, text in mine.items() if name.startswith(f"{head}+") and text}
        if any(name.endswith("|other") for name in news):
            mine[slot] = next(text for name, text in news.items() if name.endswith("|other"))
    return mine


def _is_new(id: str, plan: EntryPlan) -> bool:
    """Whether a new record's number was free while it was planned: else it is another's by now, which
    the plan would change."""
    return any(one.id == id and one.before is None for one in plan.records)


def _is_as_held(held: HeldRecord, records: Collection[RecordChange]) -> bool:
    """Whether the plan was made of the record as it was when its texts were brought together."""
    revs = {
        (one.pattern.name, *one.pattern.ends(held.id, one.other), one.key): one.rev
        for one in held.relationships
    }
    for one in records:
        if one.id == held.id and one.rev != held.rev:
            return False
        key = "-".join(str(value) for value in one.keys.values())
        rev = revs.get((one.kind, one.start, one.end, key))
        if not one.id and one.before is not None and rev is not None and rev != one.rev:
            return False
    return True


def _lost(slot: str) -> SlotProblem:
    return SlotProblem(
        WHOLE,
        "您改的一条关系已被别人移去，请重新打开表单。",
        "A relationship that you changed has been removed by somebody else; open the form anew.",
    )
