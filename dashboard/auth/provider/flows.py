"""A sign-in that was begun: kept in a cookie that only this home can write, and used up once."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from tornado.web import create_signed_value, decode_signed_value

from dashboard.auth.accounts.budgets import Budgets
from dashboard.auth.database import AccessDatabase
from dashboard.auth.provider.errors import FlowLost
from dashboard.auth.sessions.store import hash_of

SECONDS = 600.0
"""For so long one may take to sign in at the provider."""
_MOST_STATE = 100
_PURPOSE = b"lianxin: sign-ins by the provider"


@dataclass(frozen=True)
class Flow:
    """One sign-in on its way. ``wanted``: where to go then; ``back``: the address to which the
    provider sends the browser; ``lang``: the reader's language."""

    state: str
    nonce: str
    verifier: str
    wanted: str
    back: str
    lang: str

    @classmethod
    def begun(cls, wanted: str, back: str, lang: str) -> "Flow":
        """A new one: state, nonce and verifier are 256 bits each, at random."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, wanted, back, lang)

    @property
    def challenge(self) -> str:
        """The verifier as PKCE's S256 shows it to the provider."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Flows:
    """The sign-ins of one home, whichever of its processes began them."""

    def __init__(
        self,
        database: AccessDatabase,
        key: bytes,
        budgets: Budgets,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``key``: the home's own, from which that of these cookies is derived."""
        self._database = database
        self._key = hmac.new(key, _PURPOSE, "sha256").digest()
        self._budgets = budgets
        self._now = now

    def use(self, state: str) -> str:
        """What the cookie of a sign-in is called: each has its own, so that two tabs both get in."""
        return f"flow-{hash_of(state[:_MOST_STATE])[:6].hex()}"

    def sealed(self, flow: Flow) -> str:
        """The cookie's value."""
        text = json.dumps(asdict(flow))
        return create_signed_value(self._key, self.use(flow.state), text, clock=self._now).decode()

    def opened(self, state: str, cookie: str) -> Flow:
        """The sign-in that a cookie holds, if it is the one of a state. Raises FlowLost."""
        use = self.use(state)
        text = decode_signed_value(self._key, use, cookie, SECONDS / 86400, clock=self._now)
        if text is None:
            raise FlowLost
        flow = Flow(**json.loads(text))
        if not hmac.compare_digest(flow.state.encode(), state.encode()):
            raise FlowLost
        return flow

    def spend(self, flow: Flow, address: str) -> None:
        """Use a sign-in up, for all processes. Raises FlowLost where it was used before,
        TooManyTries where an address has tried too often."""
        self._budgets.take_flow(address)
        now = self._now()
        with self._database.write() as connection:
            connection.execute("DELETE FROM spent_flow WHERE until <= ?", (now,))
            spent = connection.execute(
                "INSERT INTO spent_flow (hash, until) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (hash_of(flow.state), now + SECONDS * 2),
            )
            if spent.rowcount != 1:
                raise FlowLost

    def succeeded(self, address: str) -> None:
        """Give the address its try back: only those that fail count."""
        self._budgets.give_back_flow(address)
