"""Signing in by the provider, step by step: begin, come back, ask for the token, let in."""

from urllib.parse import quote, urlencode

from dashboard.auth.accounts.budgets import Budgets
from dashboard.auth.accounts.devices import Devices
from dashboard.auth.accounts.noting import Note, unnoted
from dashboard.auth.database import AccessDatabase
from dashboard.auth.provider.asking import asked
from dashboard.auth.provider.configuration import Provider, groups_in
from dashboard.auth.provider.directory import Directory
from dashboard.auth.provider.errors import (
    AnswerRefused,
    Declined,
    ProviderAway,
    ProviderUnusable,
)
from dashboard.auth.provider.flows import Flow, Flows
from dashboard.auth.provider.people import People, Person
from dashboard.auth.provider.tokens import verified_claims
from dashboard.auth.sign_in import SignedIn

_MOST_CODE = 4096


class ProviderSignIn:
    """One home's way in by its provider. What is ``async`` runs on the event loop and waits for the
    provider; the rest blocks for a moment and may be called from any thread."""

    def __init__(
        self,
        provider: Provider,
        database: AccessDatabase,
        key: bytes,
        budgets: Budgets,
        note: Note = unnoted,
    ) -> None:
        self.provider = provider
        self.flows = Flows(database, key, budgets)
        self._directory = Directory(provider)
        self._devices = Devices(database)
        self._people = People(database, note)

    async def begin(self, wanted: str, back: str, lang: str) -> tuple[Flow, str]:
        """A new sign-in, and the address at the provider to which the browser goes.

        The arguments are as in ``Flow``. Raises ProviderAway.
        """
        published, flow = await self._directory.published(), Flow.begun(wanted, back, lang)
        query = urlencode(
            {
                "response_type": "code", "client_id": self.provider.client,
                "redirect_uri": back, "scope": self.provider.scope, "state": flow.state,
                "nonce": flow.nonce, "code_challenge": flow.challenge,
                "code_challenge_method": "S256",
            }
        )  # fmt: skip
        join = "&" if "?" in published.authorize else "?"
        return flow, f"{published.authorize}{join}{query}"

    async def person(self, flow: Flow, code: str, error: str, issuer: str) -> Person:
        """Whom the provider vouches for, by what it has sent through the browser.

        Raises Declined, AnswerRefused, ProviderAway.
        """
        published = await self._directory.published()
        if issuer != self.provider.issuer and (issuer or published.names_issuer):
            raise AnswerRefused("issuer")
        if error:
            raise Declined
        if not code or len(code) > _MOST_CODE:
            raise AnswerRefused("code")
        answer = await self._token(flow, code, published.token, by_form=published.by_form)
        claims = await verified_claims(
            answer.get("id_token"), self._directory.key,
            issuer=self.provider.issuer, client=self.provider.client, nonce=flow.nonce,
        )  # fmt: skip
        name = claims.get(self.provider.name_claim) or claims.get("name")
        if not isinstance(name, str):
            raise AnswerRefused("claims")
        groups = groups_in(claims, self.provider.groups_claim)
        role = self.provider.role_of(groups)
        return Person(self.provider.issuer, str(claims["sub"]), name, role)

    def let_in(self, person: Person, address: str, device: str | None) -> SignedIn:
        """The person's account, and the cookie by which the browser is known from now on.

        Raises what ``People.account_of`` raises.
        """
        account = self._people.account_of(person)
        self.flows.succeeded(address)
        return SignedIn(account, self._devices.remember(account.id, device))

    async def _token(self, flow: Flow, code: str, url: str, *, by_form: bool) -> dict[str, object]:
        try:
            secret, client = self.provider.secret(), self.provider.client
        except ProviderUnusable as error:  # its sentence is for the administrator
            raise ProviderAway("the file of the secret cannot be read") from error
        fields = {
            "grant_type": "authorization_code", "code": code,
            "redirect_uri": flow.back, "code_verifier": flow.verifier,
        }  # fmt: skip
        basic = None
        if secret and not by_form:  # each part is written as in a form first: RFC 6749, 2.3.1
            basic = quote(client, safe=""), quote(secret, safe="")
        else:
            fields |= {"client_id": client} | ({"client_secret": secret} if secret else {})
        status, answer = await asked(self.provider.origin, url, fields, basic)
        if status != 200:
            wrong = str(answer.get("error", ""))
            raise AnswerRefused("client" if wrong == "invalid_client" or status == 401 else "code")
        return dict(answer)
