"""One embed as it is kept: which card with which values, for whom, where and until when."""

import hashlib
import re
import secrets
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cypher.reader import Reader
from dashboard.pages.page_model import NAME
from dashboard.texts import Lang

ID = re.compile(r"[0-9a-f]{12}")
_ID_LETTERS = 12
USUAL_DAYS, MOST_DAYS = 90, 365
Audience = Literal["committee", "public"]
State = Literal["live", "past", "revoked"]


class Embed(BaseModel):
    """``token`` is the SHA-256 of what opens it; ``by`` and ``account`` are who issued it.

    ``values`` are those of the card's page, as an address writes them; ``until`` is the last day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=ID.pattern)
    token: str = Field(pattern=r"^[0-9a-f]{64}$")
    page: str = Field(pattern=NAME)
    card: str = Field(pattern=NAME)
    values: dict[str, str] = {}
    lang: Lang = "zh"
    audience: Audience = "committee"
    hosts: tuple[str, ...] = Field(min_length=1)
    until: date
    issued_at: datetime
    by: str
    account: int
    revoked_at: datetime | None = None
    revoked_by: str = ""

    def state(self, today: date) -> State:
        """Whether it shows its card on a day."""
        if self.revoked_at is not None:
            return "revoked"
        return "live" if today <= self.until else "past"

    def is_issued_by(self, reader: Reader) -> bool:
        """Whether an account is that of who issued it: by number and name, for a home that was
        restored elsewhere has other people under the same numbers."""
        return reader.account == self.account and reader.name == self.by


def new_id() -> str:
    """A number for a new embed, which says nothing."""
    return secrets.token_hex(6)


def new_token(id: str) -> str:
    """What opens an embed, kept nowhere: its number, and 256 bits that nobody can guess."""
    return id + secrets.token_urlsafe(32)


def id_in(token: str) -> str:
    """The number of the embed that a token says it is for."""
    return token[:_ID_LETTERS]


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
