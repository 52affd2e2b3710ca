"""What the two pages about accounts share: their frame, and acts that end in a page."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode

from cypher.header import Words
from dashboard.auth.accounts.codes import Codes
from dashboard.auth.accounts.store import AccountStore
from dashboard.errors import NotAllowed
from dashboard.pages import Page
from dashboard.pages.location import Location
from dashboard.render.page import shell_context
from dashboard.render.page_request import PageRequest
from dashboard.render.templates import environment
from dashboard.render.waiting_context import frame_of
from dashboard.texts import LANGS, either, say
from dashboard.web.handlers.access.sign_in import FormHandler
from dashboard.web.http.headers import page_policy
from graph.errors import GraphError

T = TypeVar("T")


class PeoplePage(FormHandler):
    """A page about accounts. While there are none it says how the first one is added."""

    page: str
    """Its address and the key of its title."""
    template: str

    @property
    def accounts(self) -> AccountStore:
        """The accounts of this home. Raises NotAllowed for who has none."""
        found = self.site.access.accounts
        if found is None or self.reader.account is None:
            raise NotAllowed(
                "还没有账号：第一个账号由这台机器的管理者用 lianxin user add 添加。",
                "There are no accounts: the owner of this machine adds the first by lianxin user add.",
            )
        return found

    @property
    def codes(self) -> Codes:
        """The one-time codes of this home's accounts."""
        found = self.site.access.codes
        assert found is not None, "only asked for where there are accounts"
        return found

    async def run(self, work: Callable[[], T]) -> T:
        """The result of work that reads or writes a file."""
        return await self.wait(self.site.executors.files.run(work))

    async def hash(self, work: Callable[[], T]) -> T:
        """The result of work that hashes a password."""
        return await self.wait(self.site.executors.hashing.run(work))

    def context(self) -> dict[str, Any]:
        """What the page shows of accounts; reads files. Only called where there are some."""
        raise NotImplementedError

    async def show(self, error: GraphError | None = None, **more: Any) -> None:
        """Send the page, with why something failed or what was made."""
        files = await self.wait(self.site.files())
        nobody = self.reader.account is None
        context = {} if nobody else await self.run(self.context)
        title = Words(**{lang: say(self.title, lang) for lang in LANGS})
        page = Page(id=self.page, title=title, kind="people")
        request = PageRequest(files, self.reader, page, Location(page.id, self.lang))
        frame = await self.wait(frame_of(self.site, request))
        nonce = secrets.token_urlsafe(12)
        if error is not None:
            self.set_failed(error)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", page_policy(nonce))
        html = environment().get_template(self.template).render(
            **{
                **shell_context(request, root=self.site.network.root), "scripts": ["account.js"],
                "heading": say(self.title, self.lang), "about": self.about(), "nonce": nonce,
                "nobody": nobody, "wrong": either(error, self.lang) if error else "",
                "did": "", **frame, **self.visit_context(), **context, **more,
            }
        )  # fmt: skip
        self.finish(html)

    @property
    def title(self) -> str:
        """The key of the page's title."""
        return {"accounts": "accounts", "account": "own_account"}[self.page]

    def about(self) -> str:
        """The sentence under the title."""
        return say("accounts_about", self.lang)

    def back(self, **query: str) -> None:
        """Lead to the page, which says what was done."""
        root = self.site.network.root
        self.redirect(f"{root}{self.page}?{urlencode({'lang': self.lang, **query})}", status=303)

    def again(self) -> None:
        """What the address of an act shows when it is opened: the page."""
        self.redirect(f"{self.site.network.root}{self.page}?lang={self.lang}")

    def given(self, name: str) -> str:
        """What was typed into a field; spaces around a password belong to it."""
        found: str = self.get_body_argument(name, "", strip=False)
        return found

    def note_ended(self, about: str) -> Callable[[], None]:
        """Note in the trail that sessions were ended."""
        return partial(self.site.trail.record, "session_ended", self.reader, about=about)
