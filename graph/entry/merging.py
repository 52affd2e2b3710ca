"""What two people wrote of one record, brought together: text by text, against what both began with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Meeting:
    """One text that both changed, each to another: as both found it, theirs, and mine."""

    slot: str
    before: str
    theirs: str
    mine: str


@dataclass
class Merged:
    """``texts`` is what is to hold; ``mine`` the slots that I change, ``theirs`` those that somebody
    else has changed meanwhile and I have not, ``meetings`` those that both changed."""

    texts: dict[str, str] = field(default_factory=dict)
    mine: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    meetings: list[Meeting] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Slots that I change and that are there no more."""


def merge(
    before: Texts,
    now: Texts,
    mine: Texts,
    *,
    even: Callable[[str, str], str] = lambda _, text: text,
) -> Merged:
    """Three states of a form's texts as one.

    ``before`` is what the form was opened with, ``now`` what the graph holds, ``mine`` what was sent.
    A slot that was not sent is not changed. ``even`` makes texts of one value in a slot equal.
    """
    merged = Merged(dict(now))
    for slot, text in mine.items():
        began, held = before.get(slot, ""), now.get(slot)
        wanted, was = even(slot, text), even(slot, began)
        if wanted == was:
            if held is not None and even(slot, held) != was:
                merged.theirs.add(slot)
            continue
        if held is None and slot in before:
            merged.lost.append(slot)
        elif held is None or even(slot, held) == was:
            merged.texts[slot] = text
            merged.mine.add(slot)
        elif even(slot, held) != wanted:
            merged.meetings.append(Meeting(slot, began, held, text))
    return merged
