"""An edition comes whole or not at all, says what it is, and shows what was altered."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cypher.library.catalogue import Catalogue
from cypher.run.runner import Runner
from cypher.values.days import year_before
from dashboard.edition import Editions, Order, make, verify
from dashboard.edition.content.gathering import gather
from dashboard.edition.content.order import plan
from dashboard.edition.content.scanning import found_in
from dashboard.edition.maps.kinds import MAPS
from dashboard.errors import NameTaken, NoSuchEdition, NotMade, TextRefused
from graph.client import Graph
from graph.load import load_rows
from graph.model import FAR_TIME, NODES, SHANGHAI
from graph.progress import Silent

CATALOGUE = Catalogue.load()
FEW = {
    "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "express"}],
    "Rider": [{"id": "R-1", "alias": "甲师傅", "role": "courier"}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-01-01", "to": "2024-06-01"}],
    "Wish": [
        {"id": "W-1", "title": "雨衣", "category": "riding_gear", "kind": "goods",
         "status": "CLAIMED", "submittedAt": "2024-02-01 09:00"},
    ],
    "WishEvent": [
        {"id": "EV-1", "toStatus": "SUBMITTED", "seq": 1, "at": "2024-02-01 09:00",
         "until": "2024-03-01 09:00", "actorRole": "rider"},
        {"id": "EV-2", "toStatus": "CLAIMED", "seq": 2, "at": "2024-03-01 09:00", "actorRole": "staff"},
    ],
    "Raised": [{"start": "R-1", "end": "W-1"}],
    "HasEvent": [{"start": "W-1", "end": "EV-1"}, {"start": "W-1", "end": "EV-2"}],
}  # fmt: skip


_MAPS = {id for one in MAPS for id in (one.inside, one.public)}
RECORDS = replace(
    CATALOGUE,
    saved={
        id: saved
        for id, saved in CATALOGUE.saved.items()
        if id.startswith("reports/edition/") or id in _MAPS
    },
)
"""The files that an edition's single records come from, and what it cannot be gathered without."""


def gathered(graph: Graph, home: Path, catalogue: Catalogue = CATALOGUE, **asked: object):
    order = replace(Order("2024"), **asked)
    planned = plan(Runner(graph, CATALOGUE), Editions(home), order)
    return gather(Runner(graph, catalogue), planned, Silent().task("", "", None))


def shortened(catalogue: Catalogue, id: str) -> Catalogue:
    """The same with one report that answers seven rows at most."""
    saved = catalogue.find(id)
    limits = saved.header.limits.model_copy(update={"rows": 7})
    short = replace(saved, header=saved.header.model_copy(update={"limits": limits}))
    return replace(catalogue, saved={**catalogue.saved, id: short})


OWN = {
    "writes": ("", "CREATE (w:Wish) RETURN w.id AS id"),
    "fails": ("", "RETURN 1 / 0 AS id"),
    "twice": ("// expect: {columns: [id], unique: [id]}\n", "UNWIND [1, 1] AS id RETURN id"),
}


def test_what_is_cut_or_cannot_be_run_is_said_and_stops_no_other(town: Graph, tmp_path: Path):
    own = tmp_path / "own" / "reports" / "mine"
    own.mkdir(parents=True)
    head = "// ---\n// title: {zh: 我的, en: Mine}\n// about: {zh: 说明, en: About}\n"
    for name, (header, statement) in OWN.items():
        (own / f"{name}.cypher").write_text(f"{head}{header}// ---\n{statement}", "utf-8")
    catalogue = Catalogue.load(own=tmp_path / "own")
    cut = ("reports/edition/things", "reports/edition/ties", "reports/reach/map")
    for id in cut:
        catalogue = shortened(catalogue, id)
    content = gathered(town, tmp_path, catalogue, audience="staff")
    for id in cut:
        (why,) = (one.why for one in content.left_out if one.what == id)
        assert "7" in why.zh and "7" in why.en
    for name in OWN:
        (why,) = (one.why for one in content.left_out if one.what == f"reports/mine/{name}")
        assert f"lianxin check mine/{name}" in why.zh and f"lianxin check mine/{name}" in why.en
        assert f"reports/mine/{name}" not in content.tables
    assert "reports/support/map" in content.tables


@pytest.mark.parametrize(
    ("name", "as_of", "day"),
    [
        ("2025", None, date(2025, 8, 31)),
        ("2024", None, date(2024, 12, 31)),
        ("2024-夏", None, date(2024, 12, 31)),
        ("夏天", date(2024, 8, 31), date(2024, 8, 31)),
    ],
)
def test_the_day_is_new_years_eve_or_the_datas_last(
    town: Graph, tmp_path: Path, name: str, as_of: date | None, day: date
):
    made = plan(Runner(town, CATALOGUE), Editions(tmp_path), Order(name, as_of))
    assert made.as_of == day
    assert (made.as_of - made.since).days in (364, 365)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2025, 12, 31), date(2024, 12, 31)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_year_before(day: date, before: date):
    assert year_before(day) == before


@pytest.mark.parametrize(
    ("name", "as_of", "words"),
    [
        ("2026", None, "2026"),
        ("2025", date(2025, 9, 1), "2025年9月1日"),
        ("夏天", None, "--as-of"),
        ("../2025", None, "只能用"),
        ("", None, "只能用"),
        (".2025", None, "只能用"),
        ("2025/08", None, "只能用"),
        ("2024..2025", None, "只能用"),
    ],
)
def test_what_cannot_be_made_is_said(
    town: Graph, tmp_path: Path, name: str, as_of: date | None, words: str
):
    with pytest.raises(NotMade) as told:
        make(Runner(town, CATALOGUE), tmp_path, Order(name, as_of))
    assert words in told.value.zh
    assert not (tmp_path / "editions" / name).is_file()
    assert Editions(tmp_path).names() == []


def test_gaps_close_only_after_an_edition_and_where_that_is_asked(
    town: Graph, years: tuple[Path, Path], tmp_path: Path
):
    with pytest.raises(NotMade) as told:
        make(Runner(town, CATALOGUE), tmp_path, Order("2024", date(2024, 2, 1), close_gaps=True))
    assert "接续哪一版" in told.value.zh
    editions = Editions(years[0].parents[1])  # test_edition_page makes one that closes them
    assert [editions.manifest(one).gaps_closed for one in years] == [False, False]


def test_an_empty_graph_has_no_edition(graph: Graph, tmp_path: Path):
    with pytest.raises(NotMade) as told:
        make(Runner(graph, CATALOGUE), tmp_path, Order("2025"))
    assert "导入数据" in told.value.zh


def test_what_fails_half_way_leaves_nothing(tmp_path: Path):
    editions = Editions(tmp_path)
    with pytest.raises(ZeroDivisionError), editions.building("2025") as folder:
        (folder / "half").write_text("x")
        raise ZeroDivisionError
    assert editions.names() == []
    assert [one.name for one in editions.root.iterdir() if not one.name.endswith(".lock")] == []


def test_what_a_killed_maker_left_is_swept_away(tmp_path: Path):
    editions = Editions(tmp_path)
    left = editions.root / ".making-2025"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    with editions.building("2025") as folder:
        assert list(folder.iterdir()) == []
        (folder / "whole").write_text("x")
    assert [one.name for one in (editions.root / "2025").iterdir()] == ["whole"]


def test_two_at_once_do_not_meet(tmp_path: Path):
    editions = Editions(tmp_path)
    with editions.building("2025"):
        with pytest.raises(NameTaken) as told, Editions(tmp_path).building("2025"):
            raise AssertionError
        assert "正在制作" in told.value.zh
        with editions.building("2024"):
            pass
    with pytest.raises(NameTaken) as told, editions.building("2025"):
        raise AssertionError
    assert "2025-2" in told.value.zh


def test_altered_missing_and_added_files_are_named(years: tuple[Path, Path], tmp_path: Path):
    editions = Editions(tmp_path)
    folder = Path(shutil.copytree(years[1], editions.root / "2025"))
    manifest = editions.manifest(folder)
    assert verify(folder, manifest) == []
    first, second, *_ = manifest.files
    data = bytearray((folder / first).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / first).write_bytes(data)
    (folder / second).unlink()
    (folder / "more.txt").write_text("x")
    found = {one.file: one.how for one in verify(folder, manifest)}
    assert found == {first: "changed", second: "missing", "more.txt": "added"}


def test_the_manifest_says_what_was_asked_and_found(
    staff_edition: Path, seed_rows: dict[str, list[dict[str, object]]]
):
    home = staff_edition.parents[1]
    told = Editions(home).manifest(staff_edition)
    assert (told.as_of, told.since) == (date(2025, 8, 31), date(2024, 9, 1))
    assert told.synthetic and "synthetic" in told.provenance
    ran = {one.id: one for one in told.statements}
    assert set(told.counts["rows"]) <= set(ran)
    assert ran["reports/support/matrix"].parameters["since"] == "2024-09-01"
    expected = Counter({label: len(rows) for label, rows in seed_rows.items() if label in NODES})
    counted = told.counts["things"]
    assert {label: counted[label] for label in expected} == dict(expected)
    assert str(home) not in told.text()


def test_names_of_editions_and_what_is_none(tmp_path: Path):
    editions = Editions(tmp_path)
    assert editions.names() == []
    with pytest.raises(NoSuchEdition):
        editions.find("2025")
    (editions.root / "2025").mkdir(parents=True)
    with pytest.raises(NoSuchEdition):
        editions.manifest(editions.root / "2025")
    (editions.root / "2025" / "manifest.json").write_text("{}")
    with pytest.raises(NoSuchEdition) as told:
        editions.manifest(editions.find("2025"))
    assert "读不懂" in told.value.zh


def test_the_same_facts_entered_at_another_time_have_the_same_hash(graph: Graph, tmp_path: Path):
    hashes = []
    for _ in range(2):
        graph.write("MATCH (n) DETACH DELETE n")
        load_rows(graph, FEW, name="few", by="test")
        hashes.append(gathered(graph, tmp_path, audience="staff").hash)
    assert hashes[0] == hashes[1]
    graph.write("MATCH (s:DeliverySite) SET s.name = '西站'")
    assert gathered(graph, tmp_path, audience="staff").hash != hashes[0]


def test_nothing_of_later_days_is_known(graph: Graph, tmp_path: Path):
    load_rows(graph, FEW, name="few", by="test")
    early = gathered(graph, tmp_path, RECORDS, audience="staff", as_of=date(2024, 2, 15))
    nodes = {node.id: node.properties for node in early.nodes}
    assert "EV-2" not in nodes
    assert nodes["W-1"]["status"] == "SUBMITTED"
    assert nodes["EV-1"]["until"] == FAR_TIME
    (relationship,) = [
        relationship for relationship in early.relationships if relationship.type == "WORKS_AT"
    ]
    assert relationship.properties["to"] == date(9999, 12, 31)
    content = gathered(graph, tmp_path, RECORDS, audience="staff")
    late = {node.id: node.properties for node in content.nodes}
    assert late["W-1"]["status"] == "CLAIMED"
    assert late["EV-1"]["until"] == datetime(2024, 3, 1, 9, tzinfo=SHANGHAI)
    before = gathered(graph, tmp_path, RECORDS, audience="staff", as_of=date(2023, 6, 1))
    assert {node.id for node in before.nodes} == {"SITE-1"}


def test_only_the_staffs_edition_holds_persons(graph: Graph, tmp_path: Path):
    load_rows(graph, FEW, name="few", by="test")
    kinds = {
        audience: {
            label
            for node in gathered(graph, tmp_path, RECORDS, audience=audience).nodes
            for label in node.labels
        }
        for audience in ("staff", "committee", "public")
    }
    assert kinds == {
        "staff": {"DeliverySite", "Rider", "Wish", "WishEvent"},
        "committee": {"DeliverySite", "Wish", "WishEvent"},
        "public": set(),
    }


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "联系 138 0013 8000 即可",
        "１３８００１３８０００",
        "+86-138-0013-8000",
        "021-58971234",
        "(021)58971234",
        "11010519491231002X",
        "110105194912310021 11010519491231002x",
    ],
)
def test_telephone_and_identity_numbers_are_found(text: str):
    assert found_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "310115110000",  # a statistical code
        "110105194912310021",  # the wrong check digit
        "110105194913310029",  # a thirteenth month
        "SJ2024-0001",
        "2025-08-31 09:30:00+08:00",
        "12800138000",
        "a13800138000",
        "1380013800012",
    ],
)
def test_other_numbers_are_left_alone(text: str):
    assert found_in(text) is None


def test_a_number_in_a_text_stops_the_edition_and_its_place_is_named(graph: Graph, tmp_path: Path):
    load_rows(graph, FEW, name="few", by="test")
    graph.write("MATCH (w:Wish) SET w.title = '雨衣,电话13800138000'")
    with pytest.raises(TextRefused) as told:
        make(Runner(graph, CATALOGUE), tmp_path, Order("2024", date(2024, 5, 1), audience="staff"))
    assert "W-1 · title" in told.value.zh and "电话号码" in told.value.zh
    assert Editions(tmp_path).names() == []
