"""The gate: who asks, found anew for every request, and what is let through."""

from pathlib import Path
from typing import Literal
from weakref import WeakKeyDictionary

from tornado.httputil import HTTPServerRequest

from cypher.reader import LOCAL, Reader
from dashboard.auth.database import AccessDatabase
from dashboard.auth.rights import Right, Rights, shipped_rights
from dashboard.auth.sessions import Session, SessionLimits, SessionStore
from dashboard.auth.sessions.cookie import CookieStyle, token_of
from dashboard.errors import NotAllowed, PasswordExpired, SignInNeeded

Needs = Right | Literal["anyone", "embed_token", "signed_in", "own_account", "ask"]
"""What an address asks of who comes: nothing; the token of an embed, which its handler looks at; to be signed in; that and, to change something, not to
be presenting; the right to look, by whatever method (``ask``: what is asked is too long for an
address); or a right, and no first password either."""
SAFE = ("GET", "HEAD")
LOCAL_TOKEN = "1"
"""The token of changes while nobody has an account: it shows that a page of ours is asking."""


class Gate:
    """Asked by the router before any handler, and by Panel for its live documents.

    While a home has no account everyone on this machine is the same local reader.
    """

    def __init__(
        self,
        home: Path | None,
        cookie: CookieStyle | None = None,
        rights: Rights | None = None,
        limits: SessionLimits | None = None,
    ) -> None:
        self.database = AccessDatabase(home) if home is not None else None
        self.sessions = SessionStore(self.database, limits) if self.database else None
        self.cookie = cookie or (CookieStyle.of(home) if home is not None else CookieStyle(""))
        self.rights = rights or shipped_rights()
        self._guarded: WeakKeyDictionary[HTTPServerRequest, bool] = WeakKeyDictionary()
        self._found: WeakKeyDictionary[HTTPServerRequest, Session | None] = WeakKeyDictionary()

    @property
    def has_accounts(self) -> bool:
        """Whether one must sign in here now. Raises AccessBroken."""
        return self.database is not None and self.database.has_accounts

    @property
    def open_accounts(self) -> int:
        """How many people may sign in. Raises AccessBroken."""
        return self.database.open_accounts if self.database is not None else 0

    def is_guarded(self, request: HTTPServerRequest) -> bool:
        """Whether one must sign in here; looked up once a request. Raises AccessBroken."""
        if request not in self._guarded:
            self._guarded[request] = self.has_accounts
        return self._guarded[request]

    def session_of(self, request: HTTPServerRequest) -> Session | None:
        """The session by which a request comes, where one must sign in; looked up once a request.
        Raises AccessBroken."""
        if self.sessions is None or not self.is_guarded(request):
            return None
        if request not in self._found:
            value = self.value_of(request)
            self._found[request] = self.sessions.get(value) if value else None
        return self._found[request]

    def reader_of(self, request: HTTPServerRequest) -> Reader | None:
        """Who asks; None for nobody. Raises AccessBroken."""
        if not self.is_guarded(request):
            return LOCAL
        session = self.session_of(request)
        return session.reader if session is not None else None

    def check(self, request: HTTPServerRequest, needs: Needs) -> None:
        """Raise SignInNeeded or NotAllowed where a request may not have what it asks for."""
        if needs == "anyone" or needs == "embed_token":
            return
        reader = self.reader_of(request)
        if reader is None:
            raise SignInNeeded
        if reader.is_local:
            return
        session = self.session_of(request)
        if needs == "signed_in":
            return
        method = "GET" if needs == "ask" else request.method or ""
        if session is not None:
            _check_state(session, method, needs)
        if needs != "own_account":
            self.rights.require(reader, "look" if needs == "ask" else needs)

    def allows(self, reader: Reader, right: Right) -> bool:
        """Whether a reader has a right; while nobody has an account everyone has all."""
        return reader.is_local or self.rights.allows(reader, right)

    def rights_of(self, reader: Reader) -> frozenset[Right]:
        """Every right that a reader has."""
        return frozenset(one for one in self.rights.entries if self.allows(reader, one))

    def token(self, request: HTTPServerRequest) -> str:
        """The token that a change by this request's session must bring."""
        value = self.value_of(request)
        return token_of(value) if value and self.is_guarded(request) else LOCAL_TOKEN

    def value_of(self, request: HTTPServerRequest, use: str = "") -> str:
        """The value of one of this home's cookies in a request; empty where there is none."""
        return self.cookie.value_in(request.headers.get("Cookie", ""), use)

    def is_activity(self, request: HTTPServerRequest) -> bool:
        """Whether a person did something: opened a page, sent a form, or moved since the page last
        asked. What a page asks by itself keeps no session."""
        headers = request.headers
        return (
            request.method not in SAFE
            or headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            or headers.get("X-Lianxin-Active") == "1"
        )


def _check_state(session: Session, method: str, needs: Needs) -> None:
    if session.must_change and needs != "own_account":
        raise PasswordExpired
    if session.presenting and method not in SAFE:
        raise NotAllowed(
            "放映状态下只能查看。请先结束放映。",
            "While presenting one can only look. End presenting first.",
        )
