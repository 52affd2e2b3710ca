"""The cookie that holds a session's value in the browser, and the tokens made from it."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.httputil import parse_cookie


@dataclass(frozen=True)
class CookieStyle:
    """How this home's cookies are named and set.

    ``name`` is that home's own, so that two homes under one host, which share cookies whatever
    their ports, do not sign each other out. Over TLS it carries the prefix by which browsers
    enforce Secure, at the root also the path; on plain loopback no browser would take it.
    """

    name: str
    path: str = "/"
    secure: bool = False

    @classmethod
    def of(cls, home: Path, *, path: str = "/", secure: bool = False) -> "CookieStyle":
        """The style for a home that is served below ``path``."""
        kind = "" if not secure else "__Host-" if path == "/" else "__Secure-"
        id = hashlib.sha256(f"{home.resolve()} {path}".encode()).hexdigest()[:8]
        return cls(f"{kind}lianxin-{id}", path, secure)

    def named(self, use: str) -> str:
        """The name of this home's cookie for another use: the form's, the device's."""
        return f"{self.name}-{use}"

    def attributes(self) -> dict[str, Any]:
        """What Tornado's ``set_cookie`` is given."""
        return {
            "path": self.path, "secure": self.secure, "httponly": True, "samesite": "Lax",
        }  # fmt: skip

    def value_in(self, header: str, use: str = "") -> str:
        """The value of a cookie in a request's Cookie header; empty where there is none."""
        name = self.named(use) if use else self.name
        if name not in header:
            return ""
        # http.cookies gives up at the first that it cannot read, and other programs of the same host
        # set some that hold JSON
        return str(parse_cookie(header).get(name, ""))


def token_of(value: str, use: str = "post") -> str:
    """The token that a change must bring: only who can read our page has it, not the cookie."""
    digest = hashlib.sha256(f"{use}:{value}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()
