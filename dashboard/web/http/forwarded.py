"""What a trusted proxy says of a request: who asked it, by which host, and whether encrypted."""

import ipaddress
from weakref import WeakSet

from tornado.httputil import HTTPServerRequest

from dashboard.auth.accounts.one_time import is_loopback
from dashboard.network import Network

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host")


_THROUGH: WeakSet[HTTPServerRequest] = WeakSet()
"""Requests that a proxy has handed on for somebody."""


def is_this_machine(request: HTTPServerRequest) -> bool:
    """Whether somebody asks from this machine itself. Through a proxy nobody does: what a visitor
    makes it say is not believed that far."""
    return request not in _THROUGH and is_loopback(request.remote_ip or "")


def take_forwarded(request: HTTPServerRequest, network: Network) -> bool:
    """Let a request say what the visitor asked, and not what the proxy did.

    Only what comes from the proxy itself is believed; from anybody else these headers are taken
    off. Says whether it came from the proxy.
    """
    given = {name: _last(request, name) for name in FORWARDED}
    chain = request.headers.get_list("X-Forwarded-For")
    for name in (*FORWARDED, "Forwarded", "X-Real-Ip"):
        request.headers.pop(name, None)
    if not network.trusts(request.remote_ip or ""):
        return False
    request.protocol = "https" if given["X-Forwarded-Proto"].lower() == "https" else "http"
    if host := given["X-Forwarded-Host"].lower():
        request.host = host
        request.host_name = host
    if chain:
        _THROUGH.add(request)
    request.remote_ip = _visitor(",".join(chain), network) or request.remote_ip
    return True


def _last(request: HTTPServerRequest, name: str) -> str:
    """What the nearest proxy has written; a visitor's own words stand before it."""
    return request.headers.get(name, "").rpartition(",")[2].strip()


def _visitor(chain: str, network: Network) -> str | None:
    """The last address of the chain that is not a proxy's."""
    for one in reversed([part.strip() for part in chain.split(",") if part.strip()]):
        try:
            ipaddress.ip_address(one)
        except ValueError:
            return None
        if not network.trusts(one):
            return one
    return None
