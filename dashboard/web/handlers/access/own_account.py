"""The page 我的账号: one's own password, one-time codes and sessions."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from cypher.format import format_value
from dashboard.auth.accounts.account import Account
from dashboard.auth.sessions import OpenSession, Session, SessionStore
from dashboard.auth.sessions.agents import agent_words
from dashboard.errors import NotAllowed, PasswordRefused
from dashboard.texts import DOT, say
from dashboard.web.handlers.access.people_page import PeoplePage
from graph.errors import GraphError

_SAID = ("password", "codes_off", "end", "end_others")


class OwnAccountHandler(PeoplePage):
    """One's own account."""

    page, template = "account", "account.html"

    async def get(self) -> None:
        """The page, with what was done last."""
        act = self.get_query_argument("did", "")
        try:
            await self.show(did=say(f"did_own_{act}", self.lang) if act in _SAID else "")
        except GraphError as error:
            self.refuse(error)

    def about(self) -> str:
        """Whose account it is."""
        reader = self.reader
        return say(
            "own_account_about",
            self.lang,
            name=reader.name,
            role=say(f"role_{reader.role}", self.lang),
        )

    @property
    def own(self) -> int:
        """The number of the account. Raises NotAllowed for who has none."""
        id = self.reader.account
        if id is None:
            raise NotAllowed("请先登录。", "Sign in first.")
        return id

    @property
    def sessions(self) -> SessionStore:
        """The sessions of this home."""
        found = self.site.access.gate.sessions
        assert found is not None
        return found

    def context(self) -> dict[str, Any]:
        """The account, what it has to do first, its codes and sessions."""
        account = self.accounts.get(self.own)
        session = self.site.access.gate.session_of(self.request)
        return {
            "account": account, "offer": None, "recovery": [], **self._must(account, session),
            "policy": self.accounts.rules.policy,
            "left": self.codes.recovery_left(account.id),
            "sessions": [
                self._session(one)
                for one in self.sessions.of(account.id, session.hash if session else None)
            ],
        }  # fmt: skip

    def _must(self, account: Account, session: Session | None) -> dict[str, Any]:
        """What has to be done before anything else, and whether that is the password."""
        password_first = account.must_change and session is not None and not session.by_link
        must = "change" if password_first else "enrol" if account.must_enrol else ""
        sentence = say(f"own_must_{must}", self.lang) if must else ""
        return {"must": sentence, "password_first": password_first}

    def _session(self, one: OpenSession) -> Mapping[str, Any]:
        said = [
            f"{say(key, self.lang)} {format_value(value, self.lang)}"
            for key, value in (("session_began", one.began), ("session_active", one.active))
        ]
        return {
            "id": one.id, "current": one.current, "agent": agent_words(one.agent, self.lang),
            "about": DOT.join((one.address, *said)),
        }  # fmt: skip


class OwnAccountActHandler(OwnAccountHandler):
    """Changes one's own account; open to everyone who is signed in, whatever has to be done first."""

    async def get(self, act: str) -> None:  # type: ignore[override]
        """The page: an act has nothing of its own to show."""
        self.again()

    async def post(self, act: str) -> None:
        """Do it; the page says what was done, or why not."""
        acts: Mapping[str, Callable[[], Awaitable[None]]] = {
            "password": self._password, "totp": self._offer, "totp-confirm": self._confirm,
            "totp-off": self._turn_off, "end": self._end, "end-others": self._end_others,
        }  # fmt: skip
        try:
            await acts[act]()
        except GraphError as error:
            again = act == "totp-confirm"
            offer = await self.run(partial(self.codes.offered, self.own)) if again else None
            await self.show(error, offer=offer)

    async def _password(self) -> None:
        """Change the password; every session ends by that, and this browser begins a new one."""
        if self.given("new") != self.given("again"):
            raise PasswordRefused(say("own_differ", "zh"), say("own_differ", "en"))
        old, own = self.given("old"), self.own
        await self._confirm_own(old)
        account = await self.hash(
            partial(self.accounts.change_password, own, old, self.given("new"))
        )
        address, agent = self.request.remote_ip or "", self.request.headers.get("User-Agent", "")
        begin = partial(self.sessions.begin, own, address, agent, generation=account.generation)
        value = await self.run(begin)
        cookie = self.site.access.gate.cookie
        self.set_cookie(cookie.name, value, **cookie.attributes())
        self.back(did="password")

    async def _offer(self) -> None:
        await self._confirm_own(self.given("password"))
        await self.show(offer=await self.run(partial(self.codes.offer, self.own)))

    async def _confirm(self) -> None:
        confirm = partial(self.codes.confirm, self.own, self.given("code"))
        await self.show(recovery=await self.run(confirm))

    async def _turn_off(self) -> None:
        await self._confirm_own(self.given("password"))
        await self.run(partial(self.codes.turn_off, self.own))
        self.back(did="codes_off")

    async def _end(self) -> None:
        await self.run(self.note_ended(self.reader.name))
        await self.run(partial(self.sessions.end_named, self.own, self.given("session")))
        self.back(did="end")

    async def _end_others(self) -> None:
        session = self.site.access.gate.session_of(self.request)
        await self.run(self.note_ended(self.reader.name))
        keep = session.hash if session else None
        await self.run(partial(self.sessions.end_all, self.own, but=keep))
        self.back(did="end_others")

    async def _confirm_own(self, password: str) -> None:
        """Make sure that it is the owner who sits there. Raises PasswordRefused, TooManyTries."""
        sign_in = self.site.access.sign_in
        assert sign_in is not None
        await self.hash(partial(sign_in.confirm_own, self.own, password))
