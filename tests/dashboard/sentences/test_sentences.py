"""Sentences agree with their figures: none, one and many, withheld and not recorded, in both languages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from figure_tables import table_of
from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.library.catalogue import Catalogue
from cypher.nothing import Nothing
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.errors import NoSuchSentence
from dashboard.sentences import Sentences, load_sentences, sentence_of
from dashboard.sentences.files import FOLDER
from dashboard.sentences.model import Figure, Sentence
from dashboard.texts import LANGS
from graph.client import Graph

CATALOGUE = Catalogue.load()
SHIPPED = load_sentences(CATALOGUE)
FIGURES = {
    "cell": {"report": "t/x", "column": "n", "where": {"kind": "a"}},
    "sum": {"report": "t/x", "sum": "n", "where": {"kind": ["a", "b"]}},
    "count": {"report": "t/x", "count": True, "where": {"n": {"above": 1}}},
    "distinct": {"report": "t/x", "distinct": "kind", "where": {"n": {"above": 0}}},
}
CLAUSE = {
    "none": {"zh": "没有", "en": "none at all"},
    "many": {"zh": "有{f}件", "en": "{f|wish is|wishes are} left"},
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 3) | st.just(Nothing.WITHHELD) | st.none(),
    ),
    max_size=5,
)


def answers(table: Table | None) -> Callable[[str, bool], Table | None]:
    return lambda report, year_before: table


def sentences(figure: dict[str, object]) -> Sentences:
    written = {"figures": {"f": figure}, "clauses": [{"by": "f", **CLAUSE}]}
    return Sentences({"s": Sentence.model_validate(written)})


def expected(kind: str, rows: list[tuple[str, object]]) -> object:
    """The figure once more, by hand."""
    if kind in ("count", "distinct"):
        if any(n is Nothing.WITHHELD for _, n in rows):
            return Nothing.WITHHELD
        numbered = [(name, n) for name, n in rows if isinstance(n, int)]
        if kind == "count":
            return sum(n > 1 for _, n in numbered)
        return len({name for name, n in numbered if n > 0})
    among = [n for name, n in rows if name in ("a" if kind == "cell" else "ab")]
    if kind == "cell":
        return among[0] if len(among) == 1 else None
    if any(n is Nothing.WITHHELD for n in among):
        return Nothing.WITHHELD
    return None if None in among else sum(among)


@pytest.mark.parametrize("kind", FIGURES)
@given(rows=ROWS)
@settings(deadline=None)
def test_a_sentence_says_the_figure_of_its_rows(kind: str, rows: list[tuple[str, object]]):
    table = table_of("table", ["kind", "n"], rows, units={"n": "count"})
    figure = expected(kind, rows)
    zh, en = (sentences(FIGURES[kind]).text("s", answers(table), lang) for lang in LANGS)
    if figure is Nothing.WITHHELD or figure is None:
        assert not re.search(r"\d", zh + en)
        assert zh.endswith("无记录" if figure is None else "不公开")
        assert en.endswith("no record" if figure is None else "withheld")
    elif figure == 0:
        assert (zh, en) == ("没有", "None at all")
    else:
        assert zh == f"有{figure}件"
        assert en == ("1 wish is left" if figure == 1 else f"{figure} wishes are left")


def test_a_figure_of_rows_that_are_not_all_there_is_not_worked_out():
    table = table_of("table", ["kind", "n"], [("a", 5)], units={"n": "count"}, truncated=True)
    assert sentences(FIGURES["sum"]).text("s", answers(table), "zh").endswith("未计算")


def test_what_is_not_for_the_readers_is_left_out_or_taken_from_another_report():
    assert sentences(FIGURES["sum"]).text("s", answers(None), "zh") == ""
    written = {
        "figures": {"f": [{"report": "closed", "count": True}, {"report": "open", "count": True}]},
        "clauses": [{"by": "f", **CLAUSE}],
    }
    table = table_of("table", ["kind"], [("a",), ("b",)])
    found = Sentences({"s": Sentence.model_validate(written)})
    text = found.text("s", lambda report, _: table if report == "reports/open" else None, "zh")
    assert text == "有2件"


@pytest.mark.parametrize(("now", "before", "zh"), [(5, 3, "多2"), (3, 5, "少2"), (4, 4, "持平")])
def test_a_difference_is_said_by_its_direction(now: int, before: int, zh: str):
    cell = {"report": "t/x", "column": "n"}
    forms = {"none": "持平", "less": "少{change}", "many": "多{change}"}
    written = {
        "figures": {"a": cell, "b": {**cell, "year_before": True}, "change": {"less": ["a", "b"]}},
        "clauses": [
            {"by": "change", **{key: {"zh": text, "en": "x"} for key, text in forms.items()}}
        ],
    }
    one, other = (table_of("table", ["n"], [(n,)], units={"n": "count"}) for n in (now, before))
    found = Sentences({"s": Sentence.model_validate(written)})
    assert found.text("s", lambda _, year_before: other if year_before else one, "zh") == zh


def filled(sentence: Sentence, value: object) -> Callable[[str, bool], Table]:
    """An answer in which every cell that a sentence reads holds a value, in rows that match."""

    def answer(report: str, year_before: bool) -> Table:
        read = [one for several in sentence.figures.values() for one in several]
        mine = [one for one in read if f"reports/{one.report}" == report]
        names = list(dict.fromkeys(name for one in mine for _, name in one.columns))
        rows: list[tuple[object, ...]] = []
        for one in mine:
            rows += [tuple(_cell(one, name, value) for name in names)] * _times(one, value)
        table = table_of(
            "table", names, list(dict.fromkeys(rows)) or [], units=dict.fromkeys(names, "count")
        )
        return table

    return answer


def _times(one: Figure, value: object) -> int:
    return 1 if not one.count or value else 0


def _cell(one: Figure, name: str, value: object) -> object:
    condition = one.where.get(name)
    if isinstance(condition, str | bool | int):
        return condition
    return value


@pytest.mark.parametrize("name", SHIPPED.by_name)
@pytest.mark.parametrize("value", [0, 1, 2, 1204, Nothing.WITHHELD, None], ids=str)
def test_every_shipped_sentence_reads_well(name: str, value: object):
    one = SHIPPED.by_name[name]
    for lang in LANGS:
        text = SHIPPED.text(name, filled(one, value), lang)
        assert not re.search(r"[{}|]|  |；；|; ;|；$|; $", text), text
        assert not re.search(r"\b1 (?!was\b|is\b|has\b)\w+s\b", text) or lang == "zh", text
        assert not re.search(r"[一-鿿]", text) or lang == "zh", text
        assert value is not Nothing.WITHHELD or not re.search(r"\b1204\b", text)


def test_a_home_adds_and_replaces_sentences_and_a_broken_file_is_named_with_its_line(
    tmp_path: Path,
):
    folder = tmp_path / FOLDER
    folder.mkdir()
    mine = (
        "mine:\n  figures:\n    f: {report: wishes/overdue, count: true}\n"
        "  clauses:\n    - {by: f, many: {zh: '{f}件', en: '{f} late'}}\n"
    )
    (folder / "mine.yaml").write_text(mine + mine.replace("mine:", "open_claims:"), "utf-8")
    broken = {
        "report": (mine.replace("wishes/overdue", "wishes/overdoo"), 3, "wishes/overdue"),
        "column": (mine.replace("count: true", "sum: dayslate"), 3, "days_late"),
        "place": (mine.replace("{f} late", "{g} late"), 5, "g"),
        "key": (mine.replace("clauses", "clausez"), 4, "clauses"),
        "form": (mine.replace("by: f, many", "by: f, several"), 5, "many"),
    }
    for name, (text, *_) in broken.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    found = load_sentences(CATALOGUE, tmp_path)
    assert "mine" in found.by_name
    assert len(found.by_name) == len(SHIPPED.by_name) + 1
    assert found.by_name["open_claims"] == found.by_name["mine"]
    said = {error.path: (error.line, error.zh + error.en) for error in found.problems}
    for name, (_, line, word) in broken.items():
        at, text = said[f"own/{FOLDER}/{name}.yaml"]
        assert at == line and word in text, name
    with pytest.raises(NoSuchSentence, match="open_claims"):
        found.find("open_claim")


def test_a_sentence_of_the_graph_says_what_its_reports_say(town: Graph):
    runner = Runner(town, CATALOGUE)
    overdue = runner.run(CATALOGUE.find("wishes/overdue"), reader=LOCAL)
    assert len(overdue.rows) > 1
    text = sentence_of(SHIPPED, runner, LOCAL, "open_claims", {"as_of": overdue.as_of}, "zh")
    assert f"{len(overdue.rows)} 件" in text
    public = LOCAL.for_audience("public")
    assert sentence_of(SHIPPED, runner, public, "open_claims", {}, "en") == ""
