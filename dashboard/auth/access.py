"""What stands behind the gate of one home: accounts, sessions, rights, and how one signs in."""

from dataclasses import dataclass, field
from pathlib import Path

from cypher.reader import Reader
from dashboard.auth.accounts.budgets import Budgets
from dashboard.auth.accounts.codes import Codes
from dashboard.auth.accounts.noting import Note, unnoted
from dashboard.auth.accounts.passwords.rules import PasswordRules
from dashboard.auth.accounts.policy import PolicyName, policy_of
from dashboard.auth.accounts.store import AccountStore
from dashboard.auth.gate import Gate
from dashboard.auth.provider.configuration import Provider
from dashboard.auth.provider.sign_in import ProviderSignIn
from dashboard.auth.rights import Right, shipped_rights
from dashboard.auth.sessions import SessionLimits
from dashboard.auth.sessions.cookie import CookieStyle
from dashboard.auth.sign_in import SignIn
from dashboard.auth.signing_key import signing_key
from dashboard.errors import AccountDisabled


@dataclass(frozen=True)
class AccessSettings:
    """What a town chooses: the rules for passwords, codes for stewards, how long a session lasts,
    whether one may sign in by a provider."""

    policy: PolicyName = "asvs"
    steward_totp: bool = False
    limits: SessionLimits = field(default_factory=SessionLimits)
    provider: Provider | None = None


class Access:
    """Accounts and sessions of one home; without a home there is only the local reader."""

    def __init__(
        self,
        home: Path | None = None,
        settings: AccessSettings | None = None,
        note: Note = unnoted,
        *,
        path: str = "/",
        secure: bool = False,
        words: tuple[str, ...] = (),
    ) -> None:
        """``path`` and ``secure``: below which path and whether over TLS the dashboard is reached.
        ``words``: the town's own, of which no password may be made.

        Raises BrokenFile for a table of rights that cannot be read, AccessBroken.
        """
        self.home = home
        settings = settings or AccessSettings()
        self.accounts: AccountStore | None = None
        self.sign_in: SignIn | None = None
        self.codes: Codes | None = None
        self.provider: ProviderSignIn | None = None
        if home is None:
            self.gate = Gate(None)
            return
        cookie = CookieStyle.of(home, path=path, secure=secure)
        self.gate = Gate(home, cookie, shipped_rights().changed_by(home), settings.limits)
        policy, database = policy_of(settings.policy), self.gate.database
        assert database is not None
        self.accounts = AccountStore(database, PasswordRules(policy, words), note)
        self.codes = Codes(database, note)
        self.sign_in = SignIn(database, policy, steward_totp=settings.steward_totp)
        if settings.provider is not None:
            self.provider = ProviderSignIn(
                settings.provider, database, signing_key(home), Budgets(database, policy), note
            )

    def require(self, reader: Reader, right: Right) -> None:
        """Make sure that a reader has a right now, whatever it was when the work was asked for.

        Raises NotAllowed, AccountDisabled, NoSuchAccount.
        """
        if not self.gate.has_accounts:
            return
        if reader.account is not None and self.accounts is not None:
            account = self.accounts.get(reader.account)
            if account.disabled:
                raise AccountDisabled
            reader = account.reader
        self.gate.rights.require(reader, right)
