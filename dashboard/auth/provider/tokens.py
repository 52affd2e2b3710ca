"""The ID token: whose signature it bears, and whether it is meant for this sign-in."""

import base64
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Union

from dashboard.auth.provider.errors import AnswerRefused, Reason

if TYPE_CHECKING:  # an extra, which is imported where a provider is set
    from joserfc.jwk import ECKey, RSAKey

PublicKey = Union["RSAKey", "ECKey"]
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
)  # fmt: skip
"""Signatures by a key pair only: no ``none``, and no HMAC, whose key would be the public one."""
LEEWAY = 60
"""Seconds by which the two clocks may differ."""
_MOST_KEYS, _MOST_SUBJECT = 64, 255
_LEAST_RSA_BYTES = 256
_REASONS: Mapping[str, Reason] = {
    "iss": "issuer", "aud": "audience", "exp": "expired", "iat": "expired", "nbf": "expired",
    "nonce": "nonce",
}  # fmt: skip


def public_keys(jwks: Mapping[str, object]) -> dict[str, PublicKey]:
    """The keys for signatures in a key set, by id; what cannot be used is left out.

    Only public parts are read, and none for HMAC; RSA keys have 2048 bits and more.
    """
    listed = jwks.get("keys")
    found: dict[str, PublicKey] = {}
    for one in listed[:_MOST_KEYS] if isinstance(listed, list) else ():
        if not isinstance(one, dict) or one.get("use", "sig") != "sig":
            continue
        id, key = one.get("kid"), _public_key(one)
        if isinstance(id, str) and id and key is not None:
            found[id] = key
    return found


def _public_key(jwk: Mapping[str, Any]) -> PublicKey | None:
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    algorithm = {"alg": jwk["alg"]} if isinstance(jwk.get("alg"), str) else {}
    try:
        if jwk.get("kty") == "RSA" and _bytes(jwk["n"]) >= _LEAST_RSA_BYTES:
            return RSAKey.import_key({"kty": "RSA", "n": jwk["n"], "e": jwk["e"], **algorithm})
        if jwk.get("kty") == "EC":
            point = {name: jwk[name] for name in ("crv", "x", "y")}
            return ECKey.import_key({"kty": "EC", **point, **algorithm})
    except (JoseError, KeyError, TypeError, ValueError):  # binascii.Error is a ValueError
        pass
    return None


def _bytes(number: str) -> int:
    """How many bytes a number in base64url has."""
    return len(base64.urlsafe_b64decode(number + "=" * (-len(number) % 4)).lstrip(b"\0"))


async def verified_claims(
    token: object,
    key: Callable[[str], Awaitable[PublicKey]],
    *,
    issuer: str,
    client: str,
    nonce: str,
    now: Callable[[], float] = time.time,
) -> Mapping[str, object]:
    """What an ID token says, once everything about it holds.

    ``key``: finds the provider's public key of an id. Raises AnswerRefused with the reason, and
    what ``key`` raises.
    """
    from joserfc import jwt
    from joserfc.errors import JoseError

    algorithm, id = _header(token)
    found = await key(id)
    if found.alg is not None and found.alg != algorithm:
        raise AnswerRefused("algorithm")
    try:
        claims = jwt.decode(str(token), found, algorithms=[algorithm]).claims
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise AnswerRefused("signature") from error
    _check(claims, issuer, client, nonce, int(now()))
    return claims


def _header(token: object) -> tuple[str, str]:
    """The algorithm and the key's id that a token names, before anything of it is believed."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        header = jws.extract_compact(str(token).encode()).headers()
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise AnswerRefused("answer") from error
    algorithm, id = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise AnswerRefused("algorithm")
    if not isinstance(id, str) or not id:
        raise AnswerRefused("key")
    return algorithm, id


def _check(claims: Mapping[str, Any], issuer: str, client: str, nonce: str, now: int) -> None:
    from joserfc.errors import ClaimError, ExpiredTokenError
    from joserfc.jwt import ClaimsOption, JWTClaimsRegistry

    needed: ClaimsOption = {"essential": True}
    registry = JWTClaimsRegistry(
        now, LEEWAY,
        iss={"essential": True, "value": issuer}, aud={"essential": True, "value": client},
        nonce={"essential": True, "value": nonce}, sub=needed, exp=needed, iat=needed,
    )  # fmt: skip
    try:
        registry.validate(dict(claims))
    except ExpiredTokenError as error:
        raise AnswerRefused("expired") from error
    except ClaimError as error:
        raise AnswerRefused(_REASONS.get(error.claim.partition(",")[0], "claims")) from error
    if not isinstance(claims["nonce"], str):
        raise AnswerRefused("nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client) != client:
        raise AnswerRefused("audience")
    subject = claims["sub"]
    if not subject or len(subject) > _MOST_SUBJECT or not subject.isprintable():
        raise AnswerRefused("claims")
