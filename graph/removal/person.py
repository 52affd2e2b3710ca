"""What is known of a person who is to be removed: the record, its names, the consents, what stands near it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from graph.errors import LoadError
from graph.load.record import RecordChange
from graph.model import node_of_id
from graph.removal.names import SHORTEST, Names, placeholder

Ask = Callable[[str, Mapping[str, object]], list[dict[str, Any]]]
"""Runs a statement with its values and gives its rows by column name."""
PERSONS = ("Rider", "Child")
"""The kinds of which a record is a person."""
_DELETED: Mapping[str, Any] = {"alias": None, "created": None, "consents": (), "near": ()}
"""What is known of a person whose record was deleted: what notes and loads tell."""


class NoSuchPerson(LoadError):
    """An id that no rider and no child has."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有编号为“{id}”的骑手或子女。",
            f"There is no rider or child {id}.",
        )


@dataclass(frozen=True)
class Person:
    """A person: ``near`` are the ids of the person's wishes and of what belongs to these.

    ``names`` is what is looked for near it, ``elsewhere`` what is looked for in all other places:
    without a name that somebody else bears too.
    """

    id: str
    kind: str
    created: str = ""
    aliases: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    others: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def names(self) -> Names:
        """What the person was called."""
        return Names(self.aliases, self.others)

    @property
    def elsewhere(self) -> Names:
        """As ``names``, without what others are called too."""
        return Names(self.aliases - self.others, self.others)

    @property
    def has_short_name(self) -> bool:
        """Whether a name is too short to be looked for in texts and files."""
        return any(len(one) < SHORTEST for one in self.aliases)

    @property
    def shared(self) -> frozenset[str]:
        """The names that somebody else bears too."""
        return self.aliases & self.others

    @property
    def ids(self) -> frozenset[str]:
        """The person's record and the consents."""
        return self.consents | {self.id}


def kind_of_person(id: str) -> str:
    """The label of a person's id. Raises NoSuchPerson for any other id."""
    kind = node_of_id(id)
    if kind is None or kind.__name__ not in PERSONS:
        raise NoSuchPerson(id)
    return kind.__name__


def person_of(
    ask: Ask, id: str, aliases: Iterable[str] = (), consents: Iterable[str] = ()
) -> Person:
    """What the graph knows of a person, with names and consents that are known otherwise.

    Also of one whose record was deleted, where notes of it are left. Raises NoSuchPerson.
    """
    kind = kind_of_person(id)
    rows = ask(statement("person"), {"id": id})
    former = ask(statement("former"), {"id": id})
    if not rows and not former and not aliases:
        raise NoSuchPerson(id)
    row = rows[0] if rows else _DELETED
    known = {*aliases, row["alias"], *(name for one in former for name in _aliases_of(one))}
    others = {str(one["alias"]) for one in ask(statement("others"), {"id": id})}
    given = (str(one["consent"]) for one in former if one["consent"])
    created = row["created"]
    return Person(
        id,
        kind,
        created.isoformat() if isinstance(created, datetime) else "",
        frozenset(str(one) for one in known if one and one != placeholder(id)),
        frozenset({*consents, *row["consents"], *given}),
        frozenset(row["near"]),
        frozenset(others),
    )


def seen_in(change: RecordChange, id: str) -> tuple[set[str], set[str]]:
    """The names and the consents of a person that a kept change of a load tells of."""
    names: set[str] = set()
    consents: set[str] = set()
    if change.id == id:
        for side in (change.before, change.after):
            if side and side.get("alias"):
                names.add(str(side["alias"]))
    elif change.kind in ("GivenBy", "Covers") and change.end == id:
        consents.add(change.start)
    return names, consents


def _aliases_of(note: Mapping[str, Any]) -> Iterable[str]:
    for side in ("before", "after"):
        values = json.loads(note[side] or "{}") if note["consent"] is None else {}
        if values.get("alias"):
            yield str(values["alias"])


@cache
def statement(name: str) -> str:
    """One of the statements beside this file."""
    return files("graph.removal").joinpath(f"{name}.cypher").read_text("utf-8")
