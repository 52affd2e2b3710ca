"""What is noted when an account is changed: by whom, what, whose; within the change's transaction."""

from collections.abc import Callable

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.auth.accounts.account import Account

Note = Callable[[Reader, str, Account], None]
"""Called with who does it, what is done and the account; an error undoes the change."""


def noted_in(trail: Trail) -> Note:
    """Note each change in a trail."""

    def note(by: Reader, act: str, account: Account) -> None:
        trail.record("account", by, about=account.name, act=act, of_role=account.role)

    return note


def unnoted(by: Reader, act: str, account: Account) -> None:
    """Note nothing: where there is no trail."""
