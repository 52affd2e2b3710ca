"""A report of one's own begins as a working file."""

from pathlib import Path

import pytest

from cypher.admission.admit import admit, doubts
from cypher.check.runner import check_one
from cypher.errors import NotStarted
from cypher.header import Words
from cypher.library.catalogue import Catalogue
from cypher.library.new_report import free_id, start
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph

TITLE = Words(zh='雨具："甲" 与 {乙}', en='Rain: "gear" & {more}, #1')
SHIPPED = Catalogue.load()


def test_the_template_runs_and_meets_its_own_expectations(
    town: Graph, tmp_path: Path, seed_rows: dict[str, list[dict[str, object]]]
):
    one = start(tmp_path, "rain", TITLE, None, SHIPPED)
    catalogue = Catalogue.load(tmp_path)
    assert catalogue.find("own/rain") == one
    runner = Runner(town, catalogue)
    assert [result.ok for result in check_one(runner, one)] == [True]
    counted = sum(n for _, n in runner.run(one, reader=LOCAL).rows if isinstance(n, int))
    assert counted == sum(row.get("submittedAt") is not None for row in seed_rows["Wish"])


def test_a_copy_has_the_new_title_and_all_else_of_the_old(town: Graph, tmp_path: Path):
    for model in SHIPPED.of("reports"):
        one = start(tmp_path, f"copies/{model.id[8:]}", TITLE, model, SHIPPED)
        assert one.header == model.header.model_copy(update={"title": TITLE, "question": None})
        assert one.statement == model.statement
        assert doubts(one, admit(town, one)) == []


@pytest.mark.parametrize(
    "id", ["../x", "a b", "", "a//b", "/etc/x", "wishes/unclaimed", ".x", "a/../b", "reports/a.b"]
)
def test_an_id_that_cannot_be_or_is_taken(tmp_path: Path, id: str):
    with pytest.raises(NotStarted):
        start(tmp_path / "own", id, TITLE, None, SHIPPED)
    assert not (tmp_path / "own").exists()


def test_an_id_without_a_folder_goes_into_own():
    assert free_id("雨具", SHIPPED) == "reports/own/雨具"
    assert free_id("reports/wishes/rain.cypher", SHIPPED) == "reports/wishes/rain"


def test_nothing_that_is_there_is_written_over(tmp_path: Path):
    path = tmp_path / "reports/own/rain.cypher"
    path.parent.mkdir(parents=True)
    path.write_text("mine", "utf-8")
    with pytest.raises(NotStarted):
        start(tmp_path, "rain", TITLE, None, SHIPPED)
    assert path.read_text("utf-8") == "mine"


def test_nothing_is_written_through_a_link(tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "own/reports").mkdir(parents=True)
    (tmp_path / "own/reports/x").symlink_to(tmp_path / "outside")
    with pytest.raises(NotStarted, match="is a link"):
        start(tmp_path / "own", "x/rain", TITLE, None, SHIPPED)
    assert list((tmp_path / "outside").iterdir()) == []
