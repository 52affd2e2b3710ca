"""The files of ``cypher/explore``: what they say of the seeded town, and one of a home's own."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from truth import ask, holds

from cypher.check.runner import check_one
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker
from dashboard.explorer.grouping import ASK_ABOVE
from dashboard.explorer.walking import add, around, expand
from graph.client import Graph
from graph.model import NODES

OWN = """// ---
// title: {zh: 同村, en: Same village}
// about: {zh: 位于同一村居的配送站点。, en: Delivery sites that lie in one area.}
// audience: [committee, staff]
// explore:
//   shows: derived
//   label: {zh: 同村, en: Near}
//   sentence: {many: {zh: "{from} 与 {to} 同在一个村居", en: "{from} and {to} lie in one area"}}
// parameters:
//   ids: {type: ids, optional: true, label: {zh: 编号, en: Ids}}
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
// columns:
//   from_id: {label: {zh: 起点, en: Start}}
//   from_kind: {label: {zh: 起点种类, en: Kind of the start}}
//   to_id: {label: {zh: 终点, en: End}}
//   to_kind: {label: {zh: 终点种类, en: Kind of the end}}
//   began: {label: {zh: 自, en: From}}
//   ended: {label: {zh: 至, en: To}}
//   count: {label: {zh: 个数, en: Count}}
//   weight: {label: {zh: 强度, en: Strength}}
// ---
MATCH (a:DeliverySite)-[x:IN_AREA]->(:Area)<-[y:IN_AREA]-(b:DeliverySite)
WHERE a.id < b.id AND ($ids IS NULL OR a.id IN $ids.id OR b.id IN $ids.id)
  AND x.from <= $as_of AND x.to > $as_of AND y.from <= $as_of AND y.to > $as_of
RETURN a.id AS from_id, 'DeliverySite' AS from_kind, b.id AS to_id, 'DeliverySite' AS to_kind,
       null AS began, null AS ended, 1 AS count, 1 AS weight
ORDER BY from_id, to_id
"""


@pytest.fixture(scope="module")
def asker(town: Graph) -> Asker:
    return Asker(Runner(town, Catalogue.load()), LOCAL, "zh")


def test_support_says_what_the_report_says(town, asker):  # type: ignore[no-untyped-def]
    report = {
        (row["supporter_id"], row["site_id"]): (row["wishes"], row["fulfilled"])
        for row in ask(town, "support/matrix")
    }
    saved = asker.runner.catalogue.saved["explore/derived/supports"]
    found = {
        (row["from_id"], row["to_id"]): (row["count"], row["fulfilled"])
        for row in asker.rows(saved)
    }
    assert report and found == report
    one = next(iter(report))
    for ids in ([one[0]], [one[1]]):
        part = {(row["from_id"], row["to_id"]) for row in asker.rows(saved, ids=ids)}
        assert part == {pair for pair in report if set(pair) & set(ids)}


def test_what_is_around_is_counted_as_the_rows_have_it_and_opened_as_counted(asker, rows):  # type: ignore[no-untyped-def]
    made = defaultdict(set)
    for one in rows["Made"]:
        made[one.start].add(one.end)
    most = max(made, key=lambda id: (len(made[id]), id))
    [counted] = [
        one
        for one in around(asker, [most])["around"][most]
        if one["tie"] == "MADE"  # type: ignore[index]
    ]
    assert counted["count"] == len(made[most])
    asked = [counted["tie"], counted["way"], counted["kind"]]
    given = expand(asker, most, tuple(asked), [], {most: (0.0, 0.0)}, everything=True)  # type: ignore[arg-type]
    assert {node["id"] for node in given["nodes"]} == made[most]  # type: ignore[attr-defined]


def test_more_than_fifty_are_grouped_and_each_group_has_what_it_counts(asker, rows):  # type: ignore[no-untyped-def]
    origin = defaultdict(set)
    for one in rows["Via"]:
        origin[one.end].add(one.start)
    busiest = max(origin, key=lambda id: (len(origin[id]), id))
    assert len(origin[busiest]) > ASK_ABOVE
    kind = ("VIA", "in", "Wish")
    answer = expand(asker, busiest, kind, [], {})
    assert answer["nodes"] == [] and answer["all"] == len(origin[busiest])
    category = {wish.id: wish.category for wish in rows["Wish"]}
    groups = [one for one in answer["groups"] if one["by"] == "category"]  # type: ignore[attr-defined]
    assert sum(one["count"] for one in groups) == answer["all"]
    for one in groups[:2]:
        part = expand(asker, busiest, kind, [], {busiest: (0.0, 0.0)}, ("category", one["value"]))
        wanted = {id for id in origin[busiest] if category[id] == one["value"]}
        assert {node["id"] for node in part["nodes"]} == wanted and len(wanted) == one["count"]  # type: ignore[attr-defined]


def test_dated_relationships_come_with_their_days_and_not_before_they_began(asker, rows):  # type: ignore[no-untyped-def]
    pairs = [one for one in rows["LiaisesWith"] if one.start == rows["LiaisesWith"][0].start]
    station, ends = pairs[0].start, {one.end for one in pairs}
    day = sorted(one.from_ for one in pairs)[len(pairs) // 2]
    then = Asker(asker.runner, LOCAL, "zh", day)
    saved = asker.runner.catalogue.saved["explore/ties"]
    found = [
        row
        for row in then.rows(saved, ids=[station], others=sorted(ends))
        if row["tie"] == "LIAISES_WITH"
    ]
    began = [one for one in pairs if one.from_ <= day]
    assert sorted((row["to_id"], row["began"]) for row in found) == sorted(
        (one.end, one.from_) for one in began
    )
    holding = {
        row["to_id"]
        for row in found
        if not (isinstance(row["ended"], date) and row["ended"] <= day)
    }
    assert holding == {one.end for one in began if holds(one, day)}


def test_every_kind_of_record_is_found_by_one_file_or_the_other(asker):  # type: ignore[no-untyped-def]
    left_out = {"WishEvent", "ImportRun", "ChangeRun", "AuditRecord"}
    texts = " ".join(saved.statement for saved in asker.files("nodes"))
    named = {label for label in NODES if f":{label}" in texts or f"|{label}" in texts}
    assert named == NODES.keys() - left_out


def test_a_home_adds_a_relationship_of_its_own(town, tmp_path: Path):  # type: ignore[no-untyped-def]
    folder = tmp_path / "own" / "explore" / "derived"
    folder.mkdir(parents=True)
    file = folder / "same_village.cypher"
    file.write_text(OWN, "utf-8")
    catalogue = Catalogue.load(tmp_path / "own", tmp_path / "approvals")
    assert catalogue.broken == ()
    saved = catalogue.saved["explore/derived/same_village"]
    assert [one.ok for one in check_one(Runner(town, catalogue), saved)] == [True]
    asker = Asker(Runner(town, catalogue), LOCAL, "en")
    site = str(asker.rows(saved)[0]["from_id"])
    [own] = [
        one for one in around(asker, [site])["around"][site] if one["label"] == "Near"  # type: ignore[index]
        and one["way"] == "out"
    ]  # fmt: skip
    assert own["kind"] == "DeliverySite" and own["count"] >= 1
    writes = OWN.replace("RETURN a.id", "SET a.name = '' RETURN a.id")
    (folder / "writes.cypher").write_text(writes, "utf-8")  # it takes nothing else down
    runner = Runner(town, Catalogue.load(tmp_path / "own", tmp_path / "approvals"))
    asker = Asker(runner, LOCAL, "en")
    assert own in around(asker, [site])["around"][site]  # type: ignore[index]
    [said] = add(asker, [site])["limited"]  # type: ignore[misc]
    line = writes[: writes.index("MATCH")].count("\n") + 1  # where the statement begins
    assert said.startswith(f"own/explore/derived/writes.cypher:{line}: ") and "SetProperty" in said
    others = Asker(runner, LOCAL.for_audience("committee"), "en")
    assert add(others, [site])["limited"] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("shows: derived", "shows: nodes"), "name"),
        (("//   label: {zh: 同村, en: Near}\n", ""), "label"),
        (("//   weight: {label: {zh: 强度, en: Strength}}\n", ""), "weight"),
        (("{from} 与 {to} 同在", "{from} 与 {who} 同在"), "{who}"),
        (("RETURN a.id", "SET a.name = '' RETURN a.id"), "SetProperty"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_and_says_why(town, tmp_path, change, said):  # type: ignore[no-untyped-def]
    folder = tmp_path / "own" / "explore" / "derived"
    folder.mkdir(parents=True)
    (folder / "same_village.cypher").write_text(OWN.replace(*change), "utf-8")
    catalogue = Catalogue.load(tmp_path / "own", tmp_path / "approvals")
    if "SET" in change[1]:
        saved = catalogue.saved["explore/derived/same_village"]
        [result] = check_one(Runner(town, catalogue), saved)
        assert not result.ok and result.kind == "admission"
        return
    [error] = catalogue.broken
    assert said in error.en and error.id == "explore/derived/same_village"
