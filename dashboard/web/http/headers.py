"""The security headers of every answer, whoever writes it: ours, Bokeh's, Tornado's."""

from collections.abc import Mapping
from typing import Self

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import OutputTransform

from dashboard.network import LOCAL_NAMES, Network

NONCE = "X-Lianxin-Nonce"
"""The request header in which the router hands a nonce to the live picture's document."""
CLOSED = "default-src 'none'; frame-ancestors 'none'"
COMMON: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": CLOSED,
}


def page_policy(nonce: str) -> str:
    """What a page of ours may load: only from here, and scripts only with the nonce or as files."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
        f"frame-ancestors 'none'; frame-src 'self'; script-src 'self' 'nonce-{nonce}'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'"
    )


def live_policy(nonce: str, host: str) -> str:
    """What the live picture's document may load: Panel's style sheets are inline, its modules blobs."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        f"frame-ancestors 'self'; script-src 'self' 'nonce-{nonce}' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"worker-src blob:; connect-src 'self' blob: ws://{host} wss://{host}"
    )


def embed_policy(hosts: tuple[str, ...]) -> str:
    """What an embedded card may load: our style sheets alone. It stands in frames of the hosts named,
    and of no others, and no script runs in it."""
    framed_by = " ".join(hosts) or "'none'"
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        f"frame-ancestors {framed_by}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; sandbox allow-same-origin"
    )


class SecurityHeaders(OutputTransform):
    """Adds the common headers to an answer that has not set its own."""

    network = Network()

    def __init__(self, request: HTTPServerRequest) -> None:
        self._request = request

    @classmethod
    def of(cls, network: Network) -> type[Self]:
        """The transform of an application that stands there: Tornado makes it from a request alone."""
        return type(cls.__name__, (cls,), {"network": network})

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """The answer's beginning with its headers; one that set ``X-Frame-Options`` empty has none."""
        headers.pop("Server", None)
        for name, value in {**self.wanted(), **self._strict()}.items():
            if name not in headers:
                headers[name] = value
        if not headers["X-Frame-Options"]:  # its policy names who may frame it, which this cannot
            del headers["X-Frame-Options"]
        return status_code, headers, chunk

    def wanted(self) -> Mapping[str, str]:
        """The headers by name."""
        return COMMON

    def _strict(self) -> Mapping[str, str]:
        """That browsers keep to TLS: said by TLS only, under names that are this dashboard's own."""
        request, name = self._request, self._request.host_name.lower()
        if request.protocol != "https" or name in LOCAL_NAMES or not self._is_ours():
            return {}
        return {"Strict-Transport-Security": f"max-age={self.network.hsts_days * 86_400}"}

    def _is_ours(self) -> bool:
        return self._request.host.lower() in self.network.hosts


class LiveHeaders(SecurityHeaders):
    """The same for what Bokeh answers: its document stands in a frame of ours, its scripts are kept."""

    def wanted(self) -> Mapping[str, str]:
        """The headers by name."""
        policy = live_policy(self._request.headers.get(NONCE, ""), self._request.host)
        more = {"X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": policy}
        if "/static/" in self._request.path:
            more = {"Cache-Control": "private, max-age=86400"}
        return {**COMMON, **more}
