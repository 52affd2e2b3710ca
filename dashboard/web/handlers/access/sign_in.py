"""Signing in and out. Each is a form that works without any script; with one, nothing is typed twice."""

import hmac
import re
import secrets
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from tornado.web import HTTPError

from dashboard.audit.trail import Kind
from dashboard.auth.accounts.account import Account
from dashboard.auth.sessions.cookie import token_of
from dashboard.auth.sign_in import SignedIn, SignIn
from dashboard.errors import AccessRefused, AccountError, CodeNeeded
from dashboard.render.templates import environment
from dashboard.texts import LANGS, either, say
from dashboard.web.handlers.base import Handler
from dashboard.web.http.forwarded import is_this_machine
from dashboard.web.http.headers import page_policy
from graph.errors import GraphError

T = TypeVar("T")
_OURS = re.compile(r"[a-z_-]+(/[\w./-]*)?(\?[^\s\\]*)?")
_DEVICE_DAYS = 400
"""What browsers keep a cookie for at most."""
_FORM, DEVICE = "form", "device"


class FormOutdated(AccessRefused):
    """A form without the token of this browser's session, so that it may be another site's."""

    def __init__(self) -> None:
        super().__init__(
            "这个页面已过期（打开太久，或后来重新登录过），表单没有提交。请返回上一页，刷新后再提交。",
            "This form is out of date: it stood open for long, or you have signed in anew. Nothing "
            "was sent; go back, load the page again and send it once more.",
        )


class FormHandler(Handler):
    """Takes a form that a browser sends by itself. Its token shows that the form is ours."""

    def prepare(self) -> None:
        """Refuse a form without the token of this browser. Raises FormOutdated."""
        if self.request.method != "POST":
            return
        given = self.get_body_argument("token", "") or self.request.headers.get("X-Lianxin", "")
        if not hmac.compare_digest(given.encode(), self.expected_token().encode()):
            raise FormOutdated

    def expected_token(self) -> str:
        """The token that a form of this browser must bring."""
        return self.site.access.gate.token(self.request)


class SignInForm(FormHandler):
    """What all ways of signing in share."""

    way = ""
    """What the trail calls this way in; nothing for name and password."""

    def expected_token(self) -> str:
        """There is no session yet: the token belongs to a cookie of the form's own."""
        value = self.site.access.gate.value_of(self.request, _FORM)
        return token_of(value, _FORM) if value else secrets.token_urlsafe(24)

    @property
    def service(self) -> SignIn:
        """Where names and passwords are looked at."""
        service = self.site.access.sign_in
        if service is None:
            raise HTTPError(404)
        return service

    @property
    def wanted(self) -> str:
        """Where to go then: an address of ours below the root, whatever was asked for."""
        text = self.get_argument("next", "")
        return text if _OURS.fullmatch(text) and not text.startswith("sign-") else ""

    async def begin_session(self, signed_in: SignedIn) -> str:
        """Begin a session with a new id, end the one there was; returns where to go."""
        gate, account = self.site.access.gate, signed_in.account
        assert gate.sessions is not None
        await self._note("sign_in", account)  # if it cannot be noted, nobody is let in
        old = gate.session_of(self.request)
        if old is not None:
            await self.run(partial(gate.sessions.end, old.hash))
        address, agent = self.request.remote_ip or "", self.request.headers.get("User-Agent", "")
        begin = partial(
            gate.sessions.begin, account.id, address, agent,
            by_link=signed_in.by_link, generation=account.generation,
        )  # fmt: skip
        value = await self.run(begin)
        self.set_cookie(gate.cookie.name, value, **gate.cookie.attributes())
        self.set_cookie(
            gate.cookie.named(DEVICE), signed_in.device,
            expires_days=_DEVICE_DAYS, **gate.cookie.attributes(),
        )  # fmt: skip
        self.clear_cookie(gate.cookie.named(_FORM), **gate.cookie.attributes())
        return self._first_page(account.must_change and not signed_in.by_link)

    def _first_page(self, must_change: bool) -> str:
        """Where to go then: what was asked for, else the first page in the language of the form."""
        root = self.site.network.root
        plain = f"?lang={self.lang}" if self.lang != self.site.lang else ""
        return f"{root}account{plain}" if must_change else f"{root}{self.wanted or plain}"

    async def _note(
        self, kind: Kind, account: Account | None, why: str = "", about: str = ""
    ) -> None:
        reader = account.reader if account is not None else None
        address = self.request.remote_ip or ""
        more = {"way": self.way, "why": why}  # what is empty is left out
        record = partial(self.site.trail.record, kind, reader, about, address=address, **more)
        await self.run(record)

    async def note_refused(self, error: GraphError, about: str = "") -> None:
        """Note that somebody was not let in; ``about``: who, where that is sure. Raises AuditFailed."""
        refused = isinstance(error, AccessRefused | AccountError)
        if refused and not isinstance(error, CodeNeeded):
            why = getattr(error, "reason", "")
            kind = type(error).__name__
            await self._note("sign_in_refused", None, f"{kind}: {why}" if why else kind, about)

    async def run(self, work: Callable[[], T]) -> T:
        """The result of work that waits for files."""
        return await self.wait(self.site.executors.files.run(work))

    def show(self, error: GraphError | None) -> None:
        """Show the page, with the reason why nobody was let in."""
        gate, nonce = self.site.access.gate, secrets.token_urlsafe(12)
        provider, value = self.site.access.provider, gate.value_of(self.request, _FORM)
        if not value:
            value = secrets.token_urlsafe(24)
            self.set_cookie(gate.cookie.named(_FORM), value, **gate.cookie.attributes())
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", page_policy(nonce))
        self.finish(
            environment().get_template("sign_in.html").render(
                lang=self.lang, langs=LANGS, root=self.site.network.root,
                nonce=nonce, token=token_of(value, _FORM), next=self.wanted,
                name=self.get_body_argument("name", "") if error else "",
                wrong=either(error, self.lang) if error else "",
                asks_code=isinstance(error, CodeNeeded), provider=provider.provider if provider else None,
            )
        )  # fmt: skip


class SignInHandler(SignInForm):
    """The page on which one signs in."""

    async def get(self) -> None:
        """The page; whoever is signed in already, or need not be, goes on."""
        gate = self.site.access.gate
        if not gate.is_guarded(self.request) or gate.session_of(self.request) is not None:
            self.redirect(self._first_page(must_change=False))
            return
        self.show(None)

    async def post(self) -> None:
        """Try the name, the password and the code; a script is answered as JSON."""
        given = self.get_body_argument
        device = self.site.access.gate.value_of(self.request, DEVICE) or None
        attempt = partial(
            self.service.attempt, given("name", ""), self._password(), given("code", "").strip(),
            self.request.remote_ip or "", device,
        )  # fmt: skip
        try:
            signed_in = await self.wait(self.site.executors.hashing.run(attempt))
            to = await self.begin_session(signed_in)
        except GraphError as error:
            await self.note_refused(error)
            self._refused(error)
            return
        if self._by_script:
            self.send_json({"next": to})
        else:
            self.redirect(to, status=303)

    def _password(self) -> str:
        """As it was typed: no space is taken off."""
        found: str = self.get_body_argument("password", "", strip=False)
        return found

    @property
    def _by_script(self) -> bool:
        return self.request.headers.get("Accept", "") == "application/json"

    def _refused(self, error: GraphError) -> None:
        self.set_failed(error)
        if self._by_script:
            self.send_json(
                {"wrong": either(error, self.lang), "code": isinstance(error, CodeNeeded)}
            )
        else:
            self.show(error)


class OnceHandler(SignInForm):
    """Exchanges a code that the command line printed, on this machine, within a minute, once."""

    way = "link"

    async def get(self) -> None:
        """The page, also for whoever is signed in: the code stands where the server does not see it."""
        self.show(None)

    async def post(self) -> None:
        """``{"next": …}``; ``{"ask": …, "yes": …, "no": …, "stay": …}`` where somebody else is signed
        in and ``instead`` is not given; or why not."""
        code = self.get_body_argument("once", "")
        address = (self.request.remote_ip or "") if is_this_machine(self.request) else ""
        exchange = partial(self.service.by_one_time_code, code, address)
        try:
            if not self.get_body_argument("instead", ""):
                asked = await self._asked(code)
                if asked:
                    self.set_status(409)
                    self.send_json(asked)
                    return
            signed_in = await self.run(exchange)
            to = await self.begin_session(signed_in)
        except GraphError as error:
            await self.note_refused(error)
            self.set_failed(error)
            self.send_json({"wrong": either(error, self.lang)})
        else:
            self.send_json({"next": to})

    async def _asked(self, code: str) -> dict[str, str]:
        """What is asked where a code would sign out somebody else; empty where it would not."""
        session = self.site.access.gate.session_of(self.request)
        account = await self.run(partial(self.service.whose_one_time_code, code))
        if session is None or account is None or session.reader.account == account.id:
            return {}
        names = {"name": session.reader.name, "other": account.name}
        keys = {"ask": "sign_as_another", "yes": "sign_as_it", "no": "sign_stay"}
        words = {field: say(key, self.lang, **names) for field, key in keys.items()}
        return {**words, "stay": self.site.network.root}


class SignOutHandler(FormHandler):
    """Ends the session, and with it whatever is open of it in this browser."""

    async def post(self) -> None:
        """End it and show the page on which one signs in."""
        gate = self.site.access.gate
        session = gate.session_of(self.request)
        try:
            if session is not None and gate.sessions is not None:
                end = partial(gate.sessions.end, session.hash)
                await self.wait(self.site.executors.files.run(end))
                note = partial(self.site.trail.record, "sign_out", session.reader)
                await self.wait(self.site.executors.files.run(note))
        except GraphError as error:
            self.refuse(error)
            return
        self.clear_cookie(gate.cookie.name, **gate.cookie.attributes())
        self.set_header("Clear-Site-Data", '"cache"')
        self.redirect(f"{self.site.network.root}sign-in?lang={self.lang}", status=303)
