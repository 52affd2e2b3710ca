"""The lists of all kinds are the model's, and read as it says."""

from importlib.resources import files

import pytest

from cypher.kind_lists import list_of, listed_kinds, path_of_list
from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from graph.client import Graph
from graph.model import NODES

FOLDER = files("cypher").joinpath("reports/kinds")


@pytest.mark.parametrize("kind", listed_kinds())
def test_a_list_is_as_the_model_says(kind: str):
    text = FOLDER.joinpath(f"{path_of_list(kind)}.cypher").read_text("utf-8")
    assert text == list_of(kind), "run: python -m cypher.kind_lists"


def test_a_column_is_called_after_what_stands_in_it_and_not_by_a_verb():
    heads = {
        kind: Catalogue.load().find(f"reports/kinds/{path_of_list(kind)}").header
        for kind in ("Donation", "Wish", "DeliverySite")
    }
    assert heads["Donation"].columns["gave"].label.get("zh") == "捐赠方"
    assert heads["Wish"].columns["raised"].label.get("en") == "Raised by"
    assert heads["DeliverySite"].columns["operates"].label.get("zh") == "运营企业"
    assert heads["Wish"].title.get("en") == "All wishes"


def test_every_record_stands_in_the_list_of_its_kind(
    town: Graph, seed_rows: dict[str, list[dict[str, object]]]
):
    runner = Runner(town, Catalogue.load())
    for kind in ("Rider", "DeliverySite", "Donation", "ChatGroup"):
        saved = runner.catalogue.find(f"reports/kinds/{path_of_list(kind)}")
        rows = runner.run(saved, {}, reader=LOCAL).dicts()
        assert {row["id"] for row in rows} == {row["id"] for row in seed_rows[kind]}
    riders = runner.run(runner.catalogue.find("reports/kinds/rider"), {}, reader=LOCAL).dicts()
    now = {
        r["start"]: r["end"]
        for r in seed_rows["WorksAt"]
        if "to" not in r or str(r["to"])[:4] == "9999"
    }
    assert {row["id"]: row["works_at_id"] for row in riders if row["works_at_id"]} == now


def test_what_is_about_persons_is_for_staff_and_logged():
    for kind in listed_kinds():
        header = Catalogue.load().find(f"reports/kinds/{path_of_list(kind)}").header
        if NODES[kind].about_person:
            assert set(header.audience) == {"staff"} and header.privacy and header.privacy.personal
