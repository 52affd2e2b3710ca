"""Company, site, rider: each choice narrows the next, as of the day, and nothing else is taken."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from cypher.errors import BadValue, NotForAudience
from cypher.file.parse import SavedStatement, parse
from cypher.header import Parameter
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph
from graph.model import FAR_DAY

Rows = dict[str, list[dict[str, object]]]
DAY = date(2025, 8, 31)
CHAIN = """\
// ---
// title: {zh: 甲, en: A}
// about: {zh: 甲, en: A}
// audience: [staff]
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   company: {type: choice, from: choices/companies, optional: true, label: {zh: 企业, en: Company}}
//   site: {type: choice, from: choices/sites, depends_on: company, optional: true, label: {zh: 站点, en: Site}}
//   rider: {type: choice, from: choices/riders, depends_on: site, optional: true, label: {zh: 骑手, en: Rider}}
//   both: {type: multi_choice, from: choices/companies, optional: true, label: {zh: 多家, en: Several}}
// ---
RETURN $as_of AS day, $company AS company, $site AS site, $rider AS rider, $both AS both
"""
SHIPPED = Catalogue.load()
REPORT = parse(CHAIN.encode(), "reports/chain", "own/reports/chain.cypher", "own")


def runner(graph: Graph, *more: SavedStatement) -> Runner:
    added = {one.id: one for one in (REPORT, *more)}
    return Runner(graph, Catalogue({**SHIPPED.saved, **added}))


def holding(rows: Rows, kind: str, day: date = DAY) -> list[tuple[str, str]]:
    """The relationships of a kind that hold on a day."""

    def at(value: object, otherwise: date) -> date:
        return value if isinstance(value, date) else otherwise

    return [
        (str(row["start"]), str(row["end"]))
        for row in rows[kind]
        if at(row.get("from"), date.min) <= day < at(row.get("to"), FAR_DAY)
    ]


def offered(graph: Graph, name: str, given: Mapping[str, object]) -> set[str]:
    parameter = REPORT.header.parameters[name]
    return {value for value, _ in runner(graph).choices(parameter, given=given, reader=LOCAL)}


def test_the_sites_are_those_of_the_company(town: Graph, seed_rows: Rows):
    for company in seed_rows["Company"]:
        id = company["id"]
        contractors = {start for start, end in holding(seed_rows, "ContractsFor") if end == id}
        wanted = {
            end for start, end in holding(seed_rows, "Operates") if start in {id, *contractors}
        }
        assert offered(town, "site", {"company": id, "as_of": DAY}) == wanted
    assert len(offered(town, "site", {})) == len(seed_rows["DeliverySite"])


def test_a_site_that_changed_hands_belongs_to_whoever_ran_it_on_the_day(
    town: Graph, seed_rows: Rows
):
    [ended] = [row for row in seed_rows["Operates"] if isinstance(row.get("to"), date)]
    last = ended["to"]
    assert isinstance(last, date)
    before = {"company": ended["start"], "as_of": last - timedelta(days=1)}
    assert ended["end"] in offered(town, "site", before)
    assert ended["end"] not in offered(town, "site", before | {"as_of": last})


def test_the_riders_are_those_of_the_site(town: Graph, seed_rows: Rows):
    site = seed_rows["DeliverySite"][0]["id"]
    wanted = {start for start, end in holding(seed_rows, "WorksAt") if end == site}
    assert wanted
    assert offered(town, "rider", {"site": site}) == wanted


def test_what_was_chosen_is_told_by_its_name(town: Graph, seed_rows: Rows):
    operated = holding(seed_rows, "Operates")
    company, site = operated[0]
    rider = next(start for start, end in holding(seed_rows, "WorksAt") if end == site)
    names = {row["id"]: row.get("name") or row.get("alias") for rows in seed_rows.values() for row in rows if "id" in row}  # fmt: skip
    others = [str(row["id"]) for row in seed_rows["Company"][:2]]
    given = {"company": company, "site": site, "rider": rider, "both": ",".join(others)}
    table = runner(town).run(REPORT, given, reader=LOCAL)
    assert table.rows == [(DAY, company, site, rider, others)]
    assert table.asked("zh") == [
        ("as_of", "截至", "2025年8月31日"),
        ("company", "企业", names[company]),
        ("site", "站点", names[site]),
        ("rider", "骑手", names[rider]),
        ("both", "多家", "、".join(str(names[one]) for one in others)),
    ]


def test_a_site_of_another_company_is_refused_with_the_allowed_ones_named(
    town: Graph, seed_rows: Rows
):
    operated = holding(seed_rows, "Operates")
    company, own = operated[0]
    other = next(end for start, end in operated if start != company)
    with pytest.raises(BadValue) as caught:
        runner(town).run(REPORT, {"company": company, "site": other}, reader=LOCAL)
    assert f"site (Site) cannot be '{other}'" in caught.value.en
    assert own in caught.value.en
    with pytest.raises(BadValue, match="company"):
        runner(town).run(REPORT, {"company": "CO-nowhere"}, reader=LOCAL)
    with pytest.raises(BadValue, match="both"):
        runner(town).run(REPORT, {"both": f"{company},CO-nowhere"}, reader=LOCAL)


def test_choices_that_are_not_for_an_audience_are_not_told_in_a_refusal(town: Graph):
    text = CHAIN.replace("audience: [staff]", "audience: [staff, committee]")
    opened = parse(text.encode(), "reports/open", "own/reports/open.cypher", "own")
    with pytest.raises(NotForAudience):
        runner(town, opened).run(
            opened, {"rider": "R-000001"}, reader=LOCAL.for_audience("committee")
        )


MANY = """\
// ---
// title: {zh: 乙, en: B}
// about: {zh: 乙, en: B}
// limits: {rows: 5}
// ---
UNWIND range(1, 5000) AS n RETURN n AS value, 'No. ' + n AS label
"""


@pytest.mark.parametrize(("given", "fits"), [("3", True), ("4321", True), ("5001", False)])
def test_a_choice_beyond_those_that_are_listed_is_looked_up(graph: Graph, given: str, fits: bool):
    many = parse(MANY.encode(), "choices/many", "own/choices/many.cypher", "own")
    one = parse(
        MANY.replace("limits: {rows: 5}", "parameters: {n: {type: choice, from: choices/many, label: {zh: 数, en: N}}}")
        .replace("UNWIND range(1, 5000) AS n RETURN n AS value, 'No. ' + n AS label", "RETURN $n AS n")
        .encode(),
        "reports/one",
        "own/reports/one.cypher",
        "own",
    )  # fmt: skip
    runs = Runner(graph, Catalogue({many.id: many, one.id: one}))
    if fits:
        assert runs.run(one, {"n": given}, reader=LOCAL).asked("en") == [("n", "N", f"No. {given}")]
    else:
        with pytest.raises(BadValue, match=r"allowed: 1 No\. 1, .*…"):
            runs.run(one, {"n": given}, reader=LOCAL)


def test_a_declaration_of_listed_values_has_its_words():
    parameter = Parameter.model_validate(
        {"type": "choice", "values": ["walk"], "words": "mode", "label": {"zh": "方式", "en": "M"}}
    )
    assert parameter.values == ("walk",)
