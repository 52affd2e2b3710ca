"""One rule for marks, and which records of a walk meet it; as ``rules.js`` and ``walk.js`` have it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cypher.header import Words
from dashboard.explorer.records import Record
from dashboard.figures.relations.mark_looks import Look

MOST_RULES = 12
"""So many rules stand in one walk."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class MarkRule(BaseModel):
    """Records of a kind that meet every condition given have a colour and a mark.

    ``state``: a code; ``days``: begun more than so many days ago and not ended; ``ties``: at least so
    many relationships in the walk; ``text``: part of the name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    state: Text = ""
    days: Count = 0
    ties: Count = 0
    text: Text = ""
    look: Look = "red"

    @property
    def asks(self) -> bool:
        """Whether it has any condition."""
        return bool(self.state or self.text or self.days or self.ties)


class NamedRule(MarkRule):
    """A rule of a file: what it is called, and whether it marks from the start or is only offered."""

    title: Words
    always: bool = False

    def plain(self) -> MarkRule:
        """The rule without its name, as a view keeps it."""
        return MarkRule.model_validate(self.model_dump(exclude={"title", "always"}))


class Markable(NamedTuple):
    """What of a record rules look at."""

    id: str
    kind: str
    state: str
    label: str
    began: date | None
    ended: date | None

    @classmethod
    def of(cls, id: str, one: Record) -> Self:
        """That of a record."""
        return cls(id, one.kind, one.state, one.label, one.began, one.ended)

    @classmethod
    def of_json(cls, one: Mapping[str, object]) -> Self:
        """That of a record as the browser gets it."""
        id, kind, state, label = (
            str(one.get(key) or "") for key in ("id", "kind", "state", "label")
        )
        return cls(id, kind, state, label, day_of(one.get("began")), day_of(one.get("ended")))


def day_of(value: object) -> date | None:
    """An ISO day of an answer; None for none."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def holds(began: date | None, ended: date | None, day: date) -> bool:
    """Whether a relationship holds on a day."""
    return (began is None or began <= day) and (ended is None or ended > day)


def marks_of(
    some: Iterable[Markable], ends: Iterable[tuple[str, str]], rules: Sequence[MarkRule], day: date
) -> dict[str, MarkRule]:
    """The first rule that each record meets. ``ends``: those of the relationships that are drawn."""
    if not rules:
        return {}
    there = list(some)
    count = {one.id: 0 for one in there}
    for start, end in ends:
        for id in {start, end} if start in count and end in count else ():
            count[id] += 1
    found = {}
    for one in there:
        rule = next((rule for rule in rules if _meets(one, rule, day, count[one.id])), None)
        if rule is not None:
            found[one.id] = rule
    return found


def _meets(one: Markable, rule: MarkRule, day: date, ties: int) -> bool:
    if one.kind != rule.kind or (rule.state and one.state != rule.state):
        return False
    if rule.text and rule.text.lower() not in one.label.lower():
        return False
    if ties < rule.ties:
        return False
    if not rule.days:
        return True
    if one.began is None or (one.ended is not None and one.ended <= day):
        return False
    return (day - one.began).days > rule.days


def rules_of(filters: Mapping[str, object]) -> tuple[MarkRule, ...]:
    """The rules that a view has kept; what is none is left out."""
    kept = filters.get("rules")
    found = []
    for one in kept[:MOST_RULES] if isinstance(kept, list) else ():
        try:
            rule = MarkRule.model_validate(one)
        except ValidationError:
            continue
        if rule.asks:
            found.append(rule)
    return tuple(found)
