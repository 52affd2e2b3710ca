"""A home with accounts, and a clock that stands still until it is moved."""

from functools import cache
from pathlib import Path

import requests

from cypher.reader import OWNER
from dashboard.auth.accounts.account import Account
from dashboard.auth.accounts.passwords.hashing import hashed
from dashboard.auth.accounts.passwords.rules import PasswordRules
from dashboard.auth.accounts.policy import PolicyName, policy_of
from dashboard.auth.accounts.store import AccountStore
from dashboard.auth.database import AccessDatabase
from dashboard.auth.sessions.cookie import token_of
from dashboard.auth.sign_in import SignedIn, SignIn
from dashboard.web.app import Server

GOOD = "wutong-san-mao-cha"
"""A password that the rules take."""


@cache
def _hash_of(password: str) -> str:
    return hashed(password)


class Clock:
    """Seconds since 1970, from one afternoon on."""

    def __init__(self) -> None:
        self.at = 1_795_000_000.0

    def __call__(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += seconds


class Home:
    """The accounts of a home, as one process sees them."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        policy: PolicyName = "asvs",
        steward_totp: bool = False,
        town: tuple[str, ...] = (),
    ) -> None:
        self.database = AccessDatabase(folder)
        self.clock = clock
        self.accounts = AccountStore(
            self.database, PasswordRules(policy_of(policy), town), now=clock
        )
        self.sign_in = SignIn(
            self.database, policy_of(policy), steward_totp=steward_totp, now=clock
        )

    def add(self, name: str, role: str = "steward", password: str = GOOD) -> Account:
        """An account whose first password was changed already; hashed once for all tests."""
        account, _ = self.accounts.add(name, role, OWNER)  # type: ignore[arg-type]
        with self.database.write() as connection:
            connection.execute(
                "UPDATE account SET password = ?, must_change = 0 WHERE id = ?",
                (_hash_of(password), account.id),
            )
        return self.accounts.get(account.id)

    def attempt(
        self,
        name: str,
        password: str = GOOD,
        *,
        code: str | None = None,
        address: str = "10.0.0.1",
        device: str | None = None,
    ) -> SignedIn:
        """One try to sign in."""
        return self.sign_in.attempt(name, password, code, address, device)


def visitor_of(server: Server, account: Account) -> requests.Session:
    """A script of our own pages in a browser where somebody is signed in: it brings the token."""
    gate, session = server.site.access.gate, requests.Session()
    assert gate.sessions is not None
    value = gate.sessions.begin(account.id, "127.0.0.1", "a test")
    session.cookies.set(gate.cookie.name, value)
    session.headers["X-Lianxin"] = token_of(value)
    return session
