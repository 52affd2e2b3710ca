"""Who read what about a person: an append-only file, written before the answer is shown.

A reading is kept outside the graph: it must not change the data, nor their version.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock

from cypher.errors import ReadingNotLogged
from cypher.file.parse import SavedStatement
from cypher.reader import Reader
from graph.files import append_line, private_folder
from graph.model import SHANGHAI


class Readings:
    """A file of one JSON object a line; without a path nothing is kept (for tests and checks)."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._lock = Lock()

    def add(self, saved: SavedStatement, values: Mapping[str, object], reader: Reader) -> None:
        """Write one line. Raises ReadingNotLogged: what is not logged is not shown."""
        if self.path is None:
            return
        entry = {
            "at": datetime.now(SHANGHAI).isoformat(timespec="seconds"),
            "reader": reader.name,
            "role": reader.role,
            "audience": reader.audience,
            "report": saved.id,
            "version": saved.version,
            "values": {name: str(value) for name, value in values.items() if value is not None},
        }
        line = json.dumps(entry, ensure_ascii=False)
        try:
            with self._lock:
                private_folder(self.path.parent)
                append_line(self.path, line)
        except OSError as error:
            raise ReadingNotLogged(
                f"查阅个人信息须先记入日志，而日志 {self.path} 写不了：{error.strerror}。",
                f"Reading about a person must be logged first, and the log {self.path} cannot be "
                f"written: {error.strerror}.",
            ) from error
