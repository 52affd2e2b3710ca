"""A record's history: each relationship made, changed or removed stands at both of its ends, in words."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from truth import CATALOGUE, runner_of

from cypher.format import format_cell
from cypher.reader import LOCAL
from cypher.table import Table
from cypher.writers import WRITERS
from graph.client import Graph
from graph.load import LoadStore, load_rows, undo

RIDER = {"id": "R-1", "alias": "小李", "role": "rider"}
EAST = {"id": "SITE-1", "name": "东站", "kind": "express"}
WEST = {"id": "SITE-2", "name": "西站", "kind": "takeaway"}


def job(site: str, begin: date, **more: object) -> dict[str, list[dict[str, object]]]:
    return {"WorksAt": [{"start": "R-1", "end": site, "from": begin, **more}]}


def history(graph: Graph, id: str) -> Table:
    saved = CATALOGUE.find("reports/records/history")
    return runner_of(graph).run(saved, {"id": id}, reader=LOCAL, cached=False)


def told(graph: Graph, id: str, lang: str) -> list[tuple[Any, ...]]:
    """What the page shows of a record's history: change, of what, other end, before, after, load's file."""
    table = history(graph, id)
    names = ("action", "kind", "other", "before", "after", "file")
    return [
        tuple(format_cell(table, name, row[name], lang) for name in names) for row in table.dicts()
    ]


def test_what_a_later_load_relates_stands_in_the_history_of_both_ends(graph: Graph, tmp_path: Path):
    store = LoadStore(tmp_path / "loads")
    load_rows(graph, {"Rider": [RIDER], "DeliverySite": [EAST, WEST]}, name="一月.xlsx", by="甲")
    load_rows(graph, job("SITE-1", date(2024, 1, 8)), name="二月.xlsx", by="乙")
    made = ("新增", "就职站点", "东站", "—", "自：2024年1月8日", "二月.xlsx")
    born = ("新增", "骑手", "—", "—", "—", "一月.xlsx")
    assert told(graph, "R-1", "zh") == [made, born]
    assert told(graph, "SITE-1", "zh")[0] == (*made[:2], "小李", *made[3:])
    moved = load_rows(
        graph, job("SITE-2", date(2025, 3, 1)), name="三月.xlsx", by="丙", store=store
    )
    later = [
        ("结束", "就职站点", "东站", "至：尚未", "至：2025年3月1日", "三月.xlsx"),
        ("新增", "就职站点", "西站", "—", "自：2025年3月1日", "三月.xlsx"),
    ]
    assert told(graph, "R-1", "zh") == [*later, made, born]
    assert told(graph, "SITE-2", "en")[0][1:] == (
        *("Works at", "小李", "—", "From: 1 Mar 2025", "三月.xlsx"),
    )
    undo(graph, moved.import_id, by="丁", store=store)
    taken = ("移除", "就职站点", "西站", "自：2025年3月1日", "—", "三月.xlsx")
    back = ("修改", "就职站点", "东站", "至：2025年3月1日", "至：尚未", "三月.xlsx")
    assert told(graph, "R-1", "zh") == [back, taken, *later, made, born]


def test_what_an_undo_gives_back_stands_beside_its_removal(graph: Graph, tmp_path: Path):
    store = LoadStore(tmp_path / "loads")
    load_rows(graph, {"Rider": [RIDER], "DeliverySite": [EAST, WEST]}, name="一月.xlsx", by="甲")
    load_rows(graph, job("SITE-1", date(2024, 1, 8)), name="二月.xlsx", by="乙")
    wrong = load_rows(graph, job("SITE-2", date(2024, 1, 8)), name="错.xlsx", by="乙", store=store)
    undo(graph, wrong.import_id, by="乙", store=store)
    rows = [row[:3] for row in told(graph, "R-1", "zh")]
    assert rows == [
        ("新增", "就职站点", "东站"),  # given back
        ("移除", "就职站点", "西站"),
        ("移除", "就职站点", "东站"),
        ("新增", "就职站点", "西站"),
        ("新增", "就职站点", "东站"),
        ("新增", "骑手", "—"),
    ]


def test_a_change_is_said_in_words_and_a_program_gets_the_values(graph: Graph):
    load_rows(graph, {"DeliverySite": [EAST]}, name="一月.xlsx", by="甲")
    place = {"longitude": 121.7, "latitude": 31.2}
    load_rows(graph, {"DeliverySite": [WEST | {"id": "SITE-1"} | place]}, name="二月.xlsx", by="乙")
    change = told(graph, "SITE-1", "zh")[0]
    assert change[3:5] == (
        "名称：东站；种类：快递；经度：无记录；纬度：无记录",
        "名称：西站；种类：外卖；经度：121.7；纬度：31.2",
    )
    table = history(graph, "SITE-1")
    rows = json.loads(WRITERS["json"](table, "zh"))["rows"]
    assert rows[0]["after"]["location"] == place and rows[0]["after"]["kind"] == "takeaway"
    assert "种类：外卖" in WRITERS["csv"](table, "zh").decode("utf-8-sig")
