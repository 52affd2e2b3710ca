"""The accounts of one home: added, listed, given another role or password, disabled, removed."""

import sqlite3
import time
from collections.abc import Callable

from cypher.reader import Reader, Role
from dashboard.auth.accounts.account import MUST_CHANGE_PASSWORD, Account, account_of
from dashboard.auth.accounts.names import clean_name, key_of
from dashboard.auth.accounts.noting import Note, unnoted
from dashboard.auth.accounts.passwords.first import first_password
from dashboard.auth.accounts.passwords.hashing import hashed, verified
from dashboard.auth.accounts.passwords.rules import PasswordRules
from dashboard.auth.database import AccessDatabase
from dashboard.errors import (
    AccountError,
    LastSteward,
    NameRefused,
    NoSuchAccount,
    PasswordRefused,
    WrongPassword,
)

_RAISED = "generation = generation + 1"
_ABLE_STEWARDS = (
    "SELECT count(*) FROM account WHERE role = 'steward' AND disabled_at IS NULL AND password IS NOT NULL "
    "AND id <> ?"
)


class AccountStore:
    """Every change that must end the account's sessions raises its generation in one transaction.

    Its methods block; those that hash a password take some 40 ms. All raise AccessBroken, and
    NoSuchAccount where an account is named that is not there. ``by`` is who does it; ``note`` is
    called within the transaction, and its error undoes the change.
    """

    def __init__(
        self,
        database: AccessDatabase,
        rules: PasswordRules,
        note: Note = unnoted,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self.rules = rules
        self._note = note
        self._now = now

    def any(self) -> bool:
        """Whether there is any account, so that one has to sign in."""
        return self._database.has_accounts

    def list(self) -> list[Account]:
        """All accounts in the order in which they were added."""
        if not self._database.exists:
            return []
        with self._database.read() as connection:
            return list(map(account_of, connection.execute("SELECT * FROM account ORDER BY id")))

    def get(self, id: int) -> Account:
        """The account of a number."""
        with self._database.read() as connection:
            return account_of(_row(connection, id))

    def named(self, name: str) -> Account:
        """The account of a name, however it is written."""
        if self._database.exists:
            with self._database.read() as connection:
                row = connection.execute(
                    "SELECT * FROM account WHERE key = ?", (key_of(name),)
                ).fetchone()
            if row is not None:
                return account_of(row)
        raise NoSuchAccount(f"没有账号“{name}”。", f"There is no account {name!r}.")

    def add(self, name: str, role: Role, by: Reader) -> tuple[Account, str]:
        """Add an account; returns it and its first password, which is kept nowhere.

        Raises NameRefused, and AccountError where the first account is no steward's.
        """
        name = clean_name(name)
        password = first_password(self._is_good(name))
        row = (key_of(name), name, role, hashed(password), MUST_CHANGE_PASSWORD,
               self._now(), self._now(), by.name)  # fmt: skip
        with self._database.write() as connection:
            if role != "steward" and connection.execute(_ABLE_STEWARDS, (0,)).fetchone()[0] == 0:
                raise AccountError(
                    "第一个账号必须是管理员（steward）。",
                    "The first account must be a steward's.",
                )
            try:
                made = connection.execute(
                    "INSERT INTO account (key, name, role, password, must_change, password_at, "
                    "added_at, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row,
                )
            except sqlite3.IntegrityError:
                raise NameRefused(
                    f"已经有账号“{name}”了。", f"There is an account {name!r} already."
                ) from None
            account = account_of(_row(connection, made.lastrowid or 0))
            self._note(by, "add", account)
            return account, password

    def set_role(self, id: int, role: Role, by: Reader) -> Account:
        """Give an account another role, which ends its sessions. Raises LastSteward, and
        AccountError for one whose role the provider gives."""
        with self._database.write() as connection:
            _refuse_provided(_row(connection, id))
            if _row(connection, id)["role"] == role:
                return account_of(_row(connection, id))
            _refuse_last(connection, id)
            connection.execute(f"UPDATE account SET role = ?, {_RAISED} WHERE id = ?", (role, id))
            return self._noted(connection, id, by, "role")

    def disable(self, id: int, by: Reader) -> Account:
        """Let nobody sign in by an account, and end its sessions. Raises LastSteward."""
        with self._database.write() as connection:
            if _row(connection, id)["disabled_at"] is not None:
                return account_of(_row(connection, id))
            _refuse_last(connection, id)
            connection.execute(
                f"UPDATE account SET disabled_at = ?, {_RAISED} WHERE id = ?", (self._now(), id)
            )
            return self._noted(connection, id, by, "disable")

    def enable(self, id: int, by: Reader) -> Account:
        """Let an account be used again."""
        with self._database.write() as connection:
            if _row(connection, id)["disabled_at"] is None:
                return account_of(_row(connection, id))
            connection.execute(
                f"UPDATE account SET disabled_at = NULL, {_RAISED} WHERE id = ?", (id,)
            )
            return self._noted(connection, id, by, "enable")

    def remove(self, id: int, by: Reader) -> None:
        """Remove an account with all that belongs to it. Raises LastSteward."""
        with self._database.write() as connection:
            _row(connection, id)
            _refuse_last(connection, id)
            self._noted(connection, id, by, "remove")
            connection.execute("DELETE FROM account WHERE id = ?", (id,))

    def renew_password(self, id: int, by: Reader) -> tuple[Account, str]:
        """Give an account a first password again, which ends its sessions; returned and kept nowhere.

        One-time codes are turned off, since who lost the password may have lost the telephone.
        Raises AccountError for an account of the provider: it has none.
        """
        password = first_password(self._is_good(self.get(id).name))
        hash = hashed(password)
        with self._database.write() as connection:
            _refuse_provided(_row(connection, id))
            connection.execute("DELETE FROM recovery_code WHERE account = ?", (id,))
            connection.execute("DELETE FROM device WHERE account = ?", (id,))
            connection.execute(
                "UPDATE account SET totp = NULL, totp_offered = NULL WHERE id = ?", (id,)
            )
            self._write(connection, id, hash, MUST_CHANGE_PASSWORD)
            return self._noted(connection, id, by, "new_password"), password

    def change_password(self, id: int, old: str, new: str) -> Account:
        """Put one's own password in place of the old one, which ends the account's sessions.

        Raises WrongPassword for another old one, PasswordRefused.
        """
        with self._database.read() as connection:
            row = _row(connection, id)
        if not verified(row["password"], old):
            raise WrongPassword
        if old == new:
            raise PasswordRefused(
                "新密码和原密码一样。", "The new password is the same as the old one."
            )
        self.rules.check(new, (row["name"],))
        new_hash = hashed(new)
        with self._database.write() as connection:
            now = _row(connection, id)
            if now["password"] != row["password"]:  # it was set anew meanwhile
                raise WrongPassword
            self._write(connection, id, new_hash, now["must_change"] & ~MUST_CHANGE_PASSWORD)
            return self._noted(connection, id, account_of(now).reader, "own_password")

    def _noted(self, connection: sqlite3.Connection, id: int, by: Reader, act: str) -> Account:
        """The account as it is now; noted before the change is committed, or it is undone."""
        account = account_of(_row(connection, id))
        self._note(by, act, account)
        return account

    def _write(self, connection: sqlite3.Connection, id: int, hash: str, must: int) -> None:
        connection.execute(
            f"UPDATE account SET password = ?, password_at = ?, must_change = ?, {_RAISED} "
            "WHERE id = ?",
            (hash, self._now(), must, id),
        )

    def _is_good(self, name: str) -> Callable[[str], bool]:
        def is_good(password: str) -> bool:
            try:
                self.rules.check(password, (name,))
            except PasswordRefused:
                return False
            return True

        return is_good


def _row(connection: sqlite3.Connection, id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM account WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        raise NoSuchAccount(
            "没有这个账号，可能已被删除。", "There is no such account; it may be removed."
        )
    return row


def _refuse_provided(row: sqlite3.Row) -> None:
    """Refuse what the provider decides alone."""
    if row["subject"] is not None:
        raise AccountError(
            "这个账号经统一登录：密码和角色都在统一登录那边管理。",
            "This account signs in by the provider, where its password and its role are kept.",
        )


def _refuse_last(connection: sqlite3.Connection, id: int) -> None:
    """Refuse what would leave no steward who can sign in whatever the provider says."""
    row = _row(connection, id)
    is_able = row["role"] == "steward" and row["disabled_at"] is None and row["password"]
    if is_able and connection.execute(_ABLE_STEWARDS, (id,)).fetchone()[0] == 0:
        raise LastSteward
