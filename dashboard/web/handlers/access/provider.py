"""Signing in by the provider: the way there, and the way back."""

import logging
from functools import partial

from tornado.web import HTTPError

from dashboard.auth.provider.errors import FlowLost, ProviderAway
from dashboard.auth.provider.flows import SECONDS, Flow
from dashboard.auth.provider.sign_in import ProviderSignIn
from dashboard.texts import Lang, lang_of
from dashboard.web.handlers.access.sign_in import DEVICE, SignInForm
from graph.errors import GraphError

log = logging.getLogger(__name__)
BACK = "sign-in-back"
"""The address to which the provider sends the browser: below the root, and named there."""


class _ByProvider(SignInForm):
    """What both ways share."""

    named = ""
    """Who comes, once the provider has vouched for it."""

    @property
    def by(self) -> ProviderSignIn:
        """The provider; where none is set, there is no such address."""
        found = self.site.access.provider
        if found is None or not self.site.access.gate.is_guarded(self.request):
            raise HTTPError(404)
        return found

    async def refuse_with_page(self, error: GraphError) -> None:
        """Show the page on which one signs in with the reason, which the trail holds too."""
        if isinstance(error, ProviderAway):
            log.warning("the sign-in provider cannot be used: %s", error.reason)
        try:
            await self.note_refused(error, self.named)
        except GraphError as failed:
            error = failed
        if isinstance(error, FlowLost) and self.site.access.gate.session_of(self.request):
            self.redirect(self.site.network.root)  # opened a second time by who is in already
            return
        self.set_failed(error)
        self.show(error)


class ProviderHandler(_ByProvider):
    """Begins a sign-in and leads to the provider. Nothing is kept here but in the browser's cookie."""

    async def get(self) -> None:
        """To the provider; the page with the reason where it is away."""
        by, network = self.by, self.site.network
        back = f"{network.scheme}://{self.request.host}{network.root}{BACK}"
        try:
            flow, url = await self.wait(by.begin(self.wanted, back, self.lang))
        except GraphError as error:
            await self.refuse_with_page(error)
            return
        cookie = self.site.access.gate.cookie
        self.set_cookie(
            cookie.named(by.flows.use(flow.state)), by.flows.sealed(flow),
            max_age=int(SECONDS), **cookie.attributes(),
        )  # fmt: skip
        self.redirect(url)


class ProviderBackHandler(_ByProvider):
    """Where the provider sends the browser, with a code or with the reason why not."""

    way = "OIDC"
    _flow: Flow | None = None

    @property
    def wanted(self) -> str:
        """Where to go then: what the sign-in was begun with, never what the address says."""
        return self._flow.wanted if self._flow is not None else ""

    @property
    def lang(self) -> Lang:
        """The language in which the sign-in was begun: the provider's answer carries none."""
        return lang_of(self._flow.lang if self._flow is not None else None, self.site.lang)

    async def head(self, *args: str, **named: str) -> None:
        """Nobody looks ahead here: an answer is used up by being opened."""
        raise HTTPError(405)

    async def get(self) -> None:
        """Let the person in and lead on; the page with the reason where that cannot be."""
        by = self.by
        try:
            to = await self._let_in(by)
        except GraphError as error:
            await self.refuse_with_page(error)
        else:
            self.redirect(to, status=303)

    async def _let_in(self, by: ProviderSignIn) -> str:
        given, gate = self.get_query_argument, self.site.access.gate
        address, state = self.request.remote_ip or "", given("state", "")
        use = by.flows.use(state)
        flow = by.flows.opened(state, gate.value_of(self.request, use))
        self.clear_cookie(gate.cookie.named(use), **gate.cookie.attributes())
        self._flow = flow
        await self.run(partial(by.flows.spend, flow, address))
        person = await self.wait(
            by.person(flow, given("code", ""), given("error", ""), given("iss", ""))
        )
        self.named = person.name
        device = gate.value_of(self.request, DEVICE) or None
        signed_in = await self.run(partial(by.let_in, person, address, device))
        to, root = await self.begin_session(signed_in), self.site.network.root
        return f"{to}?lang={self.lang}" if to == root else to
