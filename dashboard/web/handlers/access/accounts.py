"""The page 账号 of stewards: who may sign in, and every change of that."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, cast, get_args

from cypher.format import format_day
from cypher.reader import Role
from cypher.words import words
from dashboard.auth.accounts.account import Account
from dashboard.auth.accounts.in_words import role_words, state_words
from dashboard.errors import NoSuchAccount
from dashboard.texts import say
from dashboard.web.handlers.access.people_page import PeoplePage
from graph.errors import GraphError

_SAID = ("role", "disable", "enable", "end", "remove")
"""What the page says it has done, named in its address."""


class AccountsHandler(PeoplePage):
    """The list of all accounts."""

    page, template = "accounts", "accounts.html"

    async def get(self) -> None:
        """The page, with what was done last."""
        try:
            await self.show(did=await self.run(self._did))
        except GraphError as error:
            self.refuse(error)

    def _did(self) -> str:
        """The sentence for what the address says was done."""
        act, of = self.get_query_argument("did", ""), self.get_query_argument("of", "")
        if act not in _SAID or self.reader.account is None:
            return ""
        try:
            one = self.accounts.get(_number(of)) if act != "remove" else None
        except GraphError:
            return ""
        named = {"name": one.name, "role": role_words(one.role, self.lang)} if one else {}
        return say(f"did_{act}", self.lang, **named)

    def context(self) -> dict[str, Any]:
        """Every account with its state."""
        sessions = self.site.access.gate.sessions
        assert sessions is not None
        people = [self._person(one, len(sessions.of(one.id))) for one in self.accounts.list()]
        opened = self.get_argument("of", "")
        return {
            "people": people, "given": None, "typed": "", "chosen": "staff",
            "opened": int(opened) if opened.isdecimal() and len(opened) < 10 else 0,
        }  # fmt: skip

    def _person(self, one: Account, sessions: int) -> Mapping[str, Any]:
        lang = self.lang
        many = "accounts_no_session" if not sessions else "accounts_sessions"
        by = words()["actor"].get(one.added_by)
        return {
            "id": one.id, "name": one.name, "role": one.role, "disabled": one.disabled,
            "role_words": role_words(one.role, lang), "state": state_words(one, lang),
            "sessions": say("accounts_sessions_one" if sessions == 1 else many, lang, n=sessions),
            "signed_in": sessions > 0, "by_provider": one.by_provider, "own": one.id == self.reader.account,
            "added": say(
                "accounts_added", lang, day=format_day(one.added.date(), lang),
                by=by.get(lang) if by else one.added_by,
            ),
        }  # fmt: skip


class AccountsActHandler(AccountsHandler):
    """Changes an account. Its route asks for the right to."""

    async def get(self, act: str) -> None:  # type: ignore[override]
        """The page: an act has nothing of its own to show."""
        self.again()

    async def post(self, act: str) -> None:
        """Do it; the page says what was done, or why not."""
        acts: Mapping[str, Callable[[], Awaitable[None]]] = {
            "add": self._add, "role": self._role, "password": self._password, "end": self._end,
            "disable": self._disable, "enable": self._enable, "remove": self._remove,
        }  # fmt: skip
        try:
            await acts[act]()
        except GraphError as error:
            typed = {"typed": self.given("name"), "chosen": self.given("role")}
            await self.show(error, **(typed if act == "add" else {}))

    async def _add(self) -> None:
        add = partial(self.accounts.add, self.given("name"), self._role_given(), self.reader)
        await self._show_first(*await self.hash(add))

    async def _password(self) -> None:
        renew = partial(self.accounts.renew_password, self._of(), self.reader)
        await self._show_first(*await self.hash(renew))

    async def _role(self) -> None:
        await self._do(
            "role", partial(self.accounts.set_role, self._of(), self._role_given(), self.reader)
        )

    async def _disable(self) -> None:
        await self._do("disable", partial(self.accounts.disable, self._of(), self.reader))

    async def _enable(self) -> None:
        await self._do("enable", partial(self.accounts.enable, self._of(), self.reader))

    async def _remove(self) -> None:
        await self._do("remove", partial(self.accounts.remove, self._of(), self.reader))

    async def _end(self) -> None:
        sessions, of = self.site.access.gate.sessions, self._of()
        assert sessions is not None
        account = await self.run(partial(self.accounts.get, of))
        await self.run(self.note_ended(account.name))
        await self._do("end", partial(sessions.end_all, of))

    async def _do(self, act: str, work: Callable[[], object]) -> None:
        await self.run(work)
        self.back(did=act, of=self.given("of"))

    async def _show_first(self, account: Account, password: str) -> None:
        """Show a first password, this once: it stands in no address and is kept nowhere."""
        given = {"name": account.name, "password": password}
        await self.show(given=given, opened=account.id)

    def _of(self) -> int:
        return _number(self.given("of"))

    def _role_given(self) -> Role:
        role = self.given("role")
        return cast(Role, role) if role in get_args(Role) else "committee"


def _number(text: str) -> int:
    """The number of an account in an address or a form. Raises NoSuchAccount."""
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise NoSuchAccount("没有这个账号。", "There is no such account.")
    return int(text)
