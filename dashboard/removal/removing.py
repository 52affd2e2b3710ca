"""A person's data removed: planned, then carried out step by step so that a crash leaves nothing undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cypher.reader import Reader
from dashboard.audit.elsewhere import seal_after_write
from dashboard.audit.writes import Writes
from dashboard.imports.landing import LoadPlace
from dashboard.removal.home_files import HomeFindings, HomeSearch
from dashboard.removal.trail_lines import redact
from graph.client import Graph
from graph.model import SHANGHAI
from graph.progress import Reporter, Silent
from graph.removal.journal import Removal, Removals
from graph.removal.loads import clear_load, known_to_loads, loads_with
from graph.removal.names import placeholder
from graph.removal.person import NoSuchPerson, Person, person_of, statement
from graph.removal.writing import Found, found_in_graph, remove_from_graph

_WAIT = 5.0
_SECONDS = 600.0


@dataclass(frozen=True)
class RemovalPlan:
    """What a removal would take out of graph and home, and what it leaves; see ``words``.

    ``open_wishes``: how many wishes of the person are under way; they can only be withdrawn then.
    """

    person: Person
    graph: Found
    loads: list[str]
    home: HomeFindings
    open_wishes: int

    @property
    def nothing(self) -> bool:
        """Whether there is nothing left to remove."""
        home = self.home
        return self.graph.nothing and not (self.loads or home.uploads or home.jobs or home.logs)


def plan_removal(place: LoadPlace, id: str, progress: Reporter | None = None) -> RemovalPlan:
    """Look where a person's data stand; nothing is changed. Raises NoSuchPerson, GraphError."""
    with (progress or Silent()).task("查找个人数据", "Looking for the person's data", None):
        person = _person(place, id)
        found = found_in_graph(_ask(place.graph), person)
        loads = loads_with(place.store, person)
        home = HomeSearch(place.home, person.names).found()
        home.copies = sorted({*home.copies, *_copies_of(place, id)})
        wishes = int(_ask(place.graph)(statement("open_wishes"), {"id": id})[0]["n"])
        return RemovalPlan(person, found, loads, home, wishes)


def remove_person(
    place: LoadPlace, id: str, reader: Reader, progress: Reporter | None = None
) -> HomeFindings:
    """Remove a person's data from the graph and the home, and note that; gives what still names them.

    May be called again: what was done before is not done twice, and a removal that was cut off is
    gone on with. Raises NoSuchPerson, RemovalUnderWay, AuditFailed, GraphError, OSError.
    """
    removals = Removals(place.home)
    with removals.alone(_WAIT):
        return _removed(place, removals, id, reader, progress or Silent())


def settle_removals(place: LoadPlace, progress: Reporter | None = None) -> list[str]:
    """Complete removals that were cut off, and remove again whom a restored backup brought back.

    Gives the ids. Does nothing while another process removes somebody. Raises GraphError, OSError.
    """
    removals = Removals(place.home)
    known = removals.all()
    begun = {one.id for one in known if one.state == "begun"}
    meant = [one for one in known if one.id in begun | _back_again(place.graph, known)]
    if not meant:
        return []
    with removals.alone(_WAIT):
        for one in meant:
            reader = Reader(one.by, one.role, "staff")  # type: ignore[arg-type]
            try:
                _removed(place, removals, one.id, reader, progress or Silent())
            except NoSuchPerson:  # as where a backup from before the person was restored
                removals.complete(one, one.copies)
    return [one.id for one in meant]


def _removed(
    place: LoadPlace, removals: Removals, id: str, reader: Reader, progress: Reporter
) -> HomeFindings:
    with progress.task("查找个人数据", "Looking for the person's data", None):
        person = _person(place, id)
    place.trail.record("removal", reader, id)
    former = _copies_of(place, id)
    removal = Removal(
        id=id, created=person.created, at=datetime.now(SHANGHAI), by=reader.name, role=reader.role,
        names=tuple(sorted(person.aliases)), consents=tuple(sorted(person.consents)),
        copies=tuple(former),
    )  # fmt: skip
    removals.keep(removal)
    with progress.task("从数据库中清除", "Removing from the graph", None):
        remove_from_graph(place.graph, person, by=reader.name, writes=Writes(place.trail, reader))
    loads = loads_with(place.store, person)
    with progress.task("清理导入记录", "Cleaning kept loads", len(loads)) as task:
        for load in loads:
            clear_load(place.store, load, person)
            task.advance()
    with progress.task("清理文件", "Cleaning files", None):
        search = HomeSearch(place.home, person.names)
        search.clean()
        redact(place.trail, reader, person.elsewhere.in_bytes())
        left = search.found()
    removals.complete(removal, sorted({*left.copies, *former}))
    seal_after_write(place.trail, place.graph)
    return left


def _person(place: LoadPlace, id: str) -> Person:
    """What graph, loads and a removal that was cut off know of a person."""
    before = Removals(place.home).of(id)
    names, consents = known_to_loads(place.store, id)
    if before is not None:
        names |= {*before.names}
        consents |= {*before.consents}
    names.discard(placeholder(id))
    person = person_of(_ask(place.graph), id, names, consents)
    if person.created or before is None:
        return person
    return Person(**{**person.__dict__, "created": before.created})


def _copies_of(place: LoadPlace, id: str) -> list[str]:
    """The copies that held the person when a removal was complete, and are still there."""
    before = Removals(place.home).of(id)
    return [one for one in before.copies if (place.home / one).exists()] if before else []


def _back_again(graph: Graph, known: list[Removal]) -> set[str]:
    """Whom the graph holds though they were removed."""
    persons = [
        {"id": one.id, "created": one.created, "alias": placeholder(one.id)} for one in known
    ]
    if not persons:
        return set()
    rows = graph.read(statement("left"), {"persons": persons}, rows=None).rows
    return {str(id) for (id,) in rows}


def _ask(graph: Graph) -> Any:
    def ask(text: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
        return graph.read(text, values, rows=None, seconds=_SECONDS).dicts()

    return ask
