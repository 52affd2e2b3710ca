"""Browsers without scripts in which somebody of a role is signed in, or nobody."""

from pathlib import Path

import requests
from access import Clock, Home

from dashboard.auth.gate import LOCAL_TOKEN
from dashboard.auth.sessions.cookie import token_of
from dashboard.web.app import Server

PATIENCE = 120
ROLES = ("committee", "staff", "steward")


def home_of_roles(folder: Path) -> Home:
    """A home with an account for each role, named as the role."""
    home = Home(folder, Clock())
    for role in reversed(ROLES):
        home.add(role, role)
    return home


class Visitor:
    """A browser of one role, or of nobody."""

    def __init__(self, server: Server, url: str, home: Home, role: str | None) -> None:
        self.url, self.gate = url, server.site.access.gate
        self.cookies: dict[str, str] = {}
        self.token = LOCAL_TOKEN
        if role is not None:
            [account] = [one for one in home.accounts.list() if one.name == role]
            assert self.gate.sessions is not None
            value = self.gate.sessions.begin(account.id, "127.0.0.1", "a test")
            self.cookies, self.token = {self.gate.cookie.name: value}, token_of(value)

    @property
    def value(self) -> str:
        return self.cookies[self.gate.cookie.name]

    def get(self, path: str, **more: object) -> requests.Response:
        has_no_end = path == "fresh"
        answer = requests.get(  # type: ignore[arg-type]
            f"{self.url}/{path}", cookies=self.cookies, timeout=PATIENCE,
            allow_redirects=False, stream=has_no_end, **more,
        )  # fmt: skip
        if has_no_end and answer.ok:
            answer.close()
        return answer

    def post(self, path: str, **more: object) -> requests.Response:
        headers = {"X-Lianxin": self.token, "Origin": self.url}
        return requests.post(  # type: ignore[arg-type]
            f"{self.url}/{path}", headers=headers,
            cookies=self.cookies, timeout=PATIENCE, allow_redirects=False, **more,
        )  # fmt: skip
