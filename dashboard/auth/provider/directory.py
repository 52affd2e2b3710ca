"""What the provider publishes of itself: its addresses and its public keys, kept for some minutes."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.auth.provider.asking import asked
from dashboard.auth.provider.configuration import Provider, origin_of
from dashboard.auth.provider.errors import AnswerRefused, ProviderAway
from dashboard.auth.provider.tokens import PublicKey, public_keys
from dashboard.concurrency.shared_work import SharedWork

KEPT_SECONDS = 600.0
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Published:
    """The provider's addresses. ``by_form``: the client's secret is wanted in the form.
    ``names_issuer``: the answer in the browser says from which issuer it comes."""

    authorize: str
    token: str
    keys: str
    by_form: bool
    names_issuer: bool


class Directory:
    """Asks for what is published when it is needed; for one event loop."""

    def __init__(self, provider: Provider, now: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._now = now
        self._published: tuple[float, Published] | None = None
        self._keys: tuple[float, Mapping[str, PublicKey]] | None = None
        self._asking: SharedWork[Published] = SharedWork()
        self._asking_keys: SharedWork[Mapping[str, PublicKey]] = SharedWork()

    async def published(self) -> Published:
        """The provider's addresses. Raises ProviderAway."""
        kept = self._published
        if kept is not None and self._now() - kept[0] < KEPT_SECONDS:
            return kept[1]
        return await self._asking.get("published", self._ask)

    async def key(self, id: str) -> PublicKey:
        """The public key of an id: where it is not known the keys are fetched once more, since a
        provider changes them. Raises ProviderAway, AnswerRefused where there is still none."""
        kept = self._keys
        if kept is not None and self._now() - kept[0] < KEPT_SECONDS and id in kept[1]:
            return kept[1][id]
        keys = await self.keys()
        if id not in keys:
            raise AnswerRefused("key")
        return keys[id]

    async def keys(self) -> Mapping[str, PublicKey]:
        """The public keys as they are published now, by id. Raises ProviderAway."""
        return await self._asking_keys.get("keys", self._ask_keys)

    async def _ask(self) -> Published:
        issuer, origin = self._provider.issuer, self._provider.origin
        status, found = await asked(origin, issuer.rstrip("/") + _WELL_KNOWN)
        if status != 200:
            raise ProviderAway(f"status {status}")
        if found.get("issuer") != issuer:
            raise ProviderAway("its issuer is another than LIANXIN_OIDC_ISSUER")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        authorize, token, keys = (str(found.get(name, "")) for name in names)
        if origin_of(token) != origin or origin_of(keys) != origin:
            raise ProviderAway("an address on another host")
        # only browsers go there: Casdoor's pages may have a host of their own
        if "#" in authorize or (origin_of(authorize) != origin and not _is_encrypted(authorize)):
            raise ProviderAway("no address to sign in at")
        methods = found.get("token_endpoint_auth_methods_supported")
        by_form = isinstance(methods, list) and "client_secret_basic" not in methods
        names_issuer = found.get("authorization_response_iss_parameter_supported") is True
        published = Published(authorize, token, keys, by_form, names_issuer)
        self._published = self._now(), published
        return published

    async def _ask_keys(self) -> Mapping[str, PublicKey]:
        published = await self.published()
        status, found = await asked(self._provider.origin, published.keys)
        if status != 200:
            raise ProviderAway(f"status {status}")
        keys = public_keys(found)
        self._keys = self._now(), keys
        return keys


def _is_encrypted(url: str) -> bool:
    scheme, host = origin_of(url)
    return scheme == "https" and bool(host)
