"""What an answer is made of: bounds, limits, audiences, facts, and what is kept for how long."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from neo4j import GraphDatabase

from cypher.errors import BadValue, NotAdmitted, NotForAudience
from cypher.file.parse import SavedStatement, parse
from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.address import Address
from graph.client import Graph
from graph.errors import GraphError, TimedOut
from graph.load import load_rows
from graph.model import SHANGHAI

TOLD = "title: {zh: 甲, en: A}\nabout: {zh: 甲, en: A}"


def text(statement: str, header: str = "") -> str:
    lines = [*TOLD.splitlines(), *header.splitlines()]
    return "".join(["// ---\n", *(f"// {line}\n" for line in lines), "// ---\n", statement])


def saved(statement: str, header: str = "", *, id: str = "reports/x") -> SavedStatement:
    return parse(text(statement, header).encode(), id, f"own/{id}.cypher", "own")


def wishes(graph: Graph, number: int, *, provenance: str = "entered", first: int = 1) -> None:
    rows = [
        {
            "id": f"W-{n:06}",
            "title": f"雨衣{n}",
            "category": "riding_gear",
            "kind": "goods",
            "status": "SUBMITTED",
            "submittedAt": datetime(2025, 3, 3, 9, tzinfo=SHANGHAI),
            "provenance": provenance,
        }
        for n in range(first, first + number)
    ]
    load_rows(graph, {"Wish": rows}, name=f"few{first}", by="test")


def runner(graph: Graph, *more: SavedStatement) -> Runner:
    return Runner(graph, Catalogue({one.id: one for one in more}))


OPTIONAL = """parameters:
  a: {type: integer, optional: true, label: {zh: 甲, en: A}}
  b: {type: text, optional: true, label: {zh: 乙, en: B}}
"""


def test_what_is_asked_first_is_planned_once_whichever_values_are_given(address: Address):
    # of the server alone, for it takes away every plan: whoever reads the town comes before
    auth = (address.username, address.password)

    def plans_of(name: str, given: Mapping[str, object]) -> int:
        """How many plans the server makes for the first answer to a statement."""
        driver.execute_query("CALL db.clearQueryCaches()")
        one = saved(f"RETURN $a AS {name}, $b AS b", OPTIONAL, id=f"reports/{name}")
        runner(graph, one).run(one, given, reader=LOCAL)
        (row,) = driver.execute_query("CALL db.clearQueryCaches()").records
        return int(re.findall(r"\d+", row[0])[0])

    with GraphDatabase.driver(address.uri, auth=auth) as driver, Graph(address) as graph:
        plans_of("before", {})  # what else is asked once at first is planned now
        assert plans_of("given", {"a": 1, "b": "x"}) <= plans_of("none", {})


RANGE = "UNWIND range(1, $n) AS i RETURN i"
N = "parameters: {n: {type: integer, default: 3, min: 0, label: {zh: 数, en: N}}}\n"


@pytest.mark.parametrize(
    ("n", "shown", "cut"), [(0, 0, False), (4, 4, False), (5, 5, False), (6, 5, True)]
)
def test_rows_beyond_the_limit_are_known_and_counted_when_asked(
    graph: Graph, n: int, shown: int, cut: bool
):
    one = saved(RANGE, N + "limits: {rows: 5}")
    table = runner(graph).run(one, {"n": str(n)}, reader=LOCAL)
    assert [row for (row,) in table.rows] == list(range(1, shown + 1))
    assert table.truncated is cut
    assert table.total == (None if cut else n)
    assert runner(graph).count(one, {"n": n}, reader=LOCAL) == n


def test_a_statement_that_ends_in_a_comment_can_be_counted(graph: Graph):
    assert runner(graph).count(saved("RETURN 1 AS n UNION RETURN 2 AS n // }"), reader=LOCAL) == 2


def test_the_facts_of_an_answer(graph: Graph):
    wishes(graph, 2)
    wishes(graph, 1, provenance="derived", first=3)
    one = saved(
        "MATCH (w:Wish) WHERE w.submittedAt <= $as_of_end RETURN w.id AS wish_id, w.category AS c",
        "parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}\n"
        "columns: {wish_id: {label: {zh: 编号, en: Id}, links: wish},"
        " c: {label: {zh: 类别, en: Category}, words: category}}\n"
        "rests_on: [Wish, Claim]",
    )
    table = runner(graph).run(one, {"as_of": "2025-03-03"}, reader=LOCAL)
    assert table.id == "reports/x"
    assert table.version == one.version
    assert table.title.zh == "甲"
    assert table.as_of == date(2025, 3, 3)
    assert table.parameters == {"as_of": date(2025, 3, 3)}
    assert table.provenance == ("entered", "derived")
    assert table.provenance_counts == {"Wish": {"entered": 2, "derived": 1}, "Claim": {}}
    assert not table.synthetic
    assert [(fact.name, fact.label.zh, fact.links) for fact in table.columns] == [
        ("wish_id", "编号", "wish"),
        ("c", "类别", None),
    ]
    assert table.decode("c", "riding_gear", "en") == "Riding gear"
    assert table.data_version == graph.data_version()
    assert len(runner(graph).run(one, {"as_of": "2025-03-02"}, reader=LOCAL).rows) == 0


def test_words_of_one_column_stand_in_its_header(graph: Graph):
    one = saved(
        "UNWIND ['a', 'b', null] AS c RETURN c",
        "columns: {c: {label: {zh: 码, en: C}, values: {a: {zh: 甲级, en: First}}}}",
    )
    table = runner(graph).run(one, reader=LOCAL)
    said = [table.decode("c", value, "zh") for (value,) in table.rows]
    assert said == ["甲级", "b", None]


EMPTY = """columns:
  a: {label: {zh: 甲, en: A}, empty: not_applicable}
  b: {label: {zh: 乙, en: B}, empty: {column: why}}
  c: {label: {zh: 丙, en: C}}
  why: {label: {zh: 因, en: Why}, hidden: true}"""


def test_a_header_says_what_an_empty_cell_means(graph: Graph):
    one = saved(
        "UNWIND ['withheld', 'not_computed', 'not_recorded', null, 'x'] AS why"
        " RETURN null AS a, null AS b, null AS c, why",
        EMPTY,
    )
    reasons = [Nothing.WITHHELD, Nothing.NOT_COMPUTED, None, None, None]
    rows = runner(graph).run(one, reader=LOCAL).rows
    assert [row[0] for row in rows] == [Nothing.NOT_APPLICABLE] * 5
    assert [row[1] for row in rows] == reasons
    assert [row[2] for row in rows] == [None] * 5
    streamed = [row for rows in runner(graph).stream(one, most=10, reader=LOCAL) for row in rows]
    assert [row[:3] for row in streamed] == [row[:3] for row in rows]


def test_today_is_the_clocks_until_invented_wishes_say_otherwise(graph: Graph):
    one = saved(
        "RETURN $as_of AS day",
        "parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}",
    )
    runs = runner(graph)
    now = datetime.now(SHANGHAI).date()
    assert abs(runs.run(one, reader=LOCAL).rows[0][0] - now) <= timedelta(days=1)  # type: ignore[operator]
    assert not runs.synthetic()
    wishes(graph, 1, provenance="synthetic")
    event = {"id": "EV-0000011", "toStatus": "SUBMITTED", "seq": 1, "actorRole": "staff"}
    event |= {"at": datetime(2025, 8, 31, 9, tzinfo=SHANGHAI), "provenance": "synthetic"}
    relationships = [{"start": "W-000001", "end": "EV-0000011", "provenance": "synthetic"}]
    load_rows(graph, {"WishEvent": [event], "HasEvent": relationships}, name="event", by="test")
    assert runs.synthetic()
    assert runs.today() == date(2025, 8, 31)
    assert runs.run(one, reader=LOCAL).rows == [(date(2025, 8, 31),)]


WHEN = "parameters: {when: {type: period, default: last_month, label: {zh: 时段, en: Period}}}"


def test_a_period_holds_its_first_instant_and_its_last_and_none_beside(graph: Graph):
    one = saved(
        "UNWIND ['2025-02-28T23:59:59.999999', '2025-03-01T00:00', '2025-03-31T23:59:59.999999',"
        " '2025-04-01T00:00'] AS said WITH said, datetime(said + '+08:00') AS at"
        " WHERE at >= $when_begin AND at < $when_end AND date(at) >= $when_from"
        " AND date(at) < $when_to RETURN said",
        WHEN,
    )
    table = runner(graph).run(one, {"when": "2025-03-01..2025-03-31"}, reader=LOCAL)
    assert table.rows == [("2025-03-01T00:00",), ("2025-03-31T23:59:59.999999",)]
    assert table.asked("zh") == [("when", "时段", "2025年3月1日至31日")]


def test_the_words_are_those_of_who_asked_though_the_answer_is_shared(graph: Graph):
    one, runs = saved("RETURN $when_from AS day", WHEN), runner(graph)
    period = runs.run(one, reader=LOCAL).parameters["when"]
    spoken, plain = runs.run(one, reader=LOCAL), runs.run(one, {"when": str(period)}, reader=LOCAL)
    assert spoken.rows is plain.rows
    assert spoken.asked("zh")[0][2] == f"上月（{plain.asked('zh')[0][2]}）"


def test_a_word_for_a_day_is_told_with_the_day_and_today_as_the_day_alone(graph: Graph):
    runs = runner(graph)
    one = saved(
        "RETURN $as_of AS day",
        "parameters: {as_of: {type: date, default: today, label: {zh: 截至, en: As of}}}",
    )
    today = runs.today()
    written = f"{today.year}年{today.month}月{today.day}日"
    assert runs.run(one, reader=LOCAL).asked("zh") == [("as_of", "截至", written)]
    before = today - timedelta(days=1)
    assert runs.run(one, {"as_of": "昨天"}, reader=LOCAL).asked("zh") == [
        ("as_of", "截至", f"昨天（{before.year}年{before.month}月{before.day}日）")
    ]


SEEN = (
    "columns:\n"
    "  who: {label: {zh: 谁, en: Who}}\n"
    "  n: {label: {zh: 件, en: N}, unit: count}\n"
    "  share: {label: {zh: 率, en: Share}, unit: percent}\n"
    "privacy: {hide: {committee: [share]}}"
)
SEEN_TEXT = "UNWIND [['a', 4, 0.4], ['b', 5, 0.5], ['c', 0, 0.0]] AS r RETURN r[0] AS who, r[1] AS n, r[2] AS share"


@pytest.mark.parametrize(
    ("audience", "names", "rows"),
    [
        ("staff", ("who", "n", "share"), [("a", 4, 0.4), ("b", 5, 0.5), ("c", 0, 0.0)]),
        ("committee", ("who", "n"), [("a", 4), ("b", 5), ("c", 0)]),
    ],
)
def test_each_audience_sees_its_own(
    graph: Graph, audience: str, names: tuple[str, ...], rows: list[object]
):
    runs = runner(graph)
    one = saved(SEEN_TEXT, SEEN)
    runs.run(one, reader=LOCAL.for_audience("staff"))
    table = runs.run(one, reader=LOCAL.for_audience(audience))  # type: ignore[arg-type]
    assert (table.names, table.rows) == (names, rows)


def test_what_is_not_open_to_an_audience_is_not_run(graph: Graph):
    one = saved("RETURN 1 AS n", "audience: [staff]")
    committee, public = LOCAL.for_audience("committee"), LOCAL.for_audience("public")
    with pytest.raises(NotForAudience, match="not open to the committee"):
        runner(graph).run(one, reader=committee)
    with pytest.raises(NotForAudience):
        runner(graph).count(one, reader=committee)
    with pytest.raises(NotForAudience, match="not for publication"):
        runner(graph).run(saved("RETURN 1 AS n", ""), reader=public)


def test_a_runaway_ends_at_its_limit(graph: Graph):
    one = saved(
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a * b) AS n",
        "limits: {seconds: 0.5}",
    )
    with pytest.raises(TimedOut) as caught:
        runner(graph).run(one, reader=LOCAL)
    assert caught.value.zh
    assert graph.read("RETURN 1").value() == 1


def test_of_ten_million_rows_those_within_the_limit_come_and_the_rest_is_let_go(graph: Graph):
    one = saved("UNWIND range(1, 10000000) AS i RETURN i", "limits: {rows: 1000, seconds: 20}")
    table = runner(graph).run(one, reader=LOCAL)
    assert [row for (row,) in table.rows] == list(range(1, 1001))
    assert table.truncated
    assert graph.read("RETURN 1").value() == 1


def test_values_of_every_kind_come_as_plain_ones(graph: Graph):
    wishes(graph, 2)
    one = saved(
        "MATCH (a:Wish {id: 'W-000001'}), (b:Wish {id: 'W-000002'})"
        " RETURN a AS node, [[1, [2, null]], {a: [date('2025-01-01')]}] AS nested,"
        " 0.0 / 0.0 AS nan, -1.0 / 0.0 AS endless, point({x: 1, y: 2}) AS flat,"
        " point({longitude: 121.7, latitude: 31.2, height: 4}) AS place,"
        " duration('P1Y2M3DT4H') AS took, time('10:00+08:00') AS at, datetime('2025-01-01') AS utc",
        "accepts: {cartesian_product: two known things}",
    )
    [row] = runner(graph).run(one, reader=LOCAL).dicts()
    node, nan = row.pop("node"), row.pop("nan")
    assert isinstance(node, dict)
    assert (node["labels"], node["properties"]["title"]) == (["Wish"], "雨衣1")
    assert nan != nan
    assert row == {
        "nested": [[1, [2, None]], {"a": [date(2025, 1, 1)]}],
        "endless": float("-inf"),
        "flat": {"x": 1.0, "y": 2.0},
        "place": {"longitude": 121.7, "latitude": 31.2, "height": 4.0},
        "took": "P1Y2M3DT4H",
        "at": time(10, tzinfo=SHANGHAI),
        "utc": datetime(2025, 1, 1, 8, tzinfo=SHANGHAI),
    }


def test_choices_that_would_do_more_than_read_are_not_asked(graph: Graph):
    fed = saved("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l[0] AS value, l[0] AS label", id="choices/s")  # fmt: skip
    one, runs = saved("RETURN $s AS s", STATION_PARAMETER), runner(graph, fed)
    with pytest.raises(NotAdmitted, match="LoadCSV"):
        runs.choices(one.header.parameters["s"], reader=LOCAL)
    with pytest.raises(NotAdmitted, match="LoadCSV"):
        runs.run(one, {"s": "root"}, reader=LOCAL)


def test_a_value_cannot_become_cypher(graph: Graph):
    one = saved("RETURN $q AS q", "parameters: {q: {type: text, label: {zh: 词, en: Word}}}")
    said = "x' OR 1=1 //\"}) DETACH DELETE n `$q` \\u0027"
    assert runner(graph).run(one, {"q": said}, reader=LOCAL).rows == [(said,)]


def test_an_action_is_not_run_as_a_report(graph: Graph):
    one = saved("CREATE (:Wish {id: 'W-1'})", id="actions/x")
    with pytest.raises(NotAdmitted, match="an action writes"):
        runner(graph).run(one, reader=LOCAL)
    assert graph.read("MATCH (w:Wish) RETURN count(w)").value() == 0


def test_an_answer_is_kept_until_the_data_changes(graph: Graph):
    one = saved("MATCH (w:Wish) RETURN count(w) AS n", "rests_on: [Wish]")
    runs = runner(graph)
    first = runs.run(one, reader=LOCAL)
    assert runs.run(one, reader=LOCAL) is first
    assert runs.run(one, cached=False, reader=LOCAL) is not first
    wishes(graph, 2)
    assert runs.run(one, reader=LOCAL).rows == [(2,)]
    assert runs.run(one, reader=LOCAL).provenance == ("entered",)


def test_answers_are_kept_apart_by_values_and_text(graph: Graph):
    runs = runner(graph)
    one, other = saved(RANGE, N), saved(RANGE.replace("RETURN i", "RETURN -i AS i"), N)
    assert len(runs.run(one, {"n": 1}, reader=LOCAL).rows) == 1
    assert len(runs.run(one, {"n": 2}, reader=LOCAL).rows) == 2
    assert runs.run(one, {"n": "2"}, reader=LOCAL) is runs.run(one, {"n": 2}, reader=LOCAL)
    assert runs.run(other, {"n": 2}, reader=LOCAL).rows == [(-1,), (-2,)]


def test_threads_that_ask_the_same_share_one_answer(graph: Graph):
    one, runs = saved(RANGE, N), runner(graph)
    gate = Barrier(8)

    def ask(_: int) -> object:
        gate.wait(10)
        return runs.run(one, {"n": 1000}, reader=LOCAL)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert len({id(answer) for answer in answers}) == 1


STATION_PARAMETER = (
    "parameters: {s: {type: choice, from: choices/s, optional: true, label: {zh: 站, en: Station}}}"
)
STATIONS = saved(
    "UNWIND [['ST-1', '甲站'], ['ST-2', '乙站']] AS r RETURN r[0] AS value, r[1] AS label",
    id="choices/s",
)


def test_choices_from_another_file(graph: Graph):
    one = saved("RETURN $s AS s", STATION_PARAMETER)
    runs = runner(graph, STATIONS)
    parameter = one.header.parameters["s"]
    assert runs.choices(parameter, reader=LOCAL) == [("ST-1", "甲站"), ("ST-2", "乙站")]
    assert runs.run(one, {"s": "ST-2"}, reader=LOCAL).rows == [("ST-2",)]
    assert runs.run(one, reader=LOCAL).rows == [(None,)]


@pytest.mark.parametrize(
    ("given", "said"), [("ST-3", "ST-1 甲站, ST-2 乙站"), ("乙站", "mean ST-2?")]
)
def test_a_choice_that_is_not_there_is_refused_with_those_that_are(
    graph: Graph, given: str, said: str
):
    with pytest.raises(BadValue) as caught:
        runner(graph, STATIONS).run(
            saved("RETURN $s AS s", STATION_PARAMETER), {"s": given}, reader=LOCAL
        )
    assert said in caught.value.en


def test_one_choice_depends_on_another(graph: Graph):
    sites = saved(
        "UNWIND [['a', '1'], ['b', '2']] AS r WITH r WHERE $area IS NULL OR r[0] = $area"
        " RETURN r[1] AS value, r[1] AS label",
        "parameters: {area: {type: text, optional: true, label: {zh: 片, en: Area}}}",
        id="choices/sites",
    )
    one = saved(
        "RETURN $area AS area, $site AS site",
        "parameters:\n  area: {type: choice, values: [a, b], label: {zh: 片, en: Area}}\n"
        "  site: {type: choice, from: choices/sites, depends_on: area, label: {zh: 点, en: Site}}",
    )
    runs = runner(graph, sites)
    assert runs.choices(one.header.parameters["site"], given={"area": "b"}, reader=LOCAL) == [
        ("2", "2")
    ]
    assert runs.run(one, {"area": "a", "site": "1"}, reader=LOCAL).rows == [("a", "1")]
    with pytest.raises(BadValue, match="allowed: 1"):
        runs.run(one, {"area": "a", "site": "2"}, reader=LOCAL)


def test_labels_that_are_codes_are_put_into_words(graph: Graph):
    fed = saved(
        "RETURN 'walk' AS value, 'walk' AS label",
        "columns: {label: {label: {zh: 方式, en: Mode}, words: mode}}",
        id="choices/s",
    )
    one = saved("RETURN $s AS s", STATION_PARAMETER)
    parameter = one.header.parameters["s"]
    assert runner(graph, fed).choices(parameter, lang="zh", reader=LOCAL) == [("walk", "步行")]
    with pytest.raises(BadValue, match="walk On foot"):
        runner(graph, fed).run(one, {"s": "walks"}, reader=LOCAL)


def test_every_error_has_a_sentence_in_both_languages(graph: Graph):
    wrong: list[tuple[SavedStatement, Mapping[str, object]]] = [
        (saved("RETURN 1 / 0 AS n"), {}),
        (saved("RETURN date('x') AS n"), {}),
        (saved("RETURN m AS n"), {}),
        (saved(RANGE, N), {"n": "-1"}),
    ]
    for one, given in wrong:
        with pytest.raises(GraphError) as caught:
            runner(graph).run(one, given, reader=LOCAL)
        assert any("\u4e00" <= letter <= "\u9fff" for letter in caught.value.zh)
        assert caught.value.en.isprintable() or "\n" in caught.value.en


def test_own_files_are_run_like_the_shipped(graph: Graph, tmp_path: Path):
    path = tmp_path / "reports" / "ours.cypher"
    path.parent.mkdir()
    path.write_text(text(RANGE, N), "utf-8")
    catalogue = Catalogue.load(tmp_path)
    assert Runner(graph, catalogue).run(catalogue.find("ours"), reader=LOCAL).total == 3
