"""What is said of an account, on the pages and on the command line."""

from cypher.reader import Role
from dashboard.auth.accounts.account import Account
from dashboard.texts import DOT, say


def role_words(role: Role, lang: str) -> str:
    """A role as people say it."""
    return say(f"role_{role}", lang)


def state_words(account: Account, lang: str) -> str:
    """How an account stands, in a few words."""
    if account.disabled:
        return say("account_disabled", lang)
    parts = [say("account_first_password", lang)] if account.must_change else []
    parts += [say("account_with_codes", lang)] if account.has_totp else []
    parts += [say("account_by_provider", lang)] if account.by_provider else []
    return DOT.join(parts) or say("account_in_use", lang)
