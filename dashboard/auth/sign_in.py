"""Signing in: a name, a password and a code become an account, or a reason why not."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.auth.accounts.account import (
    MUST_CHANGE_PASSWORD,
    MUST_ENROL,
    Account,
    account_of,
)
from dashboard.auth.accounts.budgets import Budgets
from dashboard.auth.accounts.codes import Codes
from dashboard.auth.accounts.devices import Devices
from dashboard.auth.accounts.names import key_of
from dashboard.auth.accounts.one_time import OneTimeCodes
from dashboard.auth.accounts.passwords.hashing import hashed, is_outdated, verified
from dashboard.auth.accounts.passwords.rules import MOST_BYTES
from dashboard.auth.accounts.policy import Policy
from dashboard.auth.database import AccessDatabase
from dashboard.errors import AccountDisabled, CodeNeeded, PasswordRefused, WrongPassword

MOST_NAME = 200
"""Of a name that is longer only the beginning is looked at: no account has such a one."""


@dataclass(frozen=True)
class SignedIn:
    """Somebody was let in. ``device`` is the cookie by which the browser is known from now on."""

    account: Account
    device: str
    by_link: bool = False
    """Whether a one-time link was used: then no first password has to be changed before the rest."""


class SignIn:
    """Lets people in. Its methods block, for some 40 ms where a password is hashed, and may be
    called from any thread."""

    def __init__(
        self,
        database: AccessDatabase,
        policy: Policy,
        *,
        steward_totp: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._policy = policy
        self._steward_totp = steward_totp
        self._now = now
        self._budgets = Budgets(database, policy, now)
        self._codes = Codes(database, now=now)
        self._devices = Devices(database, now)
        self._one_time = OneTimeCodes(database, now=now)

    def attempt(
        self, name: str, password: str, code: str | None, address: str, device: str | None
    ) -> SignedIn:
        """Let somebody in by name and password, and by a code where the account asks for one.

        ``device`` is the browser's cookie, if it has one. Raises WrongPassword, the same for a name
        that is nobody's; CodeNeeded; AccountDisabled; TooManyTries, before anything is hashed;
        AccessBroken.
        """
        key = key_of(name[:MOST_NAME]).encode("utf-8", "replace").decode()
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM account WHERE key = ?", (key,)).fetchone()
        known = self._devices.known(row and row["id"], device)
        taken = self._budgets.take(key, address, known)
        right = verified(row and row["password"], password[:MOST_BYTES])
        if not right or row is None or len(password) > MOST_BYTES:
            raise WrongPassword
        if row["disabled_at"] is not None:
            raise AccountDisabled
        if row["totp"] is not None:
            if not code:
                self._budgets.give_back_half(taken)
                raise CodeNeeded
            code_try = self._budgets.take_code(row["id"])
            if not self._codes.use(row["id"], code):
                raise CodeNeeded(wrong=True)
            self._budgets.give_back(code_try)
        self._budgets.give_back(taken)
        if is_outdated(row["password"]):
            self._rehash(row["id"], row["password"], password)
        return self._let_in(account_of(row), device)

    def whose_one_time_code(self, code: str) -> Account | None:
        """Whose a code is that would open now; it is not spent by asking."""
        return self._one_time.account_of(code)

    def by_one_time_code(self, code: str, address: str) -> SignedIn:
        """Let somebody in by a code that the command line gave out. Raises CodeSpent."""
        account = self._one_time.exchange(code, address)
        return replace(self._let_in(account, None), by_link=True)

    def confirm_own(self, account: int, password: str) -> None:
        """Make sure that who is signed in is the account's owner. Raises PasswordRefused, TooManyTries."""
        taken = self._budgets.take_own(account)
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT password FROM account WHERE id = ?", (account,)
            ).fetchone()
        if not verified(row and row["password"], password[:MOST_BYTES]):
            raise PasswordRefused("现在的密码不对。", "The present password is wrong.")
        self._budgets.give_back(taken)

    def _let_in(self, found: Account, device: str | None) -> SignedIn:
        """Note what must be done before anything else, and know the browser from now on.

        ``found``: the account as it was when its password or code was looked at. Raises WrongPassword
        where something has ended its sessions since.
        """
        id = found.id
        with self._database.write() as connection:
            row = connection.execute("SELECT * FROM account WHERE id = ?", (id,)).fetchone()
            if row is None or row["generation"] != found.generation:
                raise WrongPassword
            must = row["must_change"] & MUST_CHANGE_PASSWORD
            if self._policy.is_expired(row["password_at"], self._now()):
                must |= MUST_CHANGE_PASSWORD
            if self._steward_totp and row["role"] == "steward" and row["totp"] is None:
                must |= MUST_ENROL
            connection.execute("UPDATE account SET must_change = ? WHERE id = ?", (must, id))
            row = connection.execute("SELECT * FROM account WHERE id = ?", (id,)).fetchone()
        account = account_of(row)
        return SignedIn(account, self._devices.remember(id, device))

    def _rehash(self, id: int, old: str, password: str) -> None:
        new = hashed(password)
        with self._database.write() as connection:
            connection.execute(
                "UPDATE account SET password = ? WHERE id = ? AND password = ?", (new, id, old)
            )
