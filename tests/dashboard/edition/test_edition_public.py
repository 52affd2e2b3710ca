"""What the public reads gives nobody away: all files of two public editions are solved together."""

import hashlib
import json
import shutil
from collections.abc import Hashable, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from attacker import Attacker, Equation
from click.testing import CliRunner
from report_pages import pages_of

from cypher.errors import NotForAudience
from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.cli.main import lianxin
from dashboard.edition import Editions, Order, make, verify
from dashboard.edition.compared.files import diff_days
from dashboard.edition.content.frozen_answers import ANSWERS, YEAR_BEFORE, read_frozen
from dashboard.edition.manifest import FILE
from dashboard.edition.public.derivable import derivable
from dashboard.sentences import load_sentences
from dashboard.sentences.figures import values_of
from dashboard.sentences.model import Figure
from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI

CATALOGUE = Catalogue.load()
SENTENCES = load_sentences(CATALOGUE)
LEAST = 5
DAYS = {"2024": date(2024, 8, 31), "2025": date(2025, 8, 31), "2025-en": date(2025, 8, 31)}
Variable = tuple[Hashable, ...]
GRADES = ("very_satisfied", "satisfied", "so_so", "dissatisfied")
COUNTED = {
    "satisfaction": ("handovers", "visited", "not_visited", "reopened", "content", *GRADES),
    "rates": ("published", "claimed", "fulfilled"),
    "claim_days": ("published", "claimed", "waiting", "ended_unclaimed"),
}
"""The counts of reports with a row for each category and one for all."""


@pytest.fixture(scope="module")
def editions(public_years: dict[str, Path]) -> dict[str, Path]:
    return public_years


class Published:
    """Every count in the answers of the editions, and the sums that anyone knows to hold.

    The sums are written down here once more, from what the reports mean, and not taken from their
    headers.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.index: dict[Variable, int] = {}
        self.known: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.equations: list[Equation] = []
        self.sentences: dict[Variable, object] = {}
        for name, folder in folders.items():
            tables = read_frozen(folder)
            self._read(DAYS[name], tables)
            self._totals(DAYS[name], tables)
            before = read_frozen(folder, YEAR_BEFORE)
            self._items(before["reports/edition/totals"])
            self._sentences(folder.name, tables, before)

    def _read(self, day: date, tables: Mapping[str, Table]) -> None:
        for report, counts in COUNTED.items():
            for row in tables[f"reports/wishes/{report}"].dicts():
                for name in counts:
                    self._cell((day, report, row["category"], name), row[name])
        for row in tables["reports/wishes/grades"].dicts():
            self._cell((day, "grades", row["grade"]), row["visits"])
            self._cell((day, "grades", row["grade"], "visited"), row["visited"])
            visited = (day, "satisfaction", "total", "visited")
            self._sum((day, "grades", row["grade"], "visited"), [visited])
        for row in tables["reports/wishes/funnel"].dicts():
            self._cell((day, "funnel", row["month"], row["step"]), row["wishes"])
        categories = [row["category"] for row in tables["reports/wishes/rates"].dicts()]
        for category in categories:
            self._sum_within(day, category)
        for grade in GRADES:
            self._sum((day, "satisfaction", "total", grade), [(day, "grades", grade)])
        for report, counts in COUNTED.items():
            for name in counts:
                parts = [(day, report, one, name) for one in categories if one != "total"]
                self._sum((day, report, "total", name), parts)

    def _sum_within(self, day: date, category: object) -> None:
        """The sums in one category: grades, visited or not, each wish claimed, waiting or ended."""
        visits, claims, rates = (
            (day, report, category) for report in ("satisfaction", "claim_days", "rates")
        )
        self._sum((*visits, "visited"), [(*visits, grade) for grade in GRADES])
        self._sum((*visits, "content"), [(*visits, grade) for grade in GRADES[:2]])
        self._sum((*visits, "handovers"), [(*visits, "visited"), (*visits, "not_visited")])
        parts = [(*claims, name) for name in ("claimed", "waiting", "ended_unclaimed")]
        self._sum((*claims, "published"), parts)
        for name in ("published", "claimed"):
            self._sum((*claims, name), [(*rates, name)])

    def _totals(self, day: date, tables: Mapping[str, Table]) -> None:
        """The main numbers: those of wishes are sums of other reports' columns."""
        totals = tables["reports/edition/totals"]
        self._items(totals)
        needs = tables["reports/lists/needs"].dicts()
        for row in needs:
            for name in ("open", "long_open"):
                self._cell((day, "needs", row["category"], name), row[name])
        opened = [(day, "needs", row["category"], "open") for row in needs]
        self._sum((day, "totals", "still_open"), opened)
        self._sum((day, "totals", "published"), [(day, "rates", "total", "published")])

    def _items(self, totals: Table) -> None:
        assert totals.as_of is not None
        for row in totals.dicts():
            if row["item"] in ("submitted", "published", "claimed", "met", "still_open"):
                self._cell((totals.as_of, "totals", row["item"]), row["number"])

    def _sentences(
        self, name: str, tables: Mapping[str, Table], before: Mapping[str, Table]
    ) -> None:
        """Every figure of a sentence that is made of these counts, as one more that readers know."""
        for sentence in SENTENCES.by_name.values():
            values = values_of(sentence, lambda id, back: (before if back else tables).get(id))
            for key, value in values.items():
                for one in sentence.figures[key]:
                    parts = self._parts(one, (before if one.year_before else tables))
                    if parts and (isinstance(value.value, int) or value.value is Nothing.WITHHELD):
                        self._said(("sentence", name, one.model_dump_json()), value.value, parts)

    def _said(self, variable: Variable, value: object, parts: list[Variable]) -> None:
        """A number that a sentence says, and the counts that it adds up."""
        self.sentences[variable] = value
        self._cell(variable, value)
        self._sum(variable, parts)

    def attacker(self) -> Attacker:
        """Someone who knows all that is published."""
        return Attacker(self.known, self.equations, len(self.index))

    def _parts(self, one: Figure, tables: Mapping[str, Table]) -> list[Variable]:
        """The counts that a figure adds up."""
        table = tables.get(f"reports/{one.report}")
        column = one.column or one.sum
        if table is None or not column or one.largest:
            return []
        short = {"edition/totals": "totals", "lists/needs": "needs"}.get(
            one.report, one.report.removeprefix("wishes/")
        )
        key = "item" if short == "totals" else "category"
        rows = [row for row in table.dicts() if all(row[k] == v for k, v in one.where.items())]
        tail = () if short == "totals" else (column,)
        found: list[Variable] = [(table.as_of, short, row.get(key), *tail) for row in rows]
        return found if all(one in self.index for one in found) else []

    def _cell(self, variable: Variable, value: object) -> None:
        index = self.index.setdefault(variable, len(self.index))
        if isinstance(value, int):
            self.known[index] = value
        else:
            assert value is Nothing.WITHHELD, variable
            self.hidden.add(index)

    def _sum(self, total: Variable, parts: list[Variable]) -> None:
        indexes = [self.index.setdefault(one, len(self.index)) for one in (total, *parts)]
        self.equations.append((indexes, [1, *[-1] * len(parts)]))


def test_no_count_of_one_to_four_people_stands_in_any_answer(editions: dict[str, Path]):
    for folder in editions.values():
        for id, table in read_frozen(folder).items():
            for row in table.dicts():
                for name, value in row.items():
                    if table.column(name).counts_people(row) and isinstance(value, int):
                        assert value == 0 or value >= LEAST, (id, name, row)


def test_no_count_of_one_to_four_people_can_be_worked_out(editions: dict[str, Path]):
    published = Published(editions)
    attacker = published.attacker()
    assert not attacker.contradicts()
    hidden = published.hidden - published.known.keys()
    assert len(hidden) > 40
    shown = [one for one in published.sentences.values() if isinstance(one, int)]
    assert len(shown) > 10 and Nothing.WITHHELD in published.sentences.values()
    names = {index: variable for variable, index in published.index.items()}
    found = [names[at] for at in hidden for value in range(1, LEAST) if attacker.is_told(at, value)]
    assert found == []


def test_what_follows_from_the_headers_gives_nothing_away_either(editions: dict[str, Path]):
    headers = {saved.id: saved.header for saved in CATALOGUE.of("reports")}
    assert list(derivable(editions.values(), headers, 60.0)) == []


def test_a_reader_who_works_it_out_is_found(editions: dict[str, Path]):
    """The same look at an edition in which one withheld cell beside its sum is printed after all."""
    published = Published({"2025": editions["2025"]})
    attacker = published.attacker()
    small = next(at for at in published.hidden if attacker.could_be(at, least=1, most=LEAST - 1))
    value = next(v for v in range(1, LEAST) if attacker.could_be(small, least=v, most=v))
    copied = len(published.index)
    told = Attacker(
        {**published.known, copied: value}, [*published.equations, ([copied, small], [1, -1])], copied + 1
    )  # fmt: skip
    assert told.is_told(small, value)


def test_a_sentence_that_told_what_is_withheld_is_found(editions: dict[str, Path]):
    """The same look where the sum of what is withheld in rows stood in a sentence after all."""
    published = Published({"2025": editions["2025"]})
    attacker = published.attacker()
    small = next(at for at in published.hidden if attacker.could_be(at, least=1, most=LEAST - 1))
    value = next(v for v in range(1, LEAST) if attacker.could_be(small, least=v, most=v))
    cell = next(one for one, at in published.index.items() if at == small)
    published._said(("sentence", "of one cell"), value, [cell])
    assert published.attacker().is_told(small, value)


def test_withheld_relationships_lead_nowhere(editions: dict[str, Path]):
    for folder in editions.values():
        teams = read_frozen(folder)["reports/edition/teams"]
        hidden = [row for row in teams.dicts() if row["times"] is Nothing.WITHHELD]
        assert hidden
        assert all(row["target_id"] is row["target"] is Nothing.WITHHELD for row in hidden)


def test_withheld_is_not_called_unrecorded(editions: dict[str, Path]):
    text = (editions["2025"] / "data" / "csv" / "wishes_satisfaction.csv").read_text("utf-8-sig")
    assert "不公开" in text
    assert "无记录" not in text
    printed = "".join(page.text for page in pages_of(editions["2025"]))
    gaps = "".join(printed.split()).partition("附三")[2].partition("附四")[0]
    assert "很满意”" not in gaps


def test_a_single_answer_is_not_for_publication(town: Graph):
    runner, public = Runner(town, CATALOGUE), LOCAL.for_audience("public")
    for id in ("wishes/satisfaction", "support/map"):
        with pytest.raises(NotForAudience):
            runner.run(CATALOGUE.find(id), reader=public)
    with pytest.raises(NotForAudience) as refused:
        runner.count(CATALOGUE.find("wishes/satisfaction"), reader=public)
    assert "edition make" in refused.value.en


def altered(edition: Path, tmp_path: Path, file: str, old: str, new: str) -> list[tuple[str, str]]:
    """What is found in a copy of which a file, and its sum in the manifest, were altered."""
    folder = shutil.copytree(edition, tmp_path / edition.name)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8", newline="")
    if file != FILE:
        told = json.loads((folder / FILE).read_text("utf-8"))
        data = (folder / file).read_bytes()
        told["files"][file] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        (folder / FILE).write_text(json.dumps(told), "utf-8")
    manifest = Editions(tmp_path).manifest(folder)
    return [(one.file, one.how) for one in verify(folder, manifest)]


@pytest.mark.parametrize("audience", ["committee", "staff"])
def test_another_audience_is_found(editions: dict[str, Path], tmp_path: Path, audience: str):
    found = altered(
        editions["2025"], tmp_path, FILE, '"audience": "public"', f'"audience": "{audience}"'
    )
    assert found == [(FILE, "contradicts")]


def test_a_figure_that_was_altered_with_its_sum_is_found(editions: dict[str, Path], tmp_path: Path):
    rates = read_frozen(editions["2025"])["reports/wishes/rates"]
    published = next(row["published"] for row in rates.dicts() if row["category"] == "total")
    csv = "data/csv/wishes_rates.csv"
    found = altered(editions["2025"], tmp_path / "a", csv, f",{published},", ",777,")
    assert found == [(csv, "contradicts")]
    found = altered(
        editions["2025"], tmp_path / "b", ANSWERS, f'"total", {published},', '"total", 777,'
    )
    assert {how for _, how in found} == {"contradicts"}
    assert ANSWERS in dict(found) and any(file.startswith("data/csv/") for file, _ in found)


def test_a_script_fails_by_the_sum_where_the_manifest_was_altered(editions: dict[str, Path]):
    def verified(*words: str) -> int:
        run = CliRunner(env={"LIANXIN_HOME": str(editions["2025"].parents[1])})
        return run.invoke(lianxin, ["edition", "verify", "2025", *words]).exit_code

    sum = hashlib.sha256((editions["2025"] / FILE).read_bytes()).hexdigest()
    assert verified() == 0
    assert verified("--sum", sum) == 0
    assert verified("--sum", sum.upper()) == 0
    assert verified("--sum", "0" * 64) == 8


FEW: dict[str, list[dict[str, object]]] = {
    "DeliverySite": [{"id": "SITE-1", "name": "东站", "kind": "express"}],
    "Rider": [{"id": f"R-{n}", "alias": f"{n}师傅", "role": "courier"} for n in range(9)],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": "2024-01-01"} for n in range(9)],
}


def wishes(numbers: range, at: datetime) -> dict[str, list[dict[str, object]]]:
    return {
        "Wish": [
            {"id": f"W-{n}", "title": "雨衣", "category": "riding_gear", "kind": "goods",
             "status": "SUBMITTED", "submittedAt": at}
            for n in numbers
        ],
        "WishEvent": [
            {"id": f"EV-{n}", "toStatus": "SUBMITTED", "seq": 1, "at": at, "actorRole": "rider"}
            for n in numbers
        ],
        "Raised": [{"start": f"R-{n % 9}", "end": f"W-{n}"} for n in numbers],
        "HasEvent": [{"start": f"W-{n}", "end": f"EV-{n}"} for n in numbers],
    }  # fmt: skip


def corrections(folder: Path) -> str:
    text = "".join("".join(page.text.split()) for page in pages_of(folder))
    return text.rpartition("附二对上一版的更正")[2].partition("附三数据缺口")[0]


def test_corrections_tell_no_more_than_was_and_would_be_published(graph: Graph, tmp_path: Path):
    load_rows(graph, FEW, name="few", by="test")
    february, march, may = (datetime(2024, month, 5, 9, tzinfo=SHANGHAI) for month in (2, 3, 5))
    load_rows(graph, wishes(range(1, 4), february), name="three", by="test")
    load_rows(graph, wishes(range(10, 17), march), name="seven", by="test")
    load_rows(graph, wishes(range(40, 46), may), name="six, withheld with the three", by="test")
    runner = Runner(graph, CATALOGUE)
    first = make(runner, tmp_path, Order("2024", date(2024, 6, 30), audience="public"))
    load_rows(graph, wishes(range(20, 21), february), name="late", by="test")
    load_rows(graph, wishes(range(30, 32), march), name="late too", by="test")
    second = make(runner, tmp_path, Order("2025", date(2024, 12, 31), first, audience="public"))
    text = corrections(second)
    assert "7→9" in text  # March: published, and corrected
    assert "3→4" not in text and "→4" not in text  # February: withheld then and now
    assert "无记录" not in text and "不公开→" not in text


def test_days_compared_for_the_public_are_kept_as_what_it_has_read(town: Graph, tmp_path: Path):
    order = Order("", audience="public")
    folder, _ = diff_days(
        Runner(town, CATALOGUE), Editions(tmp_path), (date(2024, 8, 31), date(2025, 8, 31)), order
    )
    assert folder in Editions(tmp_path).published()
    assert "reports/edition/totals" in read_frozen(folder, "before.json")
