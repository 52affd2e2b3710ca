"""Which requests are let in at all: asked under our own name, and not begun by another site."""

import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from dashboard.network import Network

OWN_SITE = ("", "same-origin", "none")
"""What browsers write into Sec-Fetch-Site for our own pages, and for an address that was typed."""
SAFE = ("GET", "HEAD")
FORMS = frozenset({"/act", "/outtray", "/sign-in", "/sign-in/once", "/sign-out"})
"""Addresses that take a form without any script; its token is checked by ``FormHandler``."""


@dataclass(frozen=True)
class Refusal:
    """Why a request is not let in, as people read it."""

    status: int
    zh: str
    en: str


def refusal(
    request: HTTPServerRequest,
    network: Network,
    *,
    is_page: bool,
    is_embed: bool,
    token: str | None,
) -> Refusal | None:
    """Why a request is not let in; None for one that is.

    ``is_page``: the address is that of a page, which a link on another site may open. ``is_embed``: it
    is that of an embedded card, which a frame on another site may open as well. ``token``:
    what a method that changes something must bring in ``X-Lianxin``, or in the field ``token`` of
    a form, which ``FormHandler`` checks once the form is there.
    """
    if request.host.lower() not in network.hosts:
        return Refusal(
            421,
            f"这里不是“{request.host}”。看板只用自己的地址打开：{_addresses(network)}。"
            "若经端口转发或改了主机名，请让两端端口相同，并用 127.0.0.1 或 localhost 打开。",
            f"This is not {request.host!r}. The dashboard opens under its own address only: "
            f"{_addresses(network)}. Where a port is forwarded or a name was changed, keep the same "
            "port on both sides and open it by 127.0.0.1 or localhost.",
        )
    opened = is_embed and _is_navigation(request, ("document", "iframe"))
    opened |= is_page and _is_navigation(request)
    if _is_foreign(request, network) and not opened:
        return Refusal(
            403,
            "请求来自别的网站，已拒绝。请直接打开看板。",
            "The request came from another site and was refused. Open the dashboard itself.",
        )
    if token is not None and not (is_form(request) or has_token(request, token)):
        return Refusal(
            403,
            "只有看板自己的页面可以这样做。",
            "Only the dashboard's own pages can do this.",
        )
    return None


def has_token(request: HTTPServerRequest, token: str) -> bool:
    """Whether a request brings a token in its header."""
    return hmac.compare_digest(request.headers.get("X-Lianxin", "").encode(), token.encode())


def is_form(request: HTTPServerRequest) -> bool:
    """Whether a request is a form that a browser sends by itself, to an address that takes forms."""
    takes_forms = request.path in FORMS or request.path.startswith(
        ("/account/", "/accounts/", "/embeds/", "/own_reports/", "/records/")
    )
    return takes_forms and "X-Lianxin" not in request.headers


def _addresses(network: Network) -> str:
    return "  ".join(f"{network.scheme}://{host}{network.root}" for host in sorted(network.hosts))


def _is_foreign(request: HTTPServerRequest, network: Network) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None:
        scheme, host, *_ = urlsplit(origin)
        if scheme != network.scheme or host not in network.hosts:
            return True
    return request.headers.get("Sec-Fetch-Site", "") not in OWN_SITE


def _is_navigation(request: HTTPServerRequest, into: tuple[str, ...] = ("document",)) -> bool:
    """Whether someone follows a link in a tab, or what else is named: not an image or a script of
    another site, nor a frame where none is."""
    headers = request.headers
    return (
        request.method in SAFE
        and headers.get("Origin") is None
        and headers.get("Sec-Fetch-Mode") == "navigate"
        and headers.get("Sec-Fetch-Dest") in into
    )
