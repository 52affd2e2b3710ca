"""In whose name a command acts: the owner of the home, or the account that ``--as`` names."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from cypher.reader import OWNER, Reader
from dashboard.cli.shared import Run
from dashboard.errors import AccountError

if TYPE_CHECKING:
    from dashboard.auth.accounts.store import AccountStore
    from dashboard.auth.database import AccessDatabase
    from dashboard.auth.rights import Right


def _keep(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    context.ensure_object(Run).acts_as = value


_AS: dict[str, Any] = {
    "expose_value": False,
    "callback": _keep,
    "metavar": "NAME",
    "help": "以谁的名义，不写则为本机所有者 · in whose name; the owner of the home by default",
}


def as_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option ``--as``; ``acting`` is who it means."""
    return click.option("--as", **_AS)(command)


def as_parameter() -> click.Option:
    """The option ``--as`` for a command that is put together by its parameters."""
    return click.Option(["--as"], **_AS)


def acting(run: Run, right: "Right") -> Reader:
    """Who acts, with a right that is looked up now.

    Raises NoSuchAccount, AccountError where the account is disabled, NotAllowed.
    """
    if run.acts_as is None:
        return OWNER
    from dashboard.auth.rights import shipped_rights

    account = accounts_of(run).named(run.acts_as)
    if account.disabled:
        raise AccountError(
            f"账号“{account.name}”已停用。", f"The account {account.name!r} is disabled."
        )
    shipped_rights().changed_by(run.settings.home).require(account.reader, right)
    return account.reader


def database_of(run: Run) -> "AccessDatabase":
    """The file of accounts and sessions of this run's home."""
    from dashboard.auth.database import AccessDatabase

    return AccessDatabase(run.settings.home)


def accounts_of(run: Run) -> "AccountStore":
    """The accounts of this run's home."""
    from dashboard.auth.accounts.noting import noted_in
    from dashboard.auth.accounts.passwords.rules import PasswordRules
    from dashboard.auth.accounts.passwords.town_words import town_words
    from dashboard.auth.accounts.policy import policy_of
    from dashboard.auth.accounts.store import AccountStore
    from dashboard.cli.shared import town_of

    rules = PasswordRules(policy_of(run.settings.password_policy), town_words(town_of(run)))
    return AccountStore(database_of(run), rules, noted_in(run.trail))
