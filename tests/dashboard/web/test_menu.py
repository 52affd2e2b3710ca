"""What stands in the menu follows the table of rights, as a home has changed it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from access import visitor_of
from bs4 import BeautifulSoup
from in_process import served_to_roles

from dashboard.web.app import Server
from graph.client import Graph

CHANGED = "audit: [committee]\nload: [committee, steward]\naccounts: [staff, steward]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("menu")
    (folder / "own").mkdir()
    (folder / "own" / "rights.yaml").write_text(CHANGED, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(town: Graph, folder: Path) -> Iterator[Server]:
    with served_to_roles(town, folder) as server:
        yield server


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("committee", {"audit", "imports"}),
        ("staff", {"accounts"}),
        ("steward", {"imports", "accounts"}),
    ],
)
@pytest.mark.parametrize("at", ["overview", "account", "none-such"])
def test_the_menu_has_what_the_rights_say_and_each_entry_opens(
    server: Server, role: str, offered: set[str], at: str
):
    access = server.site.access
    assert access.accounts is not None
    visitor, base = (
        visitor_of(server, access.accounts.named(role)),
        f"http://127.0.0.1:{server.port}/",
    )
    page = BeautifulSoup(visitor.get(base + at, timeout=120).text, "html.parser")
    links = [str(one["href"]) for one in page.select("header.top nav a, header.top .who a")]
    paths = {link.partition("?")[0].lstrip("./") for link in links}
    assert paths & {"audit", "imports", "accounts"} == offered
    assert {"reports", "editions", "account"} <= paths
    for path in ("audit", "accounts"):
        answer = visitor.get(base + path, timeout=120)
        assert (answer.status_code == 200) is (path in offered), path
    shown = BeautifulSoup(visitor.get(f"{base}imports", timeout=120).text, "html.parser")
    assert (shown.find("input", type="file") is not None) is ("imports" in offered)
