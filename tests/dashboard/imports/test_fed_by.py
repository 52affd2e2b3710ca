"""Each page says which registers feed it, and an empty graph where to begin."""

from pathlib import Path

import requests
from in_process import served_here

from cypher.library.catalogue import Catalogue
from dashboard.pages import load_pages
from graph.client import Graph
from graph.load import load_rows
from graph.load.registers import load_registers

CATALOGUE = Catalogue.load()
PAGES = {
    id: page
    for id, page in load_pages(CATALOGUE).items()
    if page.kind == "cards" and page.menu and id != "sources"
}


def rests_on(id: str) -> set[str]:
    reports = {report for card in PAGES[id].cards() for report in card.reports()}
    return {kind for report in reports for kind in CATALOGUE.find(report).header.rests_on}


def test_each_page_names_registers_that_make_what_its_reports_rest_on():
    registers = load_registers().by_id
    wrong = [
        (id, named)
        for id, page in PAGES.items()
        for named in page.fed_by or ("nothing",)
        if named not in registers
        or (registers[named].parts and rests_on(id).isdisjoint(registers[named].kinds.values()))
    ]
    assert wrong == []


def test_every_register_but_what_others_point_at_feeds_a_page():
    fed = {id for page in PAGES.values() for id in page.fed_by}
    assert set(load_registers().by_id) - fed == {"basics"}


def test_an_empty_graph_leads_and_a_page_names_the_registers_that_it_lacks(
    graph: Graph, tmp_path: Path
):
    with served_here(graph, tmp_path / "home") as server:
        base = f"http://127.0.0.1:{server.port}"

        ready = requests.adapters.Retry(
            total=60, status=60, status_forcelist=[503], backoff_factor=0.2
        )
        with requests.Session() as session:
            session.mount(base, requests.adapters.HTTPAdapter(max_retries=ready))
            session.get(f"{base}/readyz", timeout=60).raise_for_status()

        def text(path: str) -> str:
            found = requests.get(f"{base}/{path}", timeout=60)
            assert found.status_code == 200
            return found.text

        def leads() -> object:
            return requests.get(f"{base}/state/overview", timeout=60).json()["lead"]

        assert leads() is True
        assert "从这里开始" in text("?lang=zh")
        assert "这一页还缺台账：心愿。" in text("needs?lang=zh")
        row = {"id": "ORG-0001", "name": "东风村党总支", "kind": "party"}
        load_rows(graph, {"Organization": [row]}, name="test", by="test")
        assert leads() is False
        first = text("?lang=zh")
        assert "从这里开始" not in first
        assert "这一页还缺台账：企业与配送站点、服务站点、骑手、心愿、认捐与捐赠。" in first
        assert "这一页还缺台账：心愿。" in text("needs?lang=zh")
