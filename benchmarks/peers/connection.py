"""One HTTP connection that is kept, with the session of who is signed in."""

from collections.abc import Mapping
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from benchmarks.peers.saves import PATIENCE


class Connection:
    """Gets pages and posts forms on one connection."""

    def __init__(self, address: str, cookies: Mapping[str, str]) -> None:
        self._open = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        self._headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        self._headers |= {"Origin": address, "Referer": f"{address}/"}

    def get(self, path: str) -> str:
        """The text of a page. Raises AssertionError for another status than 200."""
        status, text = self._exchange("GET", path)
        assert status == 200, (status, path)
        return text

    def post(
        self, path: str, form: list[tuple[str, str]], headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of the answer to a form. One that hangs raises TimeoutError."""
        return self._exchange("POST", path, urlencode(form), headers)

    def _exchange(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        more = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._open.request(
            method, f"/{path}", body or None, {**self._headers, **more, **(headers or {})}
        )
        answer = self._open.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
