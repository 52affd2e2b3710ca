"""A code by which the browser on the machine that started the dashboard signs in without a password."""

import ipaddress
import secrets
import time
from collections.abc import Callable

from dashboard.auth.accounts.account import Account, account_of
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.store import hash_of
from dashboard.errors import CodeSpent

SECONDS = 60.0


class OneTimeCodes:
    """Gives codes out and takes each once. ``now`` is in seconds since 1970."""

    def __init__(self, database: AccessDatabase, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def issue(self, account: int) -> str:
        """A code for an account, good once and for a minute: 256 bits at random."""
        code, now = secrets.token_urlsafe(32), self._now()
        with self._database.write() as connection:
            connection.execute("DELETE FROM one_time_code WHERE until <= ?", (now,))
            connection.execute(
                "INSERT INTO one_time_code (hash, account, until) VALUES (?, ?, ?)",
                (hash_of(code), account, now + SECONDS),
            )
        return code

    def account_of(self, code: str) -> Account | None:
        """Whose a code is, which is not spent by this; None for one that opens nothing."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT account.* FROM one_time_code JOIN account ON account.id = one_time_code.account "
                "WHERE hash = ? AND until > ? AND disabled_at IS NULL",
                (hash_of(code), self._now()),
            ).fetchone()
        return None if row is None else account_of(row)

    def exchange(self, code: str, address: str) -> Account:
        """The account of a code, which is spent by this. Raises CodeSpent, also for an address that
        is not this machine's."""
        if not is_loopback(address):
            raise CodeSpent
        with self._database.write() as connection:
            found = connection.execute(
                "DELETE FROM one_time_code WHERE hash = ? RETURNING account, until",
                (hash_of(code),),
            ).fetchone()
            row = (
                found
                and connection.execute(
                    "SELECT * FROM account WHERE id = ? AND disabled_at IS NULL",
                    (found["account"],),
                ).fetchone()
            )
        if not row or found["until"] <= self._now():
            raise CodeSpent
        return account_of(row)


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
