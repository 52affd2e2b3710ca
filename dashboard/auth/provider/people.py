"""Accounts of people who sign in by the provider: known by issuer and subject, never by a name."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from cypher.reader import AUDIENCES, Reader, Role
from dashboard.auth.accounts.account import Account, account_of
from dashboard.auth.accounts.names import PROVIDER_NAME, clean_name, key_of
from dashboard.auth.accounts.noting import Note, unnoted
from dashboard.auth.database import AccessDatabase
from dashboard.auth.provider.errors import NameClash, NoRole
from dashboard.errors import AccountDisabled

PROVIDER = Reader(PROVIDER_NAME, "steward", AUDIENCES["steward"])
"""Who adds such accounts and gives them their roles."""


@dataclass(frozen=True)
class Person:
    """Somebody for whom the provider has vouched. ``role``: what the groups come to, None for
    nothing."""

    issuer: str
    subject: str
    name: str
    role: Role | None


class People:
    """Finds the account of a person, or adds it. ``note`` is called within the transaction."""

    def __init__(
        self,
        database: AccessDatabase,
        note: Note = unnoted,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._note = note
        self._now = now

    def account_of(self, person: Person) -> Account:
        """The person's account with the role of today; another role ends the sessions of before.

        Raises AccountDisabled, NoRole (which ends the sessions too), NameClash, NameRefused.
        """
        subject = f"{person.issuer} {person.subject}"
        with self._database.write() as connection:
            row = connection.execute(
                "SELECT * FROM account WHERE subject = ?", (subject,)
            ).fetchone()
            if row is not None and row["disabled_at"] is not None:
                raise AccountDisabled
            if row is None:
                return self._added(connection, person, subject)
            if person.role is not None:
                return self._with_role(connection, row, person.role)
            self._end_sessions(connection, row)
        raise NoRole

    def _added(self, connection: sqlite3.Connection, person: Person, subject: str) -> Account:
        if person.role is None:
            raise NoRole
        name, now = clean_name(person.name), self._now()
        try:
            made = connection.execute(
                "INSERT INTO account (key, name, role, subject, password_at, added_at, added_by) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key_of(name), name, person.role, subject, now, now, PROVIDER.name),
            )
        except sqlite3.IntegrityError:
            raise NameClash(name) from None
        account = _account(connection, made.lastrowid or 0)
        self._note(PROVIDER, "add", account)
        return account

    def _with_role(self, connection: sqlite3.Connection, row: sqlite3.Row, role: Role) -> Account:
        if row["role"] != role:
            connection.execute(
                "UPDATE account SET role = ?, generation = generation + 1 WHERE id = ?",
                (role, row["id"]),
            )
            self._note(PROVIDER, "role", _account(connection, row["id"]))
        return _account(connection, row["id"])

    def _end_sessions(self, connection: sqlite3.Connection, row: sqlite3.Row) -> None:
        connection.execute(
            "UPDATE account SET generation = generation + 1 WHERE id = ?", (row["id"],)
        )
        self._note(PROVIDER, "no_role", account_of(row))


def _account(connection: sqlite3.Connection, id: int) -> Account:
    return account_of(connection.execute("SELECT * FROM account WHERE id = ?", (id,)).fetchone())
