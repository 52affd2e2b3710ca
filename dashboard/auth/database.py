"""The SQLite file of a home in which accounts and sessions stand, shared by all processes."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from itertools import chain
from pathlib import Path

from dashboard.errors import AccessBroken
from graph.files import DRAFT, private_folder, reason_of

FOLDER = "access"
NAME = "accounts.sqlite3"
VERSION = 3
_UPGRADES = {
    1: ("ALTER TABLE session ADD COLUMN by_link INTEGER NOT NULL DEFAULT 0",),
    2: (
        "CREATE TABLE spent_flow (hash BLOB PRIMARY KEY, until REAL NOT NULL) "
        "STRICT, WITHOUT ROWID",
    ),
}
"""What leads from a version of the tables to the next."""
_BUSY_MS = 5000


class AccessDatabase:
    """One connection a thread to ``home/access/accounts.sqlite3``, made with its tables when first used.

    Every question is asked of the file, so that what another process has changed counts at once.
    """

    def __init__(self, home: Path) -> None:
        self.file = home / FOLDER / NAME
        self._local = threading.local()

    @property
    def exists(self) -> bool:
        """Whether anybody has ever been added here."""
        return self.file.exists()

    @property
    def has_accounts(self) -> bool:
        """Whether there is any account, so that one has to sign in. Raises AccessBroken."""
        if not self.exists:
            return False
        with self.read() as connection:
            return connection.execute("SELECT 1 FROM account LIMIT 1").fetchone() is not None

    @property
    def open_accounts(self) -> int:
        """How many people may sign in. Raises AccessBroken."""
        if not self.exists:
            return 0
        with self.read() as connection:
            found = connection.execute("SELECT count(*) FROM account WHERE disabled_at IS NULL")
            return int(found.fetchone()[0])

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with. Raises AccessBroken."""
        with _broken_as_sentence(self.file):
            yield self._connection()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that holds the file's only right to write; committed at
        the end, rolled back on any error. Raises AccessBroken."""
        with _broken_as_sentence(self.file):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._open()
        return connection

    def _open(self) -> sqlite3.Connection:
        private_folder(self.file.parent)
        self.file.touch(mode=0o600)
        connection = sqlite3.connect(self.file, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        self._migrate(connection)
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if _version(connection) == VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        found = _version(connection)  # another process may have made the tables meanwhile
        if found > VERSION:
            connection.execute("ROLLBACK")
            raise AccessBroken(
                "账号文件是较新版本的连新写的，请用那个版本打开。",
                "The accounts' file was written by a newer Lianxin; use that version.",
            )
        steps: Iterable[str]
        if found == 0:
            schema = files("dashboard.auth").joinpath("schema.sql").read_text("utf-8")
            steps = _statements(schema)
        else:
            steps = chain.from_iterable(_UPGRADES[one] for one in range(found, VERSION))
            self._keep_former(found)
        for statement in steps:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")

    def _keep_former(self, version: int) -> None:
        """Keep the file as it was with the tables of an older version, for a step back."""
        kept = self.file.with_name(f"accounts-version-{version}.sqlite3")
        draft = kept.with_name(kept.name + DRAFT)
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.file)) as reading:
            reading.execute("VACUUM INTO ?", (str(draft),))
        draft.chmod(0o600)
        draft.replace(kept)


def _statements(schema: str) -> Iterator[str]:
    """Its statements one by one: ``executescript`` would end the transaction."""
    text = ""
    for line in schema.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            yield text
            text = ""


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _broken_as_sentence(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        zh, en = reason_of(error)
        raise AccessBroken(
            f"账号文件读写不了：{file}（{zh}）。请看看磁盘是否已满、文件是否属于当前用户。",
            f"The accounts' file cannot be used: {file} ({en}). Is the disk full, is the file yours?",
        ) from error
