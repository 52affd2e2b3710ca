"""Asking the provider: JSON from its own host, within seconds, of a bounded size, no way led astray."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from tornado.httpclient import HTTPClientError, HTTPResponse

from dashboard.auth.provider.configuration import origin_of
from dashboard.auth.provider.errors import ProviderAway
from dashboard.outgoing import ask_once

CONNECT_SECONDS, SECONDS = 4.0, 8.0
MOST_BYTES = 256 * 1024
_FORM = "application/x-www-form-urlencoded"


async def asked(
    origin: tuple[str, str],
    url: str,
    fields: Mapping[str, str] | None = None,
    basic: tuple[str, str] | None = None,
) -> tuple[int, Mapping[str, object]]:
    """The status and the object that an address answers with, by POST where there are fields.

    ``basic``: name and secret of the client. No other host than the issuer's is asked, no redirect
    followed, nothing kept. Raises ProviderAway, also for an answer that is no JSON object.
    """
    if origin_of(url) != origin:
        raise ProviderAway("an address on another host")
    try:
        response = await ask_once(
            url,
            method="GET" if fields is None else "POST",
            headers={"Accept": "application/json"} | ({"Content-Type": _FORM} if fields else {}),
            body=None if fields is None else urlencode(fields),
            connect_seconds=CONNECT_SECONDS,
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
            basic=basic,
        )
    except (HTTPClientError, OSError, ValueError) as error:
        raise ProviderAway(type(error).__name__) from error
    return response.code, _object_in(response)


def _object_in(response: HTTPResponse) -> Mapping[str, object]:
    if response.error is not None and response.code == 599:
        raise ProviderAway(type(response.error).__name__)
    if response.code >= 500 or 300 <= response.code < 400:
        raise ProviderAway(f"status {response.code}")
    try:
        found = json.loads(response.body)
    except (ValueError, RecursionError) as error:
        raise ProviderAway("no JSON") from error
    if not isinstance(found, dict):
        raise ProviderAway("no JSON object")
    return found
