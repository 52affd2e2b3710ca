"""The form of a report: values, choices, what no longer fits, what is refused, and where cells lead."""

from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs

import pytest

from cypher.act.action_file import parse_action
from cypher.header import Type
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL, OWNER
from cypher.run.runner import Runner
from dashboard.actions.form import step_fields
from dashboard.cards.links import Links
from dashboard.figures import Options, figure
from dashboard.pages import load_pages
from dashboard.pages.location import Location
from dashboard.render import report_list
from dashboard.render.form import FEW, FOUND, MACROS, Field, Form
from dashboard.render.frame.chips import chips
from dashboard.render.templates import field_html
from graph.client import Graph
from graph.model.words import is_coded, word_of

DAY = date(2025, 8, 31)
EVIL = "<img src=x onerror=alert(1)>\"'&"
EVERY_TYPE = """// ---
// title: {zh: 各种条件, en: Every kind}
// about: {zh: 每种条件各一个。, en: One of each.}
// parameters:
//   as_of: {type: date, default: today, label: {zh: 截至, en: As of}}
//   within: {type: period, default: last_month, label: {zh: 期间, en: Period}}
//   since: {type: date, optional: true, label: {zh: 不早于, en: Since}}
//   most: {type: integer, default: 5, min: 1, max: 9, label: {zh: 最多, en: At most}}
//   ratio: {type: number, optional: true, min: 0.5, label: {zh: 比率, en: Ratio}}
//   open: {type: boolean, default: true, label: {zh: 只看未完, en: Open only}}
//   name: {type: text, optional: true, label: {zh: 名称含, en: Name has}}
//   mode: {type: choice, values: [ebike, walk], default: ebike, label: {zh: 方式, en: Mode}, words: mode}
//   kinds: {type: multi_choice, from: choices/categories, optional: true, label: {zh: 类别, en: Kinds}}
//   organisation: {type: choice, from: choices/organisations, optional: true, label: {zh: 组织, en: Organisation}}
// columns:
//   n: {label: {zh: 数, en: N}, links: {report: wishes/unclaimed, with: {days: n, station: st}}}
//   st: {label: {zh: 站, en: St}, hidden: true}
// ---
RETURN CASE WHEN $as_of IS NULL OR $within_from IS NULL OR $since IS NULL OR $ratio IS NULL
       OR $open IS NULL OR $name IS NULL OR $mode IS NULL OR $kinds IS NULL
       OR $organisation IS NULL THEN $most END AS n, 'ST-0001' AS st
"""


@pytest.fixture(scope="module")
def runner(town: Graph, tmp_path_factory) -> Runner:
    own: Path = tmp_path_factory.mktemp("own")
    (own / "reports" / "mine").mkdir(parents=True)
    (own / "reports" / "mine" / "every.cypher").write_text(EVERY_TYPE, "utf-8")
    (own / "reports" / "mine" / "bad.cypher").write_text("// ---\n// title: {", "utf-8")
    return Runner(town, Catalogue.load(own))


def form(runner: Runner, id: str, lang: str = "zh") -> Form:
    declared = runner.catalogue.find(id).header.parameters
    return Form(runner, declared, lang, DAY, LOCAL)


def fields(runner: Runner, id: str, lang: str = "zh", **given: str) -> dict[str, Field]:
    return {field.name: field for field in form(runner, id, lang).fields(given)}


def operated(seed_rows, company: str) -> set[str]:
    """The sites that a company, or a contractor of it, operates on the day."""

    def holds(relationship) -> bool:
        return relationship["from"] <= DAY and (
            relationship.get("to") is None or relationship["to"] > DAY
        )

    who = {company} | {
        relationship["start"]
        for relationship in seed_rows["ContractsFor"]
        if relationship["end"] == company and holds(relationship)
    }
    return {
        relationship["end"]
        for relationship in seed_rows["Operates"]
        if relationship["start"] in who and holds(relationship)
    }


def a_company(seed_rows, sites: int) -> str:
    return next(
        row["id"] for row in seed_rows["Company"] if len(operated(seed_rows, row["id"])) >= sites
    )


def test_every_type_of_parameter_has_a_blank(runner: Runner):
    assert set(MACROS) == set(get_args(Type))
    found = fields(runner, "mine/every")
    assert {field.macro for field in found.values()} == set(MACROS.values())
    for field in found.values():
        assert f'data-field="{field.name}"' in field_html(field)


def test_blanks_show_the_defaults_and_what_they_mean(runner: Runner):
    found = fields(runner, "mine/every")
    assert found["as_of"].meaning == "2025年8月31日" and found["as_of"].first == "2025-08-31"
    assert found["within"].meaning == "上月（2025年7月1日至31日）"
    assert (found["within"].first, found["within"].last) == ("2025-07-01", "2025-07-31")
    assert found["most"].value == "5" and found["most"].bounds == "1–9"
    assert found["ratio"].bounds == "≥ 0.5"
    assert found["open"].value == "true"
    assert found["mode"].options == (("ebike", "电动车"), ("walk", "步行"))
    english = fields(runner, "mine/every", "en")
    assert english["within"].meaning == "Last month (1–31 Jul 2025)"
    assert dict(english["mode"].options)["walk"] == "On foot"


def test_usual_days_and_periods_say_what_they_come_to(runner: Runner):
    found = fields(runner, "mine/every")
    days, periods = dict(found["since"].options), dict(found["within"].options)
    assert days[""] == "不限" and days["last_year_end"] == "去年末（2024年12月31日）"
    assert "" not in dict(found["as_of"].options)
    assert periods["this_year"] == "今年（2025年1月1日至12月31日）"
    assert periods["this_month"] == "本月（2025年8月1日至31日）"
    assert periods["last_30_days"] == "近30天（2025年8月2日至31日）"


def test_a_relative_day_and_a_period_of_ones_own_stay_as_they_were_written(runner: Runner):
    found = fields(runner, "mine/every", as_of="today-30", within="2025-01-05..2025-02-03")
    assert found["as_of"].value == "today-30"
    assert found["as_of"].meaning == "30天前（2025年8月1日）"
    assert found["within"].meaning == "2025年1月5日至2月3日"
    text = field_html(found["within"])
    assert '<option value="2025-01-05..2025-02-03" data-own selected>' in text
    assert 'class="ends">' in text  # both days are open to be changed


def test_each_value_that_is_not_as_usual_is_a_chip_that_takes_it_away(runner: Runner):
    given = {
        "within": "this_month", "most": "5", "open": "false", "name": EVIL,
        "kinds": "health,bedding_clothing", "as_of": "2025-06-30",
    }  # fmt: skip
    place = Location("reports", "zh", "mine/every", given, {"page": "3", "sort": "n"})
    html = str(chips(form(runner, "mine/every").fields(given), place))
    words = [part.split(" <span")[0] for part in html.split('">')[1:] if " <span" in part]
    assert words == [
        "截至：2025年6月30日", "期间：本月（2025年8月1日至31日）", "只看未完：否",
        "名称含：&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;", "类别：健康、衣被",
    ]  # fmt: skip
    links = [part.split('"')[0] for part in html.split('href="?')[1:]]
    for name, link in zip(("as_of", "within", "open", "name", "kinds"), links, strict=True):
        left = parse_qs(link.replace("&amp;", "&"))
        assert left.keys() == (given.keys() | {"report", "lang", "t.sort"}) - {name}


def test_few_choices_are_listed_and_many_are_searched(runner: Runner, seed_rows):
    found = fields(runner, "mine/every", organisation="ORG-0001")
    name = next(row["name"] for row in seed_rows["Organization"] if row["id"] == "ORG-0001")
    assert len(seed_rows["Organization"]) > FEW
    assert found["organisation"].options == ()
    assert found["organisation"].chosen == (("ORG-0001", name),)
    asked = form(runner, "mine/every")
    first, beside = asked.search("organisation", {}, "")
    assert len(first) + beside == len(seed_rows["Organization"]) and len(first) == FOUND
    kept, beside = asked.search("organisation", {}, "hqz")  # 合庆镇
    assert beside == 0 and kept
    assert all("合庆" in label for _, label in kept)


def test_choosing_a_company_narrows_the_sites(runner: Runner, seed_rows):
    company = a_company(seed_rows, 2)
    asked = form(runner, "wishes/ledger")
    sites = {value for value, _ in asked.choices("site", {"company": company})}
    assert sites == operated(seed_rows, company)
    assert len(asked.choices("site", {})) == len(seed_rows["DeliverySite"]) > len(sites)


def test_what_no_longer_fits_is_taken_away_down_the_chain(runner: Runner, seed_rows):
    company = a_company(seed_rows, 2)
    site = sorted(operated(seed_rows, company))[0]
    asked = form(runner, "wishes/ledger")
    rider = asked.choices("rider", {"site": site})[0][0]
    given = {"company": company, "site": site, "rider": rider, "category": "health"}
    assert asked.fitting(given, "company") == given
    other = next(
        row["id"] for row in seed_rows["Company"] if site not in operated(seed_rows, row["id"])
    )
    assert asked.fitting({**given, "company": other}, "company") == {
        "company": other,
        "category": "health",
    }
    assert asked.fitting({**given, "company": other}, "category") == {**given, "company": other}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("most", "10", "1–9"),
        ("most", "x", "整数"),
        ("ratio", "0.1", "不能小于 0.5"),
        ("as_of", "soon", "2025-08-31"),
        ("within", "2025-02..2025-01", "今年"),
        ("open", "maybe", "true"),
        ("mode", "train", "可选：电动车、步行"),
        ("kinds", "health,gold", "gold"),
        ("organisation", "ORG-9999", "可选"),
    ],
)
def test_a_refused_value_is_told_at_its_blank_and_nowhere_else(
    runner: Runner, name: str, value: str, words: str
):
    found = fields(runner, "mine/every", **{name: value})
    assert [field.name for field in found.values() if field.wrong] == [name]
    assert words in found[name].wrong
    text = field_html(found[name])
    assert 'role="alert"' in text and 'aria-invalid="true"' in text
    assert found[name].wrong.split("：")[0] in _text(text)


def test_a_refused_parent_leaves_nothing_to_choose_and_takes_nothing_down(runner: Runner):
    found = fields(runner, "wishes/ledger", site="SITE-9999", company="CO-9999")
    assert found["company"].wrong and found["site"].wrong
    assert found["rider"].wrong is None


def test_only_what_differs_from_its_default_is_said_in_an_address(runner: Runner):
    asked = form(runner, "mine/every")
    given = {"as_of": "today", "most": "5", "open": "false", "mode": "ebike", "strange": "1"}
    assert asked.short(given) == {"open": "false", "strange": "1"}


def test_what_is_written_into_a_blank_is_never_markup(runner: Runner):
    for name in FIELDS_OF_ONE:
        found = fields(runner, "mine/every", **{name: EVIL})
        assert "<img" not in field_html(found[name])


FIELDS_OF_ONE = ("as_of", "within", "most", "open", "name", "mode", "kinds", "organisation")


def test_a_cell_leads_to_a_report_with_its_conditions_and_the_same_day(runner: Runner):
    pages = load_pages(runner.catalogue)
    here = Location("reports", "en", "mine/every", {"as_of": "2025-06-30", "most": "7"})
    link = Links(runner.catalogue, pages, "staff", here)
    table = runner.run(runner.catalogue.find("mine/every"), {"most": "7"}, reader=LOCAL)
    address = link(table, "n", {"n": 7, "st": "ST-0001"})
    wanted = "report=wishes/unclaimed&as_of=2025-06-30&days=7&station=ST-0001&lang=en"
    assert address == f"reports?{wanted}"
    assert link(table, "n", {"n": 7, "st": None}) is None
    assert link(table, "st", {"n": 7, "st": "x"}) is None


def test_a_statement_of_the_article_leads_to_the_report_that_counts_it(runner: Runner):
    here = Location("record", "zh", None, {"as_of": "2025-06-30", "id": "F02"})
    link = Links(runner.catalogue, load_pages(runner.catalogue), "staff", here)
    table = runner.run(runner.catalogue.find("records/thing"), {"id": "F02"}, reader=LOCAL)
    text = figure(table, "zh", Options(link=link))
    address = "reports?report=overview/sites&amp;as_of=2025-06-30&amp;lang=zh"
    assert f'<dt>对应报表</dt><dd><a href="{address}">reports/overview/sites</a></dd>' in text
    assert text.count("<a ") == 1 and "<dd>确数</dd>" in text


def test_a_cell_leads_to_its_record_on_the_same_day(runner: Runner, seed_rows):
    pages = load_pages(runner.catalogue)
    here = Location("reports", "zh", "wishes/ledger", {"as_of": "2025-06-30"})
    link = Links(runner.catalogue, pages, "staff", here)
    table = runner.run(runner.catalogue.find("wishes/ledger"), reader=LOCAL)
    row = table.dicts()[0]
    assert link(table, "wish_id", row) == f"record?as_of=2025-06-30&id={row['wish_id']}&lang=zh"


def test_reports_are_found_by_characters_pinyin_number_and_explanation(runner: Runner):
    def found(typed: str) -> list[str]:
        return report_list.find(runner.catalogue, "staff", typed)

    assert "wishes/unclaimed" in found("久未")
    assert "wishes/unclaimed" in found("jwrl")
    assert "wishes/unclaimed" in found("long unclaimed")
    numbered = [id for id, one in runner.catalogue.reports.items() if one.header.question == "R22"]
    assert found("R22") == [id.removeprefix("reports/") for id in sorted(numbered)] != []
    assert "wishes/unclaimed" in found("附近有多少党组织")
    assert found("没有这样的报表") == []
    assert len(found("")) == len(runner.catalogue.reports)


def test_ones_own_reports_are_marked_and_broken_files_have_their_sentence(runner: Runner):
    pages = load_pages(runner.catalogue)
    topics = report_list.topics(runner.catalogue, "staff", Location("reports"), pages)
    mine = next(topic for topic in topics if topic["title"] == "mine")
    assert [one["id"] for one in mine["reports"]] == ["mine/every"]
    assert mine["reports"][0]["approval"]["state"] == "unapproved"
    shipped = [one for topic in topics for one in topic["reports"] if topic["title"] != "mine"]
    assert {one["approval"] for one in shipped} == {None}
    helpers = [topic["helper"] for topic in topics]
    assert helpers == sorted(helpers) and any(helpers)
    (sentence,) = report_list.broken(runner.catalogue, "zh")
    assert "bad.cypher:" in sentence


def _text(html: str) -> str:
    """The words of some HTML."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(html)
    return "".join(found)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 1e8, "0–100,000,000"),
        (None, 1e16, "≤ 10,000,000,000,000,000"),
        (-2500, None, "≥ -2,500"),
        (0.005, 0.5, "0.005–0.5"),
        (None, None, ""),
    ],
)
def test_bounds_are_written_in_full(low: float | None, high: float | None, said: str):
    assert Field("n", "number", "数", "en", "", "", True, low=low, high=high).bounds == said


def test_steps_call_their_choices_as_the_record_does(town: Graph):
    runner, folder = Runner(town, Catalogue.load()), Path(str(files("cypher"))) / "actions"
    checked = set()
    for file in sorted(folder.rglob("*.cypher")):
        id = f"{file.parent.name}/{file.stem}"
        saved = parse_action(file.read_bytes(), id, file.name, "shipped")
        for lang in ("zh", "en"):
            fields = step_fields(runner, saved, "", {}, lang, date(2025, 8, 31), OWNER, sent=False)
            for one in fields:
                name, kind = one.field.name, saved.header.on
                if saved.header.parameters[name].values and is_coded(kind, name):
                    assert {word_of(kind, name, code, lang) for code in one.labels} == set(
                        one.labels.values()
                    )
                    assert lang == "en" or not set(one.labels) & set(one.labels.values()), id
                    checked.add((id, name))
    assert {("wish/submit", "channel"), ("disclosure/publish", "kind")} <= checked
