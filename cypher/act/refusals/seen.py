"""What a form showed of its record: taken up again when it is sent, to see what others changed since."""

import hashlib
import json

from cypher.act.action_file import SavedAction
from graph.change.changed_since import refuse_changed
from graph.change.errors import RecordChanged
from graph.change.locking import Image
from graph.client import Tx
from graph.load.plan.compare import rev_of
from graph.load.record import Properties

_LETTERS = 16


def seen_of(saved: SavedAction, properties: Properties) -> str:
    """How often a record is written, and a digest of all that matters to an action: its state and
    the fields that the action sets."""
    return f"{rev_of(properties)}.{_digest(saved, properties)}"


def refuse_unseen(tx: Tx, saved: SavedAction, node: Image, seen: str) -> None:
    """Refuse where what matters to the action is another than was ``seen``. Raises RecordChanged.

    A change of anything else is nothing to it.
    """
    rev, _, digest = seen.partition(".")
    if digest == _digest(saved, node.properties):
        return
    if rev.isascii() and rev.isdigit() and len(rev) < _LETTERS:
        refuse_changed(tx, node, int(rev))
    raise RecordChanged(node.id)


def _digest(saved: SavedAction, properties: Properties) -> str:
    names = {"status", *saved.header.writes.changes.get(saved.header.on, ())}
    values = {name: str(properties.get(name)) for name in sorted(names)}
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:_LETTERS]
