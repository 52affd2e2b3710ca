"""What is noted when an account is changed: by whom, what, whose; within the change's transaction."""

from collections.abc import Callable

from cypher.reader import Reader
from dashboard.auth.accounts.account import Account

Note = Callable[[Reader, str, Account], None]
"""Called with who does it, what is done and the account; an error undoes the change."""


def unnoted(by: Reader, act: str, account: Account) -> None:
    """Note nothing: where there is no trail."""
