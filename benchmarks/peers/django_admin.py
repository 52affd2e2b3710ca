"""Django admin with django-import-export and django-simple-history, set up beside us and measured."""

import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic, sleep

import requests
from playwright.sync_api import Page

from benchmarks.peers.connection import Connection
from benchmarks.peers.site import Site, Step, Town
from benchmarks.peers.town import Rows

PINS = (
    "Django==5.2.19", "django-import-export==4.4.3", "django-simple-history==3.13.0",
    "gunicorn==27.0.1", "whitenoise==6.12.0",
)  # fmt: skip
WORKERS = 2
_PROJECT = Path(__file__).parent / "django_project"
_NAME, _PASSWORD = "steward", "wutong-san-mao-cha"
_FAR = date(9999, 12, 31)
_START_WITHIN = 60.0


class DjangoAdmin(Site):
    """A served project with its superuser signed in."""

    name = "Django admin"
    list_path = "admin/riders/rider/"
    row = "#result_list tbody .field-alias"
    related = (
        "document.querySelectorAll('#events-group tr.has_original').length"
        " && document.querySelector('#id_rider')?.selectedOptions.length"
    )
    form = "#wish_form"

    def __init__(self, address: str, database: Path) -> None:
        self.address, self._database = address, database
        session = requests.Session()
        session.get(f"{address}/admin/login/", timeout=60)
        given = {
            "username": _NAME, "password": _PASSWORD, "next": "/admin/",
            "csrfmiddlewaretoken": session.cookies["csrftoken"],
        }  # fmt: skip
        session.post(
            f"{address}/admin/login/", given, timeout=60, headers={"Referer": address}
        ).raise_for_status()
        self.cookies = {one.name: str(one.value) for one in session.cookies}
        assert "sessionid" in self.cookies

    def wish_path(self, wish: str) -> str:
        """The address of a wish's form."""
        return f"admin/riders/wish/{wish}/change/"

    def search(self, town: Town) -> Step:
        """Typed and sent."""

        def do(page: Page) -> None:
            page.locator("#searchbar").fill(town.alias)
            page.keyboard.press("Enter")

        rows = "document.querySelectorAll('#result_list tbody tr')"
        return Step(
            do, f"{rows}.length === 1 && {rows}[0].textContent.includes({json.dumps(town.alias)})"
        )

    def sort(self, town: Town) -> Step:
        """A click on the heading."""
        seen = f"location.search.includes('o=-') && document.querySelector('{self.row}')"
        return Step(lambda page: page.locator(".column-alias .text a").click(), seen)

    def filter(self, town: Town) -> Step:
        """A click beside the list."""
        link = f"#changelist-filter a[href*='role__exact={town.role}']"
        seen = f"location.search.includes('role__exact') && document.querySelector('{self.row}')"
        return Step(lambda page: page.locator(link).click(), seen)

    def save(self, cost: int) -> Step:
        """Typed, and the button."""

        def do(page: Page) -> None:
            page.locator("#id_est_cost").fill(str(cost))
            page.locator("[name=_save]").first.click()

        return Step(do, "document.querySelector('.messagelist .success')")

    def saver(self, wish: str) -> Callable[[int], int]:
        """The whole form, as the browser sends it. Its answer leads on, which is not followed."""
        connection = Connection(self.address, self.cookies)
        form = _Fields(connection.get(self.wish_path(wish))).found

        def save(cost: int) -> int:
            sent = [(k, str(cost) if k == "est_cost" else v) for k, v in form.items()]
            status, _ = connection.post(self.wish_path(wish), sent)
            return 200 if status == 302 else status

        return save

    def costs(self) -> dict[str, int]:
        """The stored cost of every wish in yuan, by id."""
        with closing(sqlite3.connect(self._database)) as database:
            return dict(database.execute("SELECT id, est_cost FROM riders_wish").fetchall())


class _Fields(HTMLParser):
    """The names and values that a browser would send of a page's form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.found[self._select] = given.get("value", "")
        elif tag == "textarea" and name:
            self._area, self.found[name] = name, ""
        elif tag == "input" and name and _is_sent(kind, given):
            self.found[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A list of choices or a text ends."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._area:
            self.found[self._area] += re.sub(r"\A\r?\n", "", data)


def _is_sent(kind: str, given: dict[str, str]) -> bool:
    if kind in ("checkbox", "radio"):
        return "checked" in given
    return kind not in ("submit", "button", "search", "file")


@contextmanager
def django_admin(rows: Rows) -> Iterator[DjangoAdmin]:
    """The project in a folder of its own, with the town in it, served until the end."""
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(passing)
        python = _installed(folder / "venv")
        project = folder / "project"
        shutil.copytree(_PROJECT, project)
        for file in project.rglob("*.py.txt"):
            file.rename(file.with_suffix(""))
        (project / "rows.json").write_text(json.dumps(_flat(rows), default=_text), "utf-8")
        _run(python, "set_up.py", _NAME, _PASSWORD, folder=project)
        yield from _served(python, project)


def _installed(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", *PINS, folder=folder)
    return python


def _run(python: Path, *words: str, folder: Path) -> None:
    subprocess.run([python, *words], cwd=folder, check=True, stdout=sys.stderr)


def _served(python: Path, project: Path) -> Iterator[DjangoAdmin]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [python, "-m", "gunicorn", "wsgi:application", "-b", f"127.0.0.1:{port}",
         "-w", str(WORKERS), "--timeout", "120", "--log-level", "error"],
        cwd=project,
    )  # fmt: skip
    try:
        end = monotonic() + _START_WITHIN
        while not _answers(address):
            assert server.poll() is None and monotonic() < end
            sleep(0.2)
        yield DjangoAdmin(address, project / "db.sqlite3")
    finally:
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/admin/login/", timeout=5).ok
    except requests.ConnectionError:
        return False


def _flat(rows: Rows) -> Rows:
    """The rows as tables with foreign keys: of relationships that last the one of today."""
    site = {one["start"]: one["end"] for one in rows["WorksAt"] if one["to"] == _FAR}
    raised = {one["end"]: one["start"] for one in rows["Raised"]}
    made = {one["end"]: one["start"] for one in rows["Made"]}
    of = {one["start"]: one["end"] for one in rows["For"]}
    wish = {one["end"]: one["start"] for one in rows["HasEvent"]}
    return {
        "organizations": [
            {"id": o["id"], "name": o["name"], "kind": o.get("kind", "company")}
            for o in (*rows["Organization"], *rows["Company"])
        ],
        "sites": [{"id": s["id"], "name": s["name"]} for s in rows["DeliverySite"]],
        "riders": [
            {"id": r["id"], "alias": r["alias"], "role": r["role"], "age_band": r.get("ageBand", ""),
             "tenure_months": r.get("tenureMonths"), "employment": r.get("employmentType", ""),
             "site_id": site.get(r["id"])}
            for r in rows["Rider"]
        ],
        "wishes": [
            {"id": w["id"], "title": w["title"], "category": w["category"], "kind": w["kind"],
             "est_cost": (w.get("estCostFen") or 0) // 100, "urgency": w.get("urgency", ""),
             "status": w["status"], "submitted_at": w.get("submittedAt"), "due_at": w.get("dueAt"),
             "rider_id": raised.get(w["id"])}
            for w in rows["Wish"]
        ],
        "events": [
            {"id": e["id"], "wish_id": wish[e["id"]], "seq": e["seq"], "at": e["at"],
             "to_status": e["toStatus"], "reason": e.get("reason") or ""}
            for e in rows["WishEvent"]
        ],
        "claims": [
            {"id": c["id"], "wish_id": of[c["id"]], "organization_id": made[c["id"]],
             "status": c["status"], "claimed_at": c.get("claimedAt")}
            for c in rows["Claim"]
        ],
    }  # fmt: skip


def _text(value: object) -> str:
    assert isinstance(value, date | datetime)
    return value.isoformat()
