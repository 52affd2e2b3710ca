"""Writes in the trail: a line before the commit, with the sum of the change records, and one after it."""

import logging

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.errors import AuditFailed

log = logging.getLogger(__name__)


class Writes:
    """Notes what one person writes; see ``graph.removal.writing.RemovalLog``."""

    def __init__(self, trail: Trail, reader: Reader) -> None:
        self._trail, self._reader = trail, reader

    def begun(self, id: str, sha256: str, changes: int) -> None:
        """Note a load that is about to be committed. Raises AuditFailed: it is not committed then."""
        self._trail.record("write_begun", self._reader, id, changes=changes, sha256=sha256)

    def cleared(self, id: str, sha256: str, changes: int) -> None:
        """Note what the change records of an earlier write will be without a person. Raises AuditFailed."""
        self._trail.record("write_cleared", self._reader, id, changes=changes, sha256=sha256)

    def done(self, id: str) -> None:
        """Note that it has landed. Where that cannot be noted the graph tells later."""
        try:
            self._trail.record("write_done", self._reader, id)
        except AuditFailed:
            log.exception("the trail has no line of the write %s having landed", id)
