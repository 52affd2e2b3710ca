"""One-time codes of an authenticator (TOTP, RFC 6238), and recovery codes for when it is lost."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
import segno
from markupsafe import Markup

from dashboard.auth.accounts.account import MUST_ENROL, account_of
from dashboard.auth.accounts.noting import Note, unnoted
from dashboard.auth.accounts.passwords.first import LETTERS, readable
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.store import hash_of
from dashboard.errors import CodeNeeded, NoSuchAccount

ISSUER = "连新"
STEP = 30
"""Seconds for which a code is shown; the one before and the one after are taken too."""
RECOVERY_CODES, GROUPS, SIZE = 8, 6, 4
"""24 of 31 letters are 118 bits: for so much ASVS 5.0, 6.5.2, lets a plain hash do."""


@dataclass(frozen=True)
class Offer:
    """A secret that is shown to be put into an authenticator, and not in force yet."""

    secret: str
    picture: Markup
    """A QR code as SVG."""


class Codes:
    """The codes of all accounts. ``now`` is in seconds since 1970."""

    def __init__(
        self,
        database: AccessDatabase,
        note: Note = unnoted,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._note = note
        self._now = now

    def offer(self, account: int) -> Offer:
        """A new secret for an account, in force once ``confirm`` was given a code of it.

        Asked again before that it is the same, so that a page may be loaded anew.
        """
        with self._database.write() as connection:
            row = _row(connection, account)
            secret: str = row["totp_offered"] or pyotp.random_base32()
            connection.execute(
                "UPDATE account SET totp_offered = ? WHERE id = ?", (secret, account)
            )
        return _shown(secret, row["name"])

    def offered(self, account: int) -> Offer | None:
        """The secret that was offered and not confirmed yet."""
        with self._database.read() as connection:
            row = _row(connection, account)
        return _shown(row["totp_offered"], row["name"]) if row["totp_offered"] else None

    def confirm(self, account: int, code: str) -> list[str]:
        """Turn codes on, given a code of the secret that was offered.

        Returns the recovery codes, which are kept nowhere else. Raises CodeNeeded for a wrong code.
        """
        recovery = [readable(GROUPS, SIZE) for _ in range(RECOVERY_CODES)]
        with self._database.write() as connection:
            offered = _row(connection, account)["totp_offered"]
            step = self._step_of(offered, code) if offered else None
            if step is None:
                raise CodeNeeded(wrong=True)
            connection.execute(
                "UPDATE account SET totp = totp_offered, totp_offered = NULL, totp_step = ?, "
                "must_change = must_change & ~? WHERE id = ?",
                (step, MUST_ENROL, account),
            )
            connection.execute("DELETE FROM recovery_code WHERE account = ?", (account,))
            connection.executemany(
                "INSERT INTO recovery_code (account, hash) VALUES (?, ?)",
                [(account, hash_of(_letters(one))) for one in recovery],
            )
            self._noted(connection, account, "codes_on")
        return recovery

    def turn_off(self, account: int) -> None:
        """Ask for no codes of an account any more."""
        with self._database.write() as connection:
            _row(connection, account)
            connection.execute(
                "UPDATE account SET totp = NULL, totp_offered = NULL WHERE id = ?", (account,)
            )
            connection.execute("DELETE FROM recovery_code WHERE account = ?", (account,))
            self._noted(connection, account, "codes_off")

    def use(self, account: int, code: str) -> bool:
        """Whether a code is right and was not used before; from now on it was."""
        with self._database.write() as connection:
            row = _row(connection, account)
            step = self._step_of(row["totp"], code) if row["totp"] else None
            if step is not None:
                return (
                    connection.execute(
                        "UPDATE account SET totp_step = ? WHERE id = ? AND totp_step < ?",
                        (step, account, step),
                    ).rowcount
                    == 1
                )
            return (
                connection.execute(
                    "DELETE FROM recovery_code WHERE account = ? AND hash = ?",
                    (account, hash_of(_letters(code))),
                ).rowcount
                == 1
            )

    def recovery_left(self, account: int) -> int:
        """How many recovery codes are left."""
        with self._database.read() as connection:
            found = connection.execute(
                "SELECT count(*) FROM recovery_code WHERE account = ?", (account,)
            ).fetchone()
        return int(found[0])

    def _noted(self, connection: sqlite3.Connection, id: int, act: str) -> None:
        account = account_of(_row(connection, id))
        self._note(account.reader, act, account)

    def _step_of(self, secret: str, code: str) -> int | None:
        """The step whose code this is, of those that are taken now."""
        totp, digits = pyotp.TOTP(secret, interval=STEP), "".join(code.split())
        now = int(self._now()) // STEP
        if not (digits.isascii() and digits.isdecimal()):
            return None
        for step in (now - 1, now, now + 1):
            moment = datetime.fromtimestamp(step * STEP, UTC)
            if totp.verify(digits, for_time=moment):
                return step
        return None


def _shown(secret: str, name: str) -> Offer:
    uri = pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=ISSUER)
    drawn = segno.make(uri, error="m", micro=False)
    return Offer(secret, Markup(drawn.svg_inline(omitsize=True, dark="#000", light="#fff")))


def _letters(code: str) -> str:
    """A recovery code without what only groups it."""
    return "".join(one for one in code.lower() if one in LETTERS)


def _row(connection: sqlite3.Connection, account: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM account WHERE id = ?", (account,)
    ).fetchone()
    if row is None:
        raise NoSuchAccount(
            "没有这个账号，可能已被删除。", "There is no such account; it may be removed."
        )
    return row
