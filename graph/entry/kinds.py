"""What of each kind a person enters in a form: its fields, and the relationships that stand on it."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from graph.load.table.fields import KINDS, Field, fields_of
from graph.model import NODES, RELATIONSHIPS, Relationship

Way = Literal["out", "in"]
KEPT_BY_PROGRAM = frozenset({"ImportRun", "AuditRecord", "ChangeRun"})
"""Kinds that the program writes about its own work: nobody enters or corrects them."""
MADE_BY_STEPS = frozenset({"Wish", "WishEvent", "Claim", "Handover", "Visit"})
"""Kinds of which a new record comes by a step of a wish, never by a form."""
_BY_STEPS: dict[str, frozenset[str]] = {
    "Wish": frozenset({"status", "publishedAt", "closedAt"}),
    "WishEvent": frozenset({"fromStatus", "toStatus", "seq", "at", "until", "actorRole"}),
    "Claim": frozenset({"status", "acceptedAt", "contactedAt", "endedAt"}),
}
"""What of a kind the steps of a wish alone write."""
_RELATIONSHIPS_BY_STEPS = frozenset(
    {
        "HasEvent",
        "Made",
        "For",
        "ResultedIn",
        "FollowedBy",
        "MergedInto",
        "SiteMergedInto",
        "CompanyMergedInto",
        "Reaches",
        "Describes",
    }
)
_AT_BOTH_ENDS = frozenset(
    {"GivenIn", "TookPartIn", "MemberOf", "Paid", "GuardianOf", "InGroup", "Settles"}
)
"""Relationships that are entered from either of their ends."""
_PLACE = ("longitude", "latitude", "datum")
_NEVER = frozenset({"id", "start", "end", "provenance"})
_LONG = frozenset(
    {"reason", "note", "plan", "purpose", "endReason", "textZh", "textEn", "assumption"}
)
"""Texts that may take several lines."""


@dataclass(frozen=True)
class Pattern:
    """A relationship as it is seen from one of its ends: ``out`` where the record is the start."""

    name: str
    way: Way

    @property
    def kind(self) -> type[Relationship]:
        """The class of the relationship."""
        return RELATIONSHIPS[self.name]

    @property
    def others(self) -> tuple[str, ...]:
        """The labels that the record at the other end may have."""
        return self.kind.ends if self.way == "out" else self.kind.starts

    @property
    def is_single(self) -> bool:
        """Whether the record has one of it, of dated ones at a time."""
        kind = self.kind
        return bool(kind.most_from_start if self.way == "out" else kind.most_to_end)

    def ends(self, id: str, other: str) -> tuple[str, str]:
        """Start and end of such a relationship of a record."""
        return (id, other) if self.way == "out" else (other, id)

    def fields(self) -> dict[str, Field]:
        """What is entered of it beside the other end, its first day before all else."""
        every = fields_of(self.kind)
        first = [name for name in ("from", "to") if name in every]
        return {name: every[name] for name in (*first, *every) if name not in _NEVER}


def is_entered(kind: str) -> bool:
    """Whether a form changes records of a kind."""
    return kind in NODES and kind not in KEPT_BY_PROGRAM


def is_entered_new(kind: str) -> bool:
    """Whether a form makes new records of a kind."""
    return is_entered(kind) and kind not in MADE_BY_STEPS


def is_long(field: Field) -> bool:
    """Whether a text may take several lines."""
    return field.base is str and field.name in _LONG


@cache
def entered_fields(kind: str) -> dict[str, Field]:
    """The fields of a kind that a form shows, by name; a place as it is stored comes with its datum."""
    left_out = _NEVER | _BY_STEPS.get(kind, frozenset())
    every = fields_of(KINDS[kind])
    ordered = [name for name in every if name not in _PLACE] + [n for n in _PLACE if n in every]
    return {name: every[name] for name in ordered if name not in left_out}


@cache
def patterns_of(kind: str) -> tuple[Pattern, ...]:
    """The relationships that a form of a kind shows, those first of which there is one.

    A relationship stands on the record that has one of it; else on its start, or on both ends.
    """
    node = NODES[kind]
    labels = {kind, *node.also.values()}
    found = []
    for name, relationship in RELATIONSHIPS.items():
        if name in _RELATIONSHIPS_BY_STEPS:
            continue
        owner: Way = "in" if relationship.most_to_end else "out"
        for way, near in (("out", relationship.starts), ("in", relationship.ends)):
            stands = way == owner or name in _AT_BOTH_ENDS
            if stands and not labels.isdisjoint(near):
                found.append(Pattern(name, way))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: not one.is_single))


def pattern_of(kind: str, name: str, way: str) -> Pattern | None:
    """The pattern of a kind by its two names; None where its form has none such."""
    return next((one for one in patterns_of(kind) if (one.name, one.way) == (name, way)), None)
