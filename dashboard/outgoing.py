"""Asking another machine: one question to the address that is given, bounded in time and in size."""

from collections.abc import Mapping
from contextlib import closing

from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.simple_httpclient import SimpleAsyncHTTPClient


async def ask_once(
    url: str,
    *,
    method: str,
    headers: Mapping[str, str],
    body: str | None,
    connect_seconds: float,
    seconds: float,
    most_bytes: int,
    basic: tuple[str, str] | None = None,
) -> HTTPResponse:
    """What an address answers, whatever its status: no redirect is followed, nothing is unpacked.

    ``basic``: a name and its secret. Raises HTTPClientError, OSError, ValueError where there is no
    answer of at most ``most_bytes`` within ``seconds``.
    """
    request = HTTPRequest(
        url,
        method=method,
        headers=dict(headers),
        body=body,
        auth_username=basic and basic[0],
        auth_password=basic and basic[1],
        connect_timeout=connect_seconds,
        request_timeout=seconds,
        follow_redirects=False,
        decompress_response=False,
    )
    client = SimpleAsyncHTTPClient(
        force_instance=True, max_body_size=most_bytes, max_buffer_size=most_bytes * 2
    )
    with closing(client):
        return await client.fetch(request, raise_error=False)
