"""Browsers that have signed in before, known by a random cookie of which the hash is kept."""

import secrets
import time
from collections.abc import Callable

from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.store import hash_of

KEPT_DAYS = 400
"""After so many days without signing in a browser is as good as new."""
MOST = 20
"""So many browsers of one account are known; the one not used for longest goes."""


class Devices:
    """The browsers of all accounts. ``now`` is in seconds since 1970."""

    def __init__(self, database: AccessDatabase, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def known(self, account: int | None, cookie: str | None) -> bytes | None:
        """The hash of a browser's cookie, if that browser has signed in to the account before."""
        if account is None or not cookie:
            return None
        hash = hash_of(cookie)
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT 1 FROM device WHERE hash = ? AND account = ? AND active > ?",
                (hash, account, self._oldest()),
            ).fetchone()
        return None if row is None else hash

    def remember(self, account: int, cookie: str | None) -> str:
        """Note that a browser has signed in; returns the cookie that it is to hold from now on."""
        known = self.known(account, cookie)
        kept = cookie if known is not None and cookie else secrets.token_urlsafe(32)
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO device (hash, account, active) VALUES (?, ?, ?) "
                "ON CONFLICT (hash) DO UPDATE SET active = excluded.active",
                (hash_of(kept), account, self._now()),
            )
            connection.execute(
                "DELETE FROM device WHERE active <= ? OR hash IN (SELECT hash FROM device "
                "WHERE account = ? ORDER BY active DESC LIMIT -1 OFFSET ?)",
                (self._oldest(), account, MOST),
            )
        return kept

    def _oldest(self) -> float:
        return self._now() - KEPT_DAYS * 86400.0
