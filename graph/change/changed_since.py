"""Whether a record is as somebody saw it, and who has changed what of it since."""

import json
from datetime import datetime

from graph.change.errors import RecordChanged
from graph.change.locking import Image
from graph.change.run import statement
from graph.client import Tx


def refuse_changed(tx: Tx, node: Image, rev: int) -> None:
    """Refuse a node that has been written since it had ``rev``. Raises RecordChanged."""
    if node.rev == rev:
        return
    since = max(node.rev - rev, 1)
    rows = tx.run(statement("changed_since"), id=node.id, kind=node.label, since=since)
    names = {name for row in rows for name in json.loads(str(row["after"] or "{}"))}
    by, at = ("", None) if not rows else (str(rows[0]["by"] or ""), rows[0]["at"])
    raise RecordChanged(node.id, by, at if isinstance(at, datetime) else None, sorted(names))
