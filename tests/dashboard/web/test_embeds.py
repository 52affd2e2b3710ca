"""Embedded cards over HTTP: what the one who has a token is shown, and everything one might try beyond it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from access import Home
from in_process import served_here
from trail_lines import noted
from visitors import PATIENCE, Visitor, home_of_roles

from cypher.reader import OWNER
from dashboard.edition.content.frozen_answers import frozen_text
from dashboard.edition.manifest import Manifest
from graph.backup.home_files import HomeFiles
from graph.backup.restoring import Journal, Restore
from graph.client import Graph

HOST = "https://oa.example.gov.cn"
IN_FRAME = {
    "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe",
}  # fmt: skip
OPEN = "overview/open"
OWN_PAGE = """title: {{zh: 试, en: Trial}}
rows:
  - cards:
      - {{id: own, report: reports/own/trial, title: {{zh: 试验, en: Trial}}}}
"""
OWN_REPORT = """// ---
// title: {zh: 试验, en: Trial}
// about: {zh: 试, en: A trial}
// audience: [committee, staff]
// view: {kind: table}
// # PRIVACY
// ---
MATCH (w:Wish) RETURN w.category AS category, count(*) AS wishes
"""


@pytest.fixture(scope="module")
def place(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A dashboard with somebody of each role, and a page of the home's own."""
    folder = tmp_path_factory.mktemp("embeds")
    home = home_of_roles(folder)
    pages, reports = folder / "own" / "pages", folder / "own" / "reports" / "own"
    pages.mkdir(parents=True)
    reports.mkdir(parents=True)
    (pages / "trial.yaml").write_text(OWN_PAGE.format(), "utf-8")
    report = reports / "trial.cypher"
    report.write_text(OWN_REPORT, "utf-8")
    with served_here(town, folder) as server:
        url = f"http://127.0.0.1:{server.port}"
        yield SimpleNamespace(folder=folder, home=home, server=server, url=url, report=report)


def steward(place: SimpleNamespace, name: str = "steward") -> Visitor:
    return Visitor(place.server, place.url, place.home, name)


def issued(
    place: SimpleNamespace, card: str = OPEN, by: str = "steward", query: str = "", **given: str
) -> str:
    """The address of a new embed, without its query."""
    today = place.server.site.embeds.now().date()
    form = {
        "audience": "committee", "hosts": HOST, "until": str(today + timedelta(days=90)),
        "in": "zh", **given,
    }  # fmt: skip
    answer = steward(place, by).post(f"embeds/issue?card={card}{query}&lang=zh", data=form)
    assert answer.status_code == 200, answer.text[-3000:]
    return address_in(answer.text)


def address_in(text: str) -> str:
    found = re.search(r'src="([^"?]+/embed/[\w-]{55})\?', unescape(text))
    assert found is not None, text
    return found[1]


def fetched(address: str, query: str = "", **more: Any) -> requests.Response:
    """As the frame of a browser in which nobody is signed in."""
    headers = {**IN_FRAME, **more.pop("headers", {})}
    return requests.get(f"{address}{query}", headers=headers, timeout=PATIENCE, **more)


def id_of(address: str) -> str:
    return address.rpartition("/")[2][:12]


def changed(place: SimpleNamespace, address: str, **values: str) -> None:
    """The embed's file with other values, as time or another process would leave it."""
    file = place.folder / "embeds" / f"{id_of(address)}.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}), "utf-8")


def number_of(place: SimpleNamespace, query: str = "") -> str:
    found = steward(place, "committee").get(f"download/overview/open_wishes.json?lang=zh{query}")
    return str(found.json()["rows"][0]["recorded"])


def shows(answer: requests.Response, number: str) -> bool:
    return answer.ok and f">{number}<" in answer.text


def is_sentence_alone(answer: requests.Response, status: int) -> None:
    """Refused on a page of its own: a sentence, and nothing of a card."""
    assert answer.status_code == status
    assert '<h1 class="embed-over"' in answer.text
    assert 'class="drawn' not in answer.text and answer.text.count("<h1") == 1


def test_the_card_stands_alone_with_its_day_and_what_the_data_is(place: SimpleNamespace):
    address = issued(place)
    answer = fetched(address)
    assert shows(answer, number_of(place))
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"frame-ancestors ([^;]+);", policy)[1] == HOST  # type: ignore[index]
    assert "script-src" not in policy and "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers and "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "<script" not in answer.text and "<a " not in answer.text
    assert "截至" in answer.text and "演示数据" in answer.text
    english = fetched(address, "?lang=en&theme=dark").text
    assert 'data-theme="dark"' in english and "As of" in english
    listed = steward(place).get("embeds?lang=zh").text
    assert address not in listed and "最近打开" in listed
    stored = (place.folder / "embeds" / f"{id_of(address)}.json").read_text("utf-8")
    assert address.rpartition("/")[2] not in stored


def test_the_list_says_by_name_what_an_embed_is_fixed_to(place: SimpleNamespace, town: Graph):
    name = town.read("MATCH (p:Project {id: 'PRJ-0001'}) RETURN coalesce(p.name, p.title)").value()
    issued(place, "money/months", query="&project=PRJ-0001")
    listed = unescape(steward(place).get("embeds?lang=zh").text)
    assert f"项目：{name}" in listed and "PRJ-0001" not in listed


def test_its_address_says_nothing_about_what_it_shows(place: SimpleNamespace):
    day = "&as_of=2025-01-31"
    address = issued(place, query=day)
    now, then = number_of(place), number_of(place, day)
    assert now != then
    for query in (
        "",
        "?as_of=2025-08-31",
        "?as_of=",
        "?card=overview/stations&page=money",
        "?v=1&part=",
    ):
        assert shows(fetched(address, query), then), query
    for more in ("/overview/stations", "/../overview", "."):
        assert not fetched(address + more, allow_redirects=False).ok
    assert not fetched(address[:-1] + ("a" if address[-1] != "a" else "b")).ok


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Origin": HOST}, 403),
        ({"Sec-Fetch-Dest": "object"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Sec-Fetch-Dest": "document"}, 200),
    ],
    ids=["image", "script", "object", "another name", "tab"],
)
def test_it_is_opened_as_a_page_only(place: SimpleNamespace, headers: dict[str, str], status: int):
    assert fetched(issued(place), headers=headers).status_code == status


def test_nothing_is_changed_by_it_and_no_session_lives_on_it(place: SimpleNamespace):
    address = issued(place)
    for method in ("POST", "PUT", "DELETE"):
        answer = requests.request(method, address, headers=IN_FRAME, timeout=PATIENCE)
        assert answer.status_code == 403
    one = steward(place)
    with place.home.database.write() as connection:
        connection.execute("UPDATE session SET active = active - 600")
        before = connection.execute("SELECT max(active) FROM session").fetchone()[0]
    assert fetched(address, cookies=one.cookies).ok
    with place.home.database.read() as connection:
        assert connection.execute("SELECT max(active) FROM session").fetchone()[0] == before


def test_past_its_last_day_it_says_so_and_shows_no_figure(place: SimpleNamespace):
    address = issued(place)
    changed(place, address, until="2025-01-01")
    answer = fetched(address)
    is_sentence_alone(answer, 410)
    assert "2025年1月1日" in answer.text
    assert HOST in answer.headers["Content-Security-Policy"]  # the sentence is seen in its frame


def test_issuing_revoking_and_renewing_are_noted_without_the_token(place: SimpleNamespace):
    address = issued(place, hosts=f"{HOST}\nhttp://10.1.2.3:8080")
    renewal = steward(place).post("embeds/renew?lang=zh", data={"of": id_of(address)})
    renewed = address_in(renewal.text)
    is_sentence_alone(fetched(address), 404)
    assert fetched(renewed).ok
    assert steward(place).post("embeds/revoke", data={"of": id_of(address)}).status_code == 303
    is_sentence_alone(fetched(renewed), 410)
    assert (
        steward(place).post("embeds/renew", data={"of": id_of(address)}).status_code == 400
    )  # what was revoked is not opened again
    lines = [one for one in noted(place.folder, "embed") if one["more"]["embed"] == id_of(address)]
    assert [one["more"]["act"] for one in lines] == ["issue", "renew", "revoke"]
    assert {one["by"] for one in lines} == {"steward"} and lines[0]["about"] == OPEN
    assert lines[0]["more"]["hosts"] == f"{HOST} http://10.1.2.3:8080"
    held = "".join(file.read_text("utf-8") for file in (place.folder / "audit").glob("*.jsonl"))
    assert address[-43:] not in held and renewed[-43:] not in held


@pytest.mark.parametrize("way", ["role", "disabled", "removed", "another"])
def test_it_ends_with_the_right_of_who_issued_it(place: SimpleNamespace, way: str):
    home: Home = place.home
    account = home.add(f"issuer {way}", "steward")
    address = issued(place, by=account.name)
    assert fetched(address).ok
    if way == "role":
        home.accounts.set_role(account.id, "staff", OWNER)
    elif way == "disabled":
        home.accounts.disable(account.id, OWNER)
    elif way == "removed":
        home.accounts.remove(account.id, OWNER)
    else:  # as in a home that a backup was restored to
        changed(place, address, by="somebody else")
    is_sentence_alone(fetched(address), 410)
    assert "不再有权" in steward(place).get("embeds?lang=zh").text


def until_answered(place: SimpleNamespace, path: str, status: int) -> requests.Response:
    """What a steward is answered once a file that was changed is read again."""
    one, end = steward(place), monotonic() + PATIENCE
    while (answer := one.get(path)).status_code != status:
        assert monotonic() < end
    return answer


def test_a_card_that_came_to_be_about_persons_is_not_shown_any_more(place: SimpleNamespace):
    address = issued(place, "trial/own")
    assert "试验" in fetched(address).text
    for text in (
        OWN_REPORT.replace("# PRIVACY", "privacy: {personal: true}"),
        OWN_REPORT.replace("(w:Wish)", "(w:Wish)<-[:RAISED]-(r)"),
    ):
        place.report.write_text(text, "utf-8")
        refused = until_answered(place, "embeds?card=trial/own&lang=zh", 400)
        assert "个人记录" in refused.text
        is_sentence_alone(fetched(address), 410)
        place.report.write_text(OWN_REPORT, "utf-8")
        until_answered(place, "embeds?card=trial/own&lang=zh", 200)
        assert fetched(address).ok


@pytest.mark.parametrize(
    "card, given",
    [
        ("needs/board", {}),
        ("support/map", {}),
        ("todo/counts", {}),
        ("overview/none", {}),
        (OPEN, {"hosts": "*"}),
        (OPEN, {"hosts": ""}),
        (OPEN, {"audience": "staff"}),
        (OPEN, {"audience": "public"}),
        (OPEN, {"until": "2099-01-01"}),
        (OPEN, {"until": "2020-01-01"}),
        (OPEN, {"until": "soon"}),
    ],
)  # fmt: skip
def test_what_is_not_to_be_embedded_is_refused_in_words(
    place: SimpleNamespace, card: str, given: dict[str, str]
):
    before = set((place.folder / "embeds").glob("*.json"))
    today = place.server.site.embeds.now().date()
    form = {"audience": "committee", "hosts": HOST, "until": str(today), "in": "zh", **given}
    answer = steward(place).post(f"embeds/issue?card={card}&lang=zh", data=form)
    assert 400 <= answer.status_code < 500 and 'role="alert"' in answer.text
    assert set((place.folder / "embeds").glob("*.json")) == before


def test_the_public_is_shown_a_public_edition_and_never_todays_data(
    place: SimpleNamespace, town: Graph
):
    runner, edition = place.server.site.runner, place.folder / "editions" / "2025"
    form = {"audience": "public", "hosts": HOST, "in": "zh"}
    saved = runner.catalogue.find("reports/money/disclosures")
    table = runner.run_whole(saved, {"as_of": date(2025, 6, 30)})
    at = table.names.index("disclosures")
    rows = [(*row[:at], 98_000 + n, *row[at + 1 :]) for n, row in enumerate(table.rows)]
    (edition / "data").mkdir(parents=True)
    answers = frozen_text({saved.id: replace(table, rows=rows)})
    (edition / "data" / "answers.json").write_text(answers, "utf-8")
    for audience in ("committee", "public"):
        manifest = Manifest(
            name="2025", as_of=date(2025, 6, 30), since=date(2024, 7, 1), audience=audience,
            lang="zh", synthetic=True, provenance=("synthetic",), content="x", after=None,
            versions={}, statements=(), counts={}, left_out=(), files={},
        )  # fmt: skip
        (edition / "manifest.json").write_text(manifest.text(), "utf-8")
        until = str(place.server.site.embeds.now().date())
        answer = steward(place).post(
            "embeds/issue?card=money/disclosed&lang=zh", data={**form, "until": until}
        )
        assert answer.status_code == (410 if audience == "committee" else 200)
    shown = fetched(address_in(answer.text)).text
    assert "98,000" in shown and "2025年6月30日" in shown
    (edition / "manifest.json").unlink()
    is_sentence_alone(fetched(address_in(answer.text)), 410)


def test_another_process_of_the_home_shows_it_and_revokes_it(place: SimpleNamespace, town: Graph):
    address = issued(place)
    with served_here(town, place.folder) as other:
        there = address.replace(f":{place.server.port}/", f":{other.port}/")
        assert shows(fetched(there), number_of(place))
        one = Visitor(other, f"http://127.0.0.1:{other.port}", place.home, "steward")
        assert one.post("embeds/revoke", data={"of": id_of(address)}).status_code == 303
    is_sentence_alone(fetched(address), 410)


def test_a_backup_has_it_and_brings_no_revoked_one_back(place: SimpleNamespace, tmp_path: Path):
    address = issued(place)
    assert fetched(address).ok
    names = [name for name, _ in HomeFiles(place.folder).all()]
    name = f"embeds/{id_of(address)}.json"
    assert name in names and not any("fetched" in one for one in names)
    live = (place.folder / name).read_text("utf-8")
    steward(place).post("embeds/revoke", data={"of": id_of(address)})
    for home in (tmp_path, place.folder):  # a new home, and the one where it was revoked since
        restore = Restore(home, Journal(restore="x", server="private", before=None))
        made_ready = restore.folder / "files" / name
        made_ready.parent.mkdir(parents=True)
        made_ready.write_text(live, "utf-8")
        restore.finish()
    assert (tmp_path / name).read_text("utf-8") == live
    is_sentence_alone(fetched(address), 410)


def test_who_opens_it_without_end_has_to_wait(place: SimpleNamespace, monkeypatch):  # type: ignore[no-untyped-def]
    address, bounds = issued(place), place.server.site.embed_bounds
    monkeypatch.setattr(bounds, "_now", lambda: 10.0**9)
    unknown = address.rpartition("/")[0] + "/" + "0" * 55
    found = [fetched(unknown).status_code for _ in range(21)]
    assert found == [404] * 20 + [429]
    answer = fetched(address)
    is_sentence_alone(answer, 429)
    assert int(answer.headers["Retry-After"]) >= 1
