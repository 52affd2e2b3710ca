"""A small OpenID Connect provider on this machine, which does as a real one, or wrong on purpose."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "lianxin", "river/lamp:tea%40"
PATH = "/realms/town"


@cache
def key(id: str) -> RSAKey:
    """A key pair; the same for one id in the whole run."""
    return RSAKey.generate_key(2048, {"kid": id, "use": "sig", "alg": "RS256"})


def signed(claims: dict[str, Any], by: RSAKey, **header: Any) -> str:
    """A token as this provider signs it."""
    return jwt.encode({"alg": "RS256", "kid": by.kid, **header}, claims, by)


class OidcProvider:
    """Who signs in there, with which keys, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.issuer = f"http://localhost:{port}{PATH}"
        self.reset()

    def reset(self) -> None:
        """As a provider that does everything right; the person is a member of the staff."""
        self.person: dict[str, Any] = {
            "sub": "f3a1", "preferred_username": "王小明", "groups": ["/镇/党群办"],
        }  # fmt: skip
        self.keys = [key("2026-1")]
        self.token: Callable[[dict[str, Any]], object] = lambda claims: signed(claims, self.keys[0])
        self.names_algorithms = True
        self.published: dict[str, Any] = {}
        self.status = 200
        self.asked: list[str] = []
        self.given: dict[str, dict[str, str]] = {}

    def discovery(self) -> dict[str, Any]:
        """What it publishes of itself."""
        return {
            "issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys",
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", **self.published,
        }  # fmt: skip

    def public_keys(self) -> list[dict[str, Any]]:
        """Its keys as they are published; what a key is for may be left out."""
        whole = [dict(one.as_dict(private=False)) for one in self.keys]
        left_out = () if self.names_algorithms else ("alg", "use")
        return [{name: part for name, part in one.items() if name not in left_out} for one in whole]

    def authorized(self, asked: dict[str, str]) -> str:
        """The address to which somebody is led who agrees."""
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(12)
        self.given[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchanged(self, fields: dict[str, str], basic: str) -> tuple[int, dict[str, object]]:
        """The answer to a code, which is taken once."""
        name, _, secret = base64.b64decode(basic.removeprefix("Basic ")).decode().partition(":")
        if (unquote(name), unquote(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.given.pop(fields["code"], None)
        digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != fields["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.person,
        }  # fmt: skip
        return 200, {"id_token": self.token(claims), "token_type": "Bearer", "access_token": "x"}


class _Answers(BaseHTTPRequestHandler):
    provider: OidcProvider

    def do_GET(self) -> None:
        parts, provider = urlsplit(self.path), self.provider
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        at = parts.path.removeprefix(PATH)
        provider.asked.append(at)
        if at == "/.well-known/openid-configuration":
            self._json(provider.status, provider.discovery())
        elif at == "/keys":
            self._json(200, {"keys": provider.public_keys()})
        elif at == "/authorize":
            to = quote(provider.authorized(asked), safe=":/?&=%")
            page = f'<!doctype html><title>Provider</title><a id="agree" href="{to}">agree</a>'
            self._send(200, "text/html", page.encode())
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.provider.asked.append("/token")
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        self._json(*self.provider.exchanged(fields, self.headers.get("Authorization", "")))

    def _json(self, status: int, answer: object) -> None:
        self._send(status, "application/json", json.dumps(answer).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def provider_here() -> Iterator[OidcProvider]:
    """A provider that answers on a free port of this machine."""
    answers = type("Answers", (_Answers,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        answers.provider = provider = OidcProvider(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
