"""Which data folder is the store: a file of one line that a restore replaces in one step."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.files import replace_text

FIRST = "data"
"""The data folder of a home in which nothing was ever restored."""


@dataclass(frozen=True)
class Current:
    """The name of the data folder that counts and, after a restore, what became of the one before.

    ``former``: the folder that counted before. ``backup``: the name of the backup that was written
    of it, which stays; None where none could be written, so that the folder itself stays.
    """

    data: str = FIRST
    former: str | None = None
    backup: str | None = None

    @classmethod
    def read(cls, file: Path) -> "Current":
        """What the file says; a home without it has its first data folder. Raises OSError."""
        try:
            return cls(**json.loads(file.read_text("utf-8")))
        except FileNotFoundError:
            return cls()

    def write(self, file: Path) -> None:
        """Let this be what counts. Until it returns the former folder counts, afterwards this."""
        replace_text(file, json.dumps(asdict(self)) + "\n")
