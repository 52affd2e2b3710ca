"""One change of a record taken back by a reader, who has the right to at the moment of doing it."""

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.audit.writes import Writes
from dashboard.auth.access import Access
from dashboard.auth.gate import Gate
from dashboard.errors import NoSuchRecord
from graph.change import HistoryEntry, history_of, undo_change
from graph.client import Graph


def may_take_back(gate: Gate, reader: Reader, entry: HistoryEntry) -> bool:
    """Whether a reader is offered to take a change back: their own, or with the right others' too."""
    return entry.can_be_undone and (entry.by == reader.name or gate.allows(reader, "undo_others"))


def take_back(
    graph: Graph, trail: Trail, access: Access, reader: Reader, id: str, change: str
) -> str:
    """Take a change of the record ``id`` back; returns the id of the change that does.

    One's own needs less of a right than another's. Raises NotAllowed, NoSuchRecord for a change that
    the record has not, and ChangeError where something rests on it.
    """
    entry = next((one for one in history_of(graph, id) if one.id == change), None)
    if entry is None:
        raise NoSuchRecord("这条记录没有这次变更。", "The record has no such change.")
    if entry.by != reader.name:
        access.require(reader, "undo_others")
    return undo_change(graph, change, by=reader.name, writes=Writes(trail, reader))
