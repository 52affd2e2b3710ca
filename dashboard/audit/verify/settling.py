"""What the graph, the backups and the editions say of the trail, and the trail of the graph."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dashboard.audit.elsewhere import in_graph, statement
from dashboard.audit.seals import Seal
from dashboard.audit.verify.files import Verified, Write
from graph.backup.automatic import listed
from graph.client import Graph
from graph.load.write.audits import audit_prefix
from graph.load.write.noting import FIELDS, ChangeSum

_EDITIONS, _MANIFEST = "editions", "manifest.json"
Outcome = Literal["landed", "not_landed", "altered", "gone", "restored"]


@dataclass(frozen=True)
class Lost:
    """A seal that stands somewhere else and not in the trail: its end was cut off, or it is another's."""

    place: str
    seal: Seal
    is_of_other: bool


@dataclass
class Settled:
    """What was found outside the files of the trail.

    ``cut_off``: writes of which the trail does not say whether they landed, each with what the
    graph says. ``wrong``: writes that the graph does not hold as the trail has them.
    """

    lost: list[Lost] = field(default_factory=list)
    others: list[Lost] = field(default_factory=list)
    cut_off: dict[str, Outcome] = field(default_factory=dict)
    wrong: dict[str, Outcome] = field(default_factory=dict)
    writes: int = 0


def settle(found: Verified, home: Path, graph: Graph | None, *, is_shared: bool) -> Settled:
    """Ask the backups and editions of a home, and the graph where there is one. Raises GraphError.

    ``is_shared``: other homes may use the graph too, so that seals of theirs are no fault.
    """
    settled = Settled()
    places = list(_in_files(home)) + [("Neo4j", one) for one in (in_graph(graph) if graph else ())]
    for place, seal in places:
        if not found.holds(seal):
            other = seal.trail != found.trail
            lost = Lost(place, seal, other)
            is_known = other and ((is_shared and place == "Neo4j") or found.restored is not None)
            (settled.others if is_known else settled.lost).append(lost)
    if graph is not None:
        for id, write in found.writes.items():
            _settle_write(settled, graph, id, write, found)
    return settled


def _settle_write(settled: Settled, graph: Graph, id: str, write: Write, found: Verified) -> None:
    settled.writes += 1
    state, changes = _in_graph(graph, id)
    was_restored = bool(found.restored and write.at and write.at < found.restored)
    if state != "done":
        if not write.done:
            settled.cut_off[id] = "not_landed"
        elif not was_restored:
            settled.wrong[id] = "gone"
        return
    if not write.done:
        settled.cut_off[id] = "landed"
    right = {(write.changes, write.sha256)} | found.cleared.get(id, set())
    if (changes.count, changes.sha256) not in right:
        settled.wrong[id] = "altered"


def _in_graph(graph: Graph, id: str) -> tuple[str, ChangeSum]:
    """The state of a load or a change as the graph has it, and the sum of its change records."""
    given: dict[str, object] = {"id": id, "records": audit_prefix(id)}
    rows = graph.read(statement("changes_of_load"), given, rows=None, seconds=120).dicts()
    changes = ChangeSum()
    changes.add({name: row[name] for name in FIELDS} for row in rows if row["id"] is not None)
    return str(rows[0]["state"] or "") if rows else "", changes


def _in_files(home: Path) -> Iterator[tuple[str, Seal]]:
    """The seals in the manifests of the home's backups and editions, each with its place."""
    for path, manifest in listed(home):
        seal = Seal.read(manifest.seal) if manifest is not None else None
        if seal is not None:
            yield f"{path.parent.name}/{path.name}", seal
    for path in sorted((home / _EDITIONS).glob(f"*/{_MANIFEST}")):
        with suppress(OSError, ValueError, AttributeError):
            seal = Seal.read(str(json.loads(path.read_bytes()).get("seal", "")))
            if seal is not None:
                yield f"{_EDITIONS}/{path.parent.name}", seal
