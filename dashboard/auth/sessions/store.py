"""The sessions of one home, asked anew for every request, so that what ends one ends it everywhere."""

import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from cypher.reader import AUDIENCES, Reader, Role
from dashboard.auth.accounts.account import MUST_ENROL
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.limits import SessionLimits
from graph.model import SHANGHAI

TOUCH_EVERY = 30.0
"""Seconds: activity is not written more often than this."""
_MOST_AGENT = 200
_LIVE = """
SELECT session.*, account.name, account.role, account.must_change
FROM session JOIN account ON account.id = session.account
WHERE account.disabled_at IS NULL AND account.generation = session.generation
  AND session.began > :now - :absolute
  AND (session.presenting OR session.active > :now - :idle)
"""


@dataclass(frozen=True)
class Session:
    """A session that lasts: whose it is, and what it is held to."""

    hash: bytes
    reader: Reader
    must_change: bool
    """Whether the first password has to be changed, or codes to be turned on, before anything else."""
    by_link: bool
    """Whether it was begun by a one-time link."""
    presenting: bool
    active: float
    ends: float
    """Seconds since 1970 at which it ends whatever is done."""


@dataclass(frozen=True)
class OpenSession:
    """One session as its owner sees it in a list. ``id`` names it and opens nothing."""

    id: str
    began: datetime
    active: datetime
    address: str
    agent: str
    current: bool


class SessionStore:
    """Begins, finds and ends sessions. The cookie's value is known to the browser alone."""

    def __init__(
        self,
        database: AccessDatabase,
        limits: SessionLimits | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self.limits = limits or SessionLimits()
        self._now = now

    def begin(
        self,
        account: int,
        address: str,
        agent: str,
        *,
        by_link: bool = False,
        generation: int | None = None,
    ) -> str:
        """Begin a session of an account; returns the cookie's value, 256 bits at random.

        ``by_link``: by a one-time link, so that no first password has to be changed before anything
        else. ``generation``: that of the account whose password was looked at; where it was raised
        since, the session is none. Raises AccessBroken.
        """
        value, now = secrets.token_urlsafe(32), self._now()
        with self._database.write() as connection:
            self._remove_ended(connection)
            connection.execute(
                "INSERT INTO session (hash, account, generation, began, active, address, agent, "
                "by_link) SELECT ?, id, coalesce(?, generation), ?, ?, ?, ?, ? FROM account WHERE id = ?",
                (
                    hash_of(value),
                    generation,
                    now,
                    now,
                    address,
                    agent[:_MOST_AGENT],
                    int(by_link),
                    account,
                ),
            )
        return value

    def get(self, value: str) -> Session | None:
        """The session of a cookie's value; None where there is none that lasts. Raises AccessBroken."""
        with self._database.read() as connection:
            row = connection.execute(
                f"{_LIVE} AND session.hash = :hash", {**self._times(), "hash": hash_of(value)}
            ).fetchone()
        return None if row is None else self._session(row)

    def lasting(self, hashes: Collection[bytes]) -> set[bytes]:
        """Those of some sessions that last."""
        wanted = set(hashes)
        if not wanted:
            return set()
        with self._database.read() as connection:
            rows = connection.execute(_LIVE, self._times()).fetchall()
        return {row["hash"] for row in rows} & wanted

    def count(self) -> int:
        """How many sessions last."""
        with self._database.read() as connection:
            return len(connection.execute(_LIVE, self._times()).fetchall())

    def touch(self, session: Session) -> None:
        """Note that a person has done something in a session."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE session SET active = ? WHERE hash = ?", (self._now(), session.hash)
            )

    def wants_touch(self, session: Session) -> bool:
        """Whether the last activity noted is old enough to be written anew."""
        return self._now() - session.active >= TOUCH_EVERY

    def present(self, session: Session, on: bool) -> None:
        """Hold a session up to its absolute limit for looking at, or end that."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE session SET presenting = ?, active = ? WHERE hash = ?",
                (int(on), self._now(), session.hash),
            )

    def end(self, hash: bytes) -> None:
        """End one session."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM session WHERE hash = ?", (hash,))

    def end_named(self, account: int, id: str) -> bool:
        """End the session of an account that a list names; False where there is none."""
        with self._database.write() as connection:
            for row in connection.execute("SELECT hash FROM session WHERE account = ?", (account,)):
                if _id_of(row["hash"]) == id:
                    connection.execute("DELETE FROM session WHERE hash = ?", (row["hash"],))
                    return True
        return False

    def end_all(self, account: int, *, but: bytes | None = None) -> int:
        """End every session of an account, except one; returns how many ended."""
        with self._database.write() as connection:
            return connection.execute(
                "DELETE FROM session WHERE account = ? AND hash IS NOT ?", (account, but)
            ).rowcount

    def of(self, account: int, current: bytes | None = None) -> list[OpenSession]:
        """The sessions of an account, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"{_LIVE} AND session.account = :account ORDER BY session.active DESC",
                {**self._times(), "account": account},
            ).fetchall()
        return [
            OpenSession(
                _id_of(row["hash"]), _moment(row["began"]), _moment(row["active"]),
                row["address"], row["agent"], row["hash"] == current,
            )
            for row in rows
        ]  # fmt: skip

    def _session(self, row: sqlite3.Row) -> Session:
        role: Role = row["role"]
        reader = Reader(row["name"], role, AUDIENCES[role], row["account"])
        must = row["must_change"] & (MUST_ENROL if row["by_link"] else ~0)
        return Session(
            row["hash"], reader, bool(must), bool(row["by_link"]), bool(row["presenting"]),
            row["active"], row["began"] + self.limits.absolute,
        )  # fmt: skip

    def _times(self) -> dict[str, object]:
        return {"now": self._now(), "idle": self.limits.idle, "absolute": self.limits.absolute}

    def _remove_ended(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            "DELETE FROM session WHERE began <= :now - :absolute "
            "OR (NOT presenting AND active <= :now - :idle)",
            self._times(),
        )


def hash_of(value: str) -> bytes:
    """What is kept of a secret that a browser holds: it is random, so that SHA-256 is enough."""
    return hashlib.sha256(value.encode()).digest()


def _id_of(hash: bytes) -> str:
    return hash[:6].hex()


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, SHANGHAI)
