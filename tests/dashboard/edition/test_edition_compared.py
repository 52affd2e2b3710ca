"""Two editions a year apart: what changed, worked out again in plain Python from the seed's rows."""

import csv
import io
import itertools
import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from access import Clock, Home
from as_user import typed
from trail_lines import noted

from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.run.runner import Runner
from dashboard.edition import Editions, Order
from dashboard.edition.compared.changes import Compared, compare
from dashboard.edition.compared.files import comparisons, diff, diff_days, finding
from dashboard.edition.compared.files import rows as changed_rows
from dashboard.edition.compared.picture import LOOKS, sheet
from dashboard.edition.compared.sides import TOTALS, of_edition
from dashboard.edition.maps.placing.papers import A1
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import NameTaken, NotMade
from dashboard.sentences import load_sentences
from graph.client import Graph
from graph.model import NODES, RELATIONSHIPS, SHANGHAI

CATALOGUE = Catalogue.load()
DAYS = (date(2024, 8, 31), date(2025, 8, 31))
Rows = dict[str, list[Any]]


@pytest.fixture(scope="module")
def rows(seed_rows: dict[str, list[dict[str, object]]]) -> Rows:
    made: Rows = defaultdict(list)
    for kind, some in seed_rows.items():
        made[kind] = [(NODES.get(kind) or RELATIONSHIPS[kind]).model_validate(row) for row in some]
    return made


@pytest.fixture(scope="module")
def home(years: tuple[Path, Path]) -> Path:
    return years[0].parents[1]


@pytest.fixture(scope="module")
def compared(home: Path) -> Compared:
    editions = Editions(home)
    return compare(*(of_edition(editions, editions.find(name)) for name in ("2024", "2025")))


class Year:
    """What the seed's rows say of the twelve months that end on a day."""

    def __init__(self, rows: Rows, day: date) -> None:
        self.rows, self.day = rows, day
        self.end = datetime.combine(day, time.max, SHANGHAI)
        self.begin = datetime.combine(day.replace(year=day.year - 1), time.max, SHANGHAI)
        self.wishes = {one.id: one for one in rows["Wish"]}

    def within(self, at: datetime | None) -> bool:
        return at is not None and self.begin < at <= self.end

    def handed(self) -> set[str]:
        at = {one.id: one.at for one in self.rows["Handover"]}
        return {
            relationship.start
            for relationship in self.rows["ResultedIn"]
            if at[relationship.end] <= self.end
        }

    def claims(self) -> list[Any]:
        handed = self.handed()
        return [
            one for one in self.rows["Claim"]
            if self.within(one.acceptedAt) and (one.endedAt > self.end or one.id in handed)
        ]  # fmt: skip

    def site(self, wish: str) -> str | None:
        (rider,) = [
            relationship.start for relationship in self.rows["Raised"] if relationship.end == wish
        ]
        at = self.wishes[wish].submittedAt
        if at is None:
            return None
        day = at.astimezone(SHANGHAI).date()
        found = [t.end for t in self.rows["WorksAt"] if t.start == rider and t.from_ <= day < t.to]
        return found[0] if found else None

    def supported(self) -> dict[str, Any]:
        """Each supported wish that has a site, with the claim accepted last."""
        of = {relationship.start: relationship.end for relationship in self.rows["For"]}
        last: dict[str, Any] = {}
        for claim in sorted(self.claims(), key=lambda one: (one.acceptedAt, one.id)):
            if self.site(of[claim.id]) is not None:
                last[of[claim.id]] = claim
        return last

    def station(self, wish: str) -> str:
        via = [relationship.end for relationship in self.rows["Via"] if relationship.start == wish]
        behind = {
            relationship.start: relationship.end for relationship in self.rows["LookedAfterBy"]
        }
        direct = [one for one in via if one.startswith("ST-")]
        return (
            direct[0]
            if direct
            else next((behind[one] for one in via if one in behind), "no_station")
        )

    def pairs(self) -> dict[tuple[str, str], int]:
        """How many wishes of each station each supporter took up."""
        made = {relationship.end: relationship.start for relationship in self.rows["Made"]}
        found: dict[tuple[str, str], int] = defaultdict(int)
        for wish, claim in self.supported().items():
            found[made[claim.id], self.station(wish)] += 1
        return found

    def sites(self) -> set[str]:
        return {site for wish in self.supported() if (site := self.site(wish))}

    def first(self, status: str) -> int:
        wish_of = {relationship.end: relationship.start for relationship in self.rows["HasEvent"]}
        times: dict[str, list[datetime]] = defaultdict(list)
        for event in self.rows["WishEvent"]:
            if event.toStatus == status:
                times[wish_of[event.id]].append(event.at)
        return sum(self.within(min(some)) for some in times.values())


@pytest.fixture(scope="module")
def counted(rows: Rows) -> tuple[Year, Year]:
    return Year(rows, DAYS[0]), Year(rows, DAYS[1])


def names(rows: Rows, ids: set[str]) -> list[str]:
    nodes = itertools.chain(*(rows[k] for k in ("Organization", "Company", "DeliverySite")))
    return sorted(one.name for one in nodes if one.id in ids)


def test_who_joined_and_stopped(compared: Compared, counted, rows: Rows):
    before, after = ({org for org, _ in year.pairs()} for year in counted)
    assert before - after and after - before
    assert list(compared.joined) == names(rows, after - before)
    assert list(compared.stopped) == names(rows, before - after)


def test_sites_that_gained_and_lost_support(compared: Compared, counted, rows: Rows):
    before, after = (year.sites() for year in counted)
    assert list(compared.gained) == names(rows, after - before)
    assert list(compared.lost) == names(rows, before - after)
    assert compared.gained or compared.lost


def test_every_relationship_is_new_ended_stronger_weaker_or_the_same(compared: Compared, counted):
    before, after = (year.pairs() for year in counted)
    expected = {}
    for pair in {*before, *after}:
        old, new = before.get(pair, 0), after.get(pair, 0)
        kind = "new" if not old else "ended" if not new else "same" if old == new else ""
        expected[pair] = (old, new, kind or ("stronger" if new > old else "weaker"))
    found = {
        (one.source.id, one.target.id): (one.before, one.after, one.kind)
        for one in compared.relationships
        if one.source.column == 0
    }
    assert found == expected
    assert {kind for _, _, kind in found.values()} == set(LOOKS)


def test_the_main_numbers(compared: Compared, counted, rows: Rows):
    found = {one.item: (one.before, one.after) for one in compared.totals}
    of = {relationship.start: relationship.end for relationship in rows["For"]}
    claim_of = {relationship.end: relationship.start for relationship in rows["ResultedIn"]}
    gift = rows["Donation"]
    assert found["submitted"] == tuple(year.first("SUBMITTED") for year in counted)
    assert found["published"] == tuple(year.first("PUBLISHED") for year in counted)
    assert found["claimed"] == tuple(
        len({of[c.id] for c in rows["Claim"] if year.within(c.acceptedAt)}) for year in counted
    )
    assert found["met"] == tuple(
        len({of[claim_of[h.id]] for h in rows["Handover"] if year.within(h.at)}) for year in counted
    )
    assert found["received"] == tuple(
        sum(
            d.amountFen for d in gift
            if year.within(d.receivedAt) and (d.refundedAt is None or d.refundedAt > year.end)
        )
        for year in counted
    )  # fmt: skip
    paid = {relationship.end: relationship.fen for relationship in rows["Paid"]}
    assert found["spent"] == tuple(
        sum(paid[p.id] for p in rows["Purchase"] if year.within(p.at)) for year in counted
    )
    assert found["supporters"][1] == len({org for org, _ in counted[1].pairs()})


def test_a_number_that_was_withheld_is_said_to_be_so(compared: Compared):
    table = compared.before.tables[TOTALS]
    withheld = replace(
        table,
        rows=[(row[0], Nothing.WITHHELD, row[2]) if row[0] == "met" else row for row in table.rows],
    )
    before = replace(compared.before, tables={**compared.before.tables, TOTALS: withheld})
    found = [row for row in changed_rows(compare(before, compared.after)) if row[0] == "实现的心愿"]
    assert [(row[1], row[3]) for row in found] == [("不公开", "不公开")]


def test_the_map_reads_in_black_and_white(compared: Compared):
    drawn = sheet(compared, FontMetrics())
    looks = {}
    for one in compared.relationships:
        keys = tuple(f"{node.column}|{node.id}" for node in (one.source, one.target))
        (line,) = [line for line in drawn.scene.lines if line.keys == keys]
        looks.setdefault(one.kind, set()).add((line.dash, grey(line.colour)))
    assert all(len(some) == 1 for some in looks.values())
    flat = [next(iter(some)) for some in looks.values()]
    for (dash, dark), (other, light) in itertools.combinations(flat, 2):
        assert dash != other or abs(dark - light) > 60


def grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_no_name_lies_on_another(compared: Compared):
    letters, text = FontMetrics(), finding(compared, load_sentences(CATALOGUE))
    drawn = sheet(compared, letters, text)
    assert text in [word.text for word in drawn.scene.words]
    boxes = []
    for word in drawn.scene.words:
        wide = letters.width(word.text, word.size, bold=word.weight == 600)
        left = word.x - (wide if word.anchor == "end" else 0)
        boxes.append(
            (word.text, left, word.y - word.size * 0.86, left + wide, word.y + word.size * 0.1)
        )
    for (a, a0, b0, a1, b1), (b, c0, d0, c1, d1) in itertools.combinations(boxes, 2):
        assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0, f"{a} lies on {b}"
    for text, left, top, right, bottom in boxes:
        assert left >= 0 and right <= drawn.size[0] - A1.margin / 2, text
        assert top >= 0 and bottom <= drawn.size[1] - A1.margin / 2, text
    assert drawn.size == (A1.width, A1.height)
    named = [word.size for word in drawn.scene.words if word.key and not word.muted]
    assert min(named) >= A1.smallest > 18 and min(word.size for word in drawn.scene.words) >= 14
    for bar, other in itertools.combinations(drawn.scene.bars, 2):
        apart = bar.y + bar.height <= other.y or other.y + other.height <= bar.y
        assert apart or bar.x != other.x, f"{bar.about} lies on {other.about}"


def test_the_finding_says_how_much_more_there_is(compared: Compared):
    said = finding(compared, load_sentences(CATALOGUE))
    (met,) = [one for one in compared.totals if one.item == "met"]
    assert isinstance(met.before, int) and isinstance(met.after, int) and met.after > met.before
    assert f"实现心愿 {met.after} 件，多 {met.after - met.before} 件" in said
    redefined = replace(compared, redefined=(compared.after.tables[TOTALS].title,))
    assert finding(redefined, load_sentences(CATALOGUE)) == ""


def test_the_files_hold_the_same_changes(home: Path, compared: Compared):
    editions = Editions(home)
    folder, _ = diff(editions, editions.find("2024"), editions.find("2025"), FontMetrics())
    assert editions.names() == ["2025", "2024"]
    text = (folder / "changes.csv").read_bytes().decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in told if row[3] == "新加入的支持者"] == list(compared.joined)
    relationships = [row for row in told if " → " in row[0]]
    assert len(relationships) == sum(one.kind != "same" for one in compared.relationships)
    sheet_rows = list(openpyxl.load_workbook(folder / "changes.xlsx").active.values)
    assert [(row[0], row[3] or "") for row in sheet_rows] == [(row[0], row[3]) for row in told]
    numbers = {"¥": lambda text: float(text[1:].replace(",", ""))}
    for row, (_, *sides, _) in zip(sheet_rows[1:], told[1:], strict=True):
        plain = [numbers.get(side[:1], float)(side) if side else None for side in sides]
        assert [cell or (0 if cell == 0 else None) for cell in row[1:3]] == plain
    assert {one.name for one in folder.iterdir()} == {
        "changes.csv", "changes.xlsx", "compared.json",
        "map.svg", "map.png", "map-A1.pdf", "map-A3.pdf",
    }  # fmt: skip
    for paper in ("A1", "A3"):
        assert len(pypdf.PdfReader(folder / f"map-{paper}.pdf").pages) == 1
    assert told[0] == [
        "内容",
        "2024（2023年9月1日至2024年8月31日）",
        "2025（2024年9月1日至2025年8月31日）",
        "变化",
    ]
    assert not [row for row in told if "重叠" in row[0]]


def test_what_both_sides_count_is_said(half_a_year: Path):
    told = (half_a_year / "changes.csv").read_text("utf-8-sig").splitlines()
    assert told[1].startswith("两边的期间有重叠：2024年9月1日至2025年2月28日的两边都计")


def test_two_days_are_compared_without_an_edition(town: Graph, tmp_path: Path, compared: Compared):
    editions, runner = Editions(tmp_path), Runner(town, CATALOGUE)
    folder, found = diff_days(runner, editions, DAYS, Order(""))
    for name in ("joined", "stopped", "gained", "lost", "totals", "relationships", "redefined"):
        assert getattr(found, name) == getattr(compared, name), name
    assert folder.name == "2024-08-31..2025-08-31" and editions.names() == []
    first = (folder / "changes.csv").read_bytes()
    again, _ = diff_days(runner, editions, DAYS, Order(""))
    assert again == folder and (folder / "changes.csv").read_bytes() == first
    (made,) = comparisons(editions)
    assert (made.before, made.after, made.audience) == ("2024-08-31", "2025-08-31", "committee")
    with pytest.raises(NotMade):
        diff_days(runner, editions, DAYS[::-1], Order(""))
    assert [one.name for one in comparisons(editions)] == [folder.name]
    with editions.building(folder.name, among="compared"), pytest.raises(NameTaken):
        diff_days(runner, editions, DAYS, Order(""))


def test_a_changed_definition_is_said_and_not_shown_as_a_change(home: Path, tmp_path: Path):
    editions, other = Editions(home), Editions(tmp_path)
    for name in ("2024", "2025"):
        place = other.root / name
        for file in ("manifest.json", "data/answers.json", "maps/places.json"):
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).write_bytes((editions.root / name / file).read_bytes())
    answers = other.root / "2024" / "data" / "answers.json"
    told = json.loads(answers.read_text("utf-8"))
    for id in ("reports/support/map", "reports/edition/totals"):
        told[id]["version"] = "000000000000"  # as after a change of its limits
    answers.write_text(json.dumps(told), "utf-8")
    found = compare(*(of_edition(other, other.root / name) for name in ("2024", "2025")))
    assert found.redefined == () and found.totals and found.relationships
    for id in ("reports/support/map", "reports/edition/totals"):
        told[id]["definition"] = "000000000000"
    answers.write_text(json.dumps(told), "utf-8")
    found = compare(*(of_edition(other, other.root / name) for name in ("2024", "2025")))
    assert found.relationships == () and found.totals == () and found.joined == ()
    assert {one.zh for one in found.redefined} == {
        CATALOGUE.find(id).header.title.zh for id in ("support/map", "edition/totals")
    }


@pytest.mark.parametrize("lacking", ["2024", "2025"])
@pytest.mark.parametrize("id", ["reports/support/map", "reports/edition/totals"])
def test_an_edition_without_what_is_compared_is_refused_by_name(home: Path, id: str, lacking: str):
    editions = Editions(home)
    sides = {name: of_edition(editions, editions.find(name)) for name in ("2024", "2025")}
    kept = {one: table for one, table in sides[lacking].tables.items() if one != id}
    sides[lacking] = replace(sides[lacking], tables=kept)
    with pytest.raises(NotMade) as told:
        compare(sides["2024"], sides["2025"])
    assert lacking in told.value.zh and id in told.value.zh and id in told.value.en


def test_a_comparison_is_made_in_a_name_of_what_that_person_may_see(home: Path):
    Home(home, Clock()).add("王主任")
    Home(home, Clock()).add("小李", "staff")
    assert typed(home, "edition", "diff", "2024", "2025", "--as", "小李").exit_code == 0
    line = noted(home, "edition")[-1]
    assert (line["by"], line["about"]) == ("小李", "2024..2025")
    assert line["more"] == {"act": "compare"}
    Home(home, Clock()).add("老周", "committee")
    (home / "own").mkdir(exist_ok=True)
    (home / "own" / "rights.yaml").write_text("make_edition: [committee, staff, steward]\n")
    manifest = home / "editions" / "2024" / "manifest.json"
    whole = manifest.read_text("utf-8")
    try:
        manifest.write_text(
            whole.replace('"audience": "committee"', '"audience": "staff"'), "utf-8"
        )
        refused = typed(home, "edition", "diff", "2024", "2025", "--as", "老周")
        assert refused.exit_code != 0 and "no edition '2024'" in refused.stderr
    finally:
        manifest.write_text(whole, "utf-8")
        (home / "own" / "rights.yaml").unlink()
    assert len(noted(home, "edition")) == 1


def test_editions_for_different_readers_are_not_compared(home: Path, public_years: dict[str, Path]):
    editions, public = Editions(home), public_years["2025"]
    with pytest.raises(NotMade) as told:
        compare(of_edition(editions, editions.find("2024")), of_edition(editions, public))
    assert "公开" in told.value.zh
    twin = compare(*[of_edition(editions, public)] * 2)
    assert not twin.weighed and {one.kind for one in twin.relationships} == {"same"}
    assert replace(twin, relationships=()).joined == ()
