"""One account, as the rest of the program knows it: never its password."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from cypher.reader import AUDIENCES, Reader, Role
from graph.model import SHANGHAI

MUST_CHANGE_PASSWORD, MUST_ENROL = 1, 2
"""Bits of ``must_change``: what has to be done before anything else can be."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in. ``generation`` rises with whatever ends the account's sessions."""

    id: int
    name: str
    role: Role
    disabled: bool
    must_change: bool
    """Whether the password has to be changed before anything else."""
    must_enrol: bool
    """Whether one-time codes have to be turned on before anything else."""
    generation: int
    has_totp: bool
    by_provider: bool
    """Whether its owner signs in by the provider, and by nothing else."""
    added: datetime
    added_by: str

    @property
    def reader(self) -> Reader:
        """The account's owner as the one who asks."""
        return Reader(self.name, self.role, AUDIENCES[self.role], self.id)


def account_of(row: sqlite3.Row) -> Account:
    """The account of a row of the table."""
    return Account(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        disabled=row["disabled_at"] is not None,
        must_change=bool(row["must_change"] & MUST_CHANGE_PASSWORD),
        must_enrol=bool(row["must_change"] & MUST_ENROL),
        generation=row["generation"],
        has_totp=row["totp"] is not None,
        by_provider=row["subject"] is not None,
        added=datetime.fromtimestamp(row["added_at"], SHANGHAI),
        added_by=row["added_by"],
    )
