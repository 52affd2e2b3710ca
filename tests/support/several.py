"""Two processes of one home on two ports, who visits them, and what is asked of them meanwhile."""

import os
import re
import socket
import subprocess
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Lock
from typing import Any

import requests
from access import GOOD, Clock, Home
from as_user import LIANXIN, until
from certificates import trusted
from proxies import PROXIES

from dashboard.auth.sessions import SessionStore
from dashboard.auth.sessions.cookie import CookieStyle, token_of
from graph.client import Graph

PATIENCE = 60
PAUSE = 0.15
"""Seconds between two requests of a visitor: without, four take both cores for as long as a restart lasts."""
STEWARD = "王主任"
ASKED = (
    "", "needs", "card/overview/open", "figure/overview/flow.svg", "state/overview", "find?q=骑手",
    "download/wishes/rates.csv", "editions/state", "readyz", "reports?report=wishes/rates",
)  # fmt: skip


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


class Served:
    """One ``lianxin serve`` behind a proxy, which can be started again."""

    def __init__(self, home: Path, town: Graph, port: int, outer: list[int]) -> None:
        names = [word for one in outer for word in ("--name", f"localhost:{one}")]
        self.port = port
        self._command = [
            *LIANXIN, "serve", "--port", str(port), "--behind", "127.0.0.1", "--prefix", "/lx/", *names,
        ]  # fmt: skip
        self._given = {
            "NEO4J_URI": town.address.uri,
            "NEO4J_PASSWORD": town.address.password,
            "LIANXIN_HOME": str(home),
            "LIANXIN_PREWARM": "0",  # six starts in a row, each asked for the same few cards
        }
        self._log = home / f"served-{port}.log"
        self.start()

    def start(self) -> None:
        with self._log.open("a") as out:
            self.process = subprocess.Popen(
                self._command, env={**os.environ, **self._given}, stdout=out, stderr=out
            )

    def answers(self, path: str) -> int:
        """The status of one of its own addresses of health; 0 while it does not listen."""
        assert self.process.poll() is None, self._log.read_text()
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/lx/{path}", timeout=10).status_code
        except requests.ConnectionError:
            return 0

    def restart(self) -> None:
        """Ask it to stop, as a service manager does, and start another in its place."""
        self.process.terminate()
        assert self.process.wait(40) == 0, self._log.read_text()
        self.start()
        until(lambda: self.answers("readyz") == 200)


class Pair:
    """Two processes, the ports of the proxies in front, and what a signed-in visitor sends."""

    def __init__(self, folder: Path, town: Graph) -> None:
        self.home, self.authority = folder / "home", trusted(folder)
        first, second, *outer = free_ports(2 + len(PROXIES))
        self.outer = dict(zip(PROXIES, outer, strict=True))
        self.people = Home(self.home, Clock())
        account = self.people.add(STEWARD).id
        style = CookieStyle.of(self.home, path="/lx/", secure=True)
        self.cookie_name = style.name
        value = SessionStore(self.people.database).begin(account, "127.0.0.1", "a test")
        self.cookie = {style.name: value}
        self.processes = [Served(self.home, town, port, outer) for port in (first, second)]
        self.ports = (first, second)

    def answered(self, handler: str, status: int = 200) -> tuple[int, ...]:
        """How many requests each of the two has answered so."""
        sought = f'lianxin_requests_total{{handler="{handler}",status="{status}"}} '
        counts = []
        for port in self.ports:
            text = requests.get(f"http://127.0.0.1:{port}/lx/metrics", timeout=PATIENCE).text
            found = [line for line in text.splitlines() if line.startswith(sought)]
            counts.append(round(float(found[0].removeprefix(sought))) if found else 0)
        return tuple(counts)


class Visitor:
    """A browser without scripts, whose requests go to the two processes in turn."""

    def __init__(self, url: str, pair: Pair) -> None:
        self.url, self.pair, self.session = url, pair, visitor(pair)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    @property
    def token(self) -> str:
        """What a change of this session must bring."""
        return token_of(self.session.cookies[self.pair.cookie_name] or "")

    def get(self, path: str) -> requests.Response:
        return self.session.get(f"{self.url}{path}", timeout=PATIENCE, allow_redirects=False)

    def post(
        self,
        path: str,
        data: bytes | Mapping[str, str] = b"",
        *,
        by: int | None = None,
        **headers: str,
    ) -> requests.Response:
        """Change something; ``by`` one of the two, which the proxy does not know of."""
        if by is not None:
            self.turn(by)
        given = {
            "X-Lianxin": self.token,
            **{one.replace("_", "-"): headers[one] for one in headers},
        }
        return self.session.post(
            f"{self.url}{path}", data, headers=given, timeout=PATIENCE, allow_redirects=False
        )

    def turn(self, to: int) -> None:
        """Ask until it is the turn of one of the two."""
        for _ in range(9):
            before = self.pair.answered("Live")
            self.get("livez")
            if self.pair.answered("Live")[1 - to] > before[1 - to]:
                return
        raise AssertionError(f"it never was the turn of {to}")

    def sign_in(self) -> requests.Response:
        """By the form, as someone without a session."""
        self.session.cookies.clear()
        found = re.search(r'name="token" value="([^"]+)"', self.get("sign-in").text)
        assert found is not None
        given = {"token": found[1], "name": STEWARD, "password": GOOD}
        return self.session.post(
            f"{self.url}sign-in", given, timeout=PATIENCE, allow_redirects=False
        )

    def job(self, answer: requests.Response) -> dict[str, object]:
        """The result of a job that an answer names, once it is done; each process is asked."""
        assert answer.status_code == 200, answer.text
        path = f"imports/job/{answer.json()['job']}"
        job = until(lambda: _ended(self.get(path).json()))
        assert job["state"] == "done", job
        return dict(job["result"])


def _ended(job: dict[str, Any]) -> dict[str, Any] | None:
    return None if job["state"] == "running" else job


def visitor(pair: Pair) -> requests.Session:
    session = requests.Session()
    session.trust_env, session.verify = False, pair.authority
    session.cookies.update(pair.cookie)
    return session


class Load:
    """Visitors who ask one thing after another until they are told to stop."""

    def __init__(self, url: str, pair: Pair) -> None:
        self._url, self._pair = url, pair
        self._stop, self._lock = Event(), Lock()
        self.seen: Counter[int | str] = Counter()

    def visit(self, first: int) -> None:
        with visitor(self._pair) as session:
            while not self._stop.wait(PAUSE):
                path = ASKED[first % (len(ASKED) - 1)]
                first += 1
                try:
                    got: int | str = session.get(self._url + path, timeout=PATIENCE).status_code
                except requests.RequestException as error:
                    got = repr(error)
                with self._lock:
                    self.seen[got] += 1

    def stop(self) -> None:
        self._stop.set()


class Adding(Load):
    """A steward who adds one account after another, and notes what each was answered."""

    def __init__(self, url: str, pair: Pair) -> None:
        super().__init__(url, pair)
        self.added: dict[str, tuple[int | str, str]] = {}

    def add(self) -> None:
        """Go on until told to stop."""
        with Visitor(self._url, self._pair) as steward:
            while not self._stop.wait(PAUSE):
                name = f"person-{Path(self._url).parts[1]}-{len(self.added)}".replace(":", "-")
                try:
                    answer = steward.post("accounts/add", {"name": name, "role": "staff"})
                    self.added[name] = (answer.status_code, answer.text)
                except requests.RequestException as error:
                    self.added[name] = (repr(error), "")
