"""An agenda on the seeded town: printed, kept, compared with later, by HTTP and by role."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from as_user import until
from in_process import served_here
from pypdf import PdfReader
from trail_lines import noted
from visitors import ROLES, Visitor, home_of_roles

from cypher.library.catalogue import Catalogue
from cypher.reader import OWNER
from cypher.run.runner import Runner
from dashboard.agenda.as_page import agenda_page
from dashboard.agenda.gathered import CardAnswer, Wanted, gather, questions
from dashboard.agenda.later.changes import compared
from dashboard.agenda.model import Agenda, Item
from dashboard.agenda.names import with_names
from dashboard.agenda.printed_rows import columns_of
from dashboard.pages import load_pages
from dashboard.pages.reload import SiteFiles
from graph.client import Graph
from graph.model import NODES, about_fields

LATER, EARLIER = "2025-08-31", "2025-07-31"
ITEMS: list[dict[str, Any]] = [
    {"note": "先看需要关注的事，<b>再</b>看 {数字} #note [x]"},
    {"card": "overview/open"},
    {"card": "overview/flow"},
    {"report": "wishes/overdue"},
    {"page": "money"},
    {"record": "ORG-0001"},
    {"card": "overview/no_such_card"},
    {"path": {"from": "ORG-0003", "to": "SITE-0004"}},
    {"record": "SITE-9999"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("meetings")


@pytest.fixture(scope="module")
def visitors(town: Graph, folder: Path) -> Iterator[dict[str, Visitor]]:
    home = home_of_roles(folder)
    with served_here(town, folder) as server:
        url = f"http://127.0.0.1:{server.port}"
        yield {role: Visitor(server, url, home, role) for role in ROLES}


@pytest.fixture(scope="module")
def agenda(visitors: dict[str, Visitor]) -> str:
    body = {"title": "八月例会", "day": LATER, "items": ITEMS}
    answer = visitors["staff"].post("agendas/make?lang=zh", json=body)
    assert answer.status_code == 200, answer.text
    name: str = answer.json()["name"]
    return name


def kept(one: Visitor, agenda: str, day: str) -> str:
    answer = one.post(f"agendas/freeze/{agenda}?lang=zh&as_of={day}")
    assert answer.status_code == 200, answer.text
    name: str = answer.json()["name"]
    return name


def test_the_page_shows_each_item_and_what_has_gone(
    visitors: dict[str, Visitor], agenda: str, town: Graph
) -> None:
    names = dict(
        town.read(
            "MATCH (n) WHERE n.id IN ['ORG-0001', 'ORG-0003', 'SITE-0004'] RETURN n.id, n.name"
        ).rows
    )

    def page_with_names() -> str:
        answer = visitors["committee"].get(f"agenda_{agenda}?lang=zh")
        assert answer.status_code == 200
        return answer.text if names["ORG-0001"] in answer.text else ""

    page = until(page_with_names)  # it does not wait longer than a second for them
    assert "先看需要关注的事，&lt;b&gt;再&lt;/b&gt;看 {数字}" in page and "<b>再" not in page
    assert "这张卡片（no_such_card）已经没有了" in page
    assert page.count(f">{names['ORG-0001']}<") == 2  # in the list and over its cards
    assert f"{names['ORG-0003']} – {names['SITE-0004']}" in page
    assert 'data-card="i2_open"' in page and 'data-card="i4_report"' in page
    assert "data-agenda-drop" not in page  # the committee looks at it
    listed = visitors["committee"].get("agendas?lang=zh")
    assert "八月例会" in listed.text
    assert visitors["committee"].post("agendas/make", json={"title": "x"}).status_code == 403


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_handout_holds_figures_definitions_and_pages(
    visitors: dict[str, Visitor],
    agenda: str,
    lang: str,
    seed_rows: dict[str, list[dict[str, object]]],
) -> None:
    answer = visitors["committee"].get(f"agendas/handout/{agenda}.pdf?lang={lang}&as_of={LATER}")
    assert answer.status_code == 200, answer.text
    pdf = PdfReader(io.BytesIO(answer.content))
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.metadata is not None and pdf.metadata.title == "八月例会"
    number = visitors["staff"].get(f"download/overview/open_wishes.json?as_of={LATER}").json()
    assert str(number["rows"][0]["recorded"]) in text
    for one in (
        ["口径", "截至2025年8月31日", "打印于"] if lang == "zh" else ["Definition", "Printedat"]
    ):
        assert one in text
    assert f"{len(pdf.pages)}/{len(pdf.pages)}" in text
    assert "{数字}#note[x]" in text  # typst takes nothing of it for markup
    assert "no_such_card" in text
    assert ("没有这条记录" if lang == "zh" else "Thereisnosuchrecord") in text
    name = next(row["name"] for row in seed_rows["Organization"] if row["id"] == "ORG-0001")
    assert f"5{name}" in text  # called by its name
    label = about_fields(NODES["Organization"])["form"]
    assert (f"{label.zh}党委" if lang == "zh" else f"{label.en}Partycommittee") in text
    totals = Catalogue.load().find("money/totals").header.definition
    assert totals is not None and text.count("".join(totals.get(lang).split())[:40]) == 1
    for card in load_pages(Catalogue.load())["money"].cards():  # nothing can be chosen on paper
        assert not card.needs or "".join(card.empty.get(lang).split()) not in text
    ends = {"from": "ORG-0003", "to": "SITE-0004", "as_of": LATER}
    path = visitors["committee"].post(f"explore/path?lang={lang}", json=ends).json()
    for sentence in path["sentences"][lang]:
        assert "".join(sentence.rstrip("。.").split()) in text


def test_the_questions_of_a_handout_are_asked_ahead_and_that_is_no_reading(
    visitors: dict[str, Visitor], agenda: str, folder: Path
) -> None:
    one, printed = visitors["committee"], len(noted(folder, "download"))
    address = f"agendas/handout/{agenda}.pdf?lang=zh&as_of={EARLIER}"
    many = one.get(f"{address}&ahead=0").json()["of"]
    assert many > len(ITEMS)
    for at in range(many + 1):
        assert one.get(f"{address}&ahead={at}").json() == {"of": many}
    assert len(noted(folder, "download")) == printed


def wanted_of(items: list[dict[str, Any]]) -> Wanted:
    """An agenda of these items, to be gathered."""
    catalogue = Catalogue.load()
    pages = load_pages(catalogue)
    agenda = Agenda(title="会", items=tuple(map(Item.model_validate, items)))
    page = agenda_page("meeting", agenda, pages, catalogue)
    return Wanted("meeting", agenda, page, SiteFiles(catalogue, {**pages, page.id: page}))


def test_what_was_asked_ahead_is_what_the_handout_shows(town: Graph) -> None:
    wanted = wanted_of(ITEMS)
    runner = Runner(town, wanted.files.catalogue)
    ahead = [ask() for ask in questions(runner, wanted, OWNER)]
    known = [one.table for one in ahead if isinstance(one, CardAnswer)]
    cards = gather(runner, wanted, OWNER).cards
    assert cards and all(any(card.table is one for one in known) for card in cards)


def test_an_agenda_that_is_made_late_reckons_its_items_days_from_the_day_it_was_due(
    town: Graph,
) -> None:
    on_time = wanted_of([{"report": "wishes/overdue", "with": {"as_of": "last_month_end"}}])
    runner = Runner(town, on_time.files.catalogue)
    for due, end in (
        (date(2025, 3, 10), date(2025, 2, 28)),
        (date(2025, 1, 2), date(2024, 12, 31)),
    ):
        wanted = replace(on_time, day=due, due=due)
        [card] = gather(runner, wanted, OWNER).cards
        assert card.table is not None and card.table.as_of == end


class _Counted(Runner):
    """Counts what is asked."""

    asked = 0

    def run(self, *given: Any, **named: Any) -> Any:
        self.asked += 1
        return super().run(*given, **named)


def test_records_of_several_agendas_are_named_by_one_question(town: Graph) -> None:
    catalogue = Catalogue.load()
    pages = load_pages(catalogue)
    runner = _Counted(town, catalogue)
    made = [
        agenda_page("several", Agenda(title=id, items=(Item(record=id),)), pages, catalogue)
        for id in ("ORG-0001", "SITE-0004", "DON-0001")
    ]
    named = with_names(made, runner, OWNER)
    assert runner.asked == 1
    titles = [next(row.title for row in page.rows if row.title) for page in named]
    names = dict(
        town.read("MATCH (n) WHERE n.id IN ['ORG-0001', 'SITE-0004'] RETURN n.id, n.name").rows
    )
    assert [one.zh for one in titles[:2]] == [names["ORG-0001"], names["SITE-0004"]]
    assert titles[2].zh.startswith("¥") and "年" in titles[2].zh
    assert titles[2].en.startswith("¥") and "年" not in titles[2].en


def test_what_has_been_answered_is_not_asked_again_for_a_handout(town: Graph) -> None:
    wanted = wanted_of([{"page": "money"}])
    runner = Runner(town, wanted.files.catalogue)
    first, second = (gather(runner, wanted, OWNER).cards for _ in range(2))
    assert first and [one.table for one in first] == [one.table for one in second]
    assert all(one.table is two.table for one, two in zip(first, second, strict=True))


def test_on_paper_a_row_says_which_wish_it_is_about(town: Graph) -> None:
    wanted = wanted_of([{"page": "needs"}])
    runner = Runner(town, wanted.files.catalogue)
    columns = {
        one.request.saved.id: columns_of(one, one.table, "zh")
        for one in gather(runner, wanted, OWNER).cards
        if one.table is not None
    }
    assert columns["reports/wishes/board"][:2] == ["stage", "wish"]
    assert columns["reports/support/could_claim"][:2] == ["wish", "organisation"]


def test_a_meeting_is_kept_and_the_next_says_what_changed(
    visitors: dict[str, Visitor], agenda: str, folder: Path, town: Graph
) -> None:
    one = visitors["staff"]
    first = kept(one, agenda, EARLIER)
    assert first == LATER  # named after the day of the meeting
    page = one.get(f"agenda_{agenda}?lang=zh&as_of={LATER}")
    assert "与留存时一致" in page.text
    answer = one.get(f"since/agenda_{agenda}?lang=zh&as_of={LATER}&t.since={agenda}/{first}").json()
    assert "八月例会" in answer["words"]
    runner = Runner(town, Catalogue.load())
    overdue = runner.catalogue.find("reports/wishes/overdue")
    then, now = (
        {row["claim_id"]: row for row in runner.run(overdue, {"as_of": day}, reader=OWNER).dicts()}
        for day in (date.fromisoformat(EARLIER), date.fromisoformat(LATER))
    )
    text = answer["cards"]["i4_report"]
    assert then.keys() != now.keys()
    for label, count in (
        ("新增", len(now.keys() - then.keys())),
        ("减少", len(then.keys() - now.keys())),
    ):
        assert (f"{label} {count}" in text) == bool(count), text
    came = now[next(iter(now.keys() - then.keys()))]
    assert str(came["wish"]) in text and "当时会上的数字" in text
    by_day = one.get(f"since/agenda_{agenda}?lang=zh&as_of={LATER}&t.since={EARLIER}").json()
    counts = text.partition("<small")[0].rstrip()
    assert by_day["cards"]["i4_report"].startswith(counts)  # asked again for that day: the same
    same = one.get(f"since/overview?lang=zh&as_of={LATER}&t.since={LATER}").json()
    assert "不早于" in same["note"] and not any("不早于" in text for text in same["cards"].values())
    assert by_day["note"] == ""
    sums = [line["more"]["sha256"] for line in noted(folder, "agenda") if "sha256" in line["more"]]
    assert len(sums) == 1


def test_another_meeting_of_the_day_has_a_name_of_its_own(
    visitors: dict[str, Visitor], agenda: str, folder: Path
) -> None:
    names = [one.name for one in (folder / "meetings" / agenda).iterdir()]
    assert kept(visitors["steward"], agenda, LATER) == f"{LATER}-{len(names) + 1}"
    for place in (
        f"{agenda}/{LATER}/manifest.json",
        f"{agenda}/{LATER}/../x",
        f"..{agenda}/{LATER}/x",
    ):
        assert visitors["staff"].get(f"agendas/kept/{place}").status_code == 404


def test_nothing_about_persons_is_kept_or_printed(
    visitors: dict[str, Visitor], folder: Path
) -> None:
    one = visitors["staff"]
    rider = one.get("download/kinds/rider.json").json()["rows"][0]
    body = {
        "title": "个人",
        "audience": "staff",
        "items": [{"record": rider["id"], "title": "某人"}],
    }
    name = one.post("agendas/make?lang=zh", json=body).json()["name"]
    meeting = kept(one, name, LATER)
    place = folder / "meetings" / name / meeting
    for file in place.iterdir():
        assert rider["alias"].encode() not in file.read_bytes(), file.name
    text = "".join(page.extract_text() for page in PdfReader(place / "handout-zh.pdf").pages)
    assert "涉及个人" in text and rider["alias"] not in text
    for path in (f"agendas/handout/{name}.pdf", f"agendas/kept/{name}/{meeting}/handout-zh.pdf"):
        assert visitors["committee"].get(path).status_code == 404
    assert "个人" not in [
        one.strip() for one in visitors["committee"].get("agendas?lang=zh").text.split("<")
    ]


def test_changes_are_what_sets_say(town: Graph) -> None:
    """Every report that promises unique rows, beside itself a month before."""
    runner = Runner(town, Catalogue.load())
    looked_at = 0
    for id in ("wishes/board", "wishes/live_claims", "support/organisations", "money/by_month"):
        saved = runner.catalogue.find(f"reports/{id}")
        before, now = (
            runner.run(saved, {"as_of": date.fromisoformat(day)}, reader=OWNER)
            for day in (EARLIER, LATER)
        )
        changes = compared(before, now)
        keys = [tuple(str(row[key]) for key in saved.header.expect.unique) for row in now.dicts()]
        old = [tuple(str(row[key]) for key in saved.header.expect.unique) for row in before.dicts()]
        assert len(changes.came) == len({*keys} - {*old}), id
        assert len(changes.went) == len({*old} - {*keys}), id
        assert len(changes.moved) <= len({*old} & {*keys})
        looked_at += bool(changes.came or changes.went or changes.moved)
    assert looked_at >= 2
