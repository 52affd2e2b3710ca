"""What a view shows as the graph has it now, in the form in which a view remembers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.explorer.asking import Asker, is_person
from dashboard.explorer.records import Record, records_of
from dashboard.explorer.relationships import Relationship, relationships_of
from dashboard.explorer.views.view import RecordThen, Then, TieThen
from dashboard.explorer.walking import counts_around

_OF_PERSONS_AFFAIRS = frozenset({"Wish", "Claim", "Handover", "Visit", "Distribution"})
"""Kinds whose names tell of what somebody needed or got: a view does not keep these words."""
MOST_COUNTED = 400
"""Of a view with more records it is not remembered how many hung on each."""


@dataclass(frozen=True)
class Now:
    """The records of a view and the relationships among them, as the graph has them on a day."""

    records: dict[str, Record]
    ties: dict[str, Relationship]
    around: dict[str, dict[str, int]]

    def kept(self) -> Then:
        """The same as a view remembers it."""
        return Then(
            records={id: _record(one) for id, one in self.records.items()},
            ties={id: TieThen(count=one.count, ended=one.ended) for id, one in self.ties.items()},
            around=self.around,
        )


def look(asker: Asker, ids: Sequence[str]) -> Now:
    """How some records stand now; those about persons are left out."""
    wanted = [id for id in ids if not is_person(id)]
    records = records_of(asker, wanted)
    ties = {one.id: one for one in relationships_of(asker, list(records), records.keys())}
    few = len(records) <= MOST_COUNTED
    around = counts_around(asker, list(records)) if few else {}
    return Now(records, ties, around)


def _record(one: Record) -> RecordThen:
    label = "" if one.kind in _OF_PERSONS_AFFAIRS else one.label
    return RecordThen(group=one.group, state=one.state, label=label, ended=one.ended)
