"""The loads that a home keeps, and their before-images, looked through and written again without a person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.load.encoding import of_line, to_line
from graph.load.store import LoadStore
from graph.removal.images import change_without
from graph.removal.person import Person, seen_in


def known_to_loads(store: LoadStore, id: str) -> tuple[set[str], set[str]]:
    """The names of a person and the consents that kept loads tell of. Raises LoadError."""
    names: set[str] = set()
    consents: set[str] = set()
    for load in _kept(store):
        for line in _meant(store.lines(load), [id.encode()]):
            some, given = seen_in(of_line(line), id)
            names |= some
            consents |= given
    return names, consents


def loads_with(store: LoadStore, person: Person) -> list[str]:
    """The ids of the loads that hold anything of a person. Raises LoadError."""
    return [load for load in _kept(store) if _holds(store, load, person)]


def clear_load(store: LoadStore, id: str, person: Person) -> None:
    """Write what a load has changed again without a person, and its record. Raises OSError, LoadError."""
    with store.landing(id):
        store.rewrite(id, _without(store.lines(id), person))
        record = store.get(id)
        cleaned = json.loads(person.elsewhere.cleaned(record.model_dump_json()))
        store.replace(type(record).model_validate(cleaned))


def _kept(store: LoadStore) -> Iterator[str]:
    return (load.id for load in store.list() if load.state != "damaged" and store.holds(load.id))


def _holds(store: LoadStore, load: str, person: Person) -> bool:
    if person.elsewhere.in_text(store.get(load).model_dump_json()):
        return True
    for line in _meant(store.lines(load), _needles(person)):
        change = of_line(line)
        before = replace(change)
        if change_without(change, person) != before:
            return True
    return False


def _without(lines: Iterable[bytes], person: Person) -> Iterator[bytes]:
    needles = _needles(person)
    for line in lines:
        if not any(one in line for one in needles):
            yield line
        elif (left := change_without(of_line(line), person)) is not None:
            yield to_line(left)


def _needles(person: Person) -> list[bytes]:
    return [one.encode() for one in (*person.ids, *person.names.removed)]


def _meant(lines: Iterable[bytes], needles: list[bytes]) -> Iterator[bytes]:
    return (line for line in lines if any(one in line for one in needles))
