"""What stands around the forms of a record: as on every other page. Where a record came from."""

import re

import pytest
import requests
from bs4 import BeautifulSoup

from graph.client import Graph


def page(served: str, path: str) -> BeautifulSoup:
    return BeautifulSoup(requests.get(f"{served}/{path}", timeout=60).content, "html.parser")


COUNT = "nav [data-waiting]:not([hidden])"


def counted(served: str, path: str) -> BeautifulSoup:
    """A page once the number in its menu is counted: a page waits half a second for it at most."""
    return next(one for _ in range(100) if (one := page(served, path)).select_one(COUNT))


@pytest.mark.parametrize("path", ["records/edit?id=ST-0001", "records/history?id=ST-0001"])
def test_a_form_has_the_band_and_the_number_of_every_page(served: str, path: str):
    overview = counted(served, "")
    form = counted(served, path)
    assert form.select("#synthetic:not([hidden])") and overview.select("#synthetic:not([hidden])")
    assert form.select_one(COUNT).text == overview.select_one(COUNT).text


def test_the_history_of_a_record_says_which_load_it_came_with(served: str):
    assert "IMP-" in page(served, "records/history?id=ST-0001").select_one(".origin").text


def test_what_hangs_on_a_record_is_called_by_what_it_is(served: str, town: Graph):
    id = town.read(
        "MATCH (o:PartyOrganization)-[:GAVE]->(:Donation) RETURN o.id ORDER BY o.id LIMIT 1"
    ).value()
    hanging = [
        one.text for one in page(served, f"records/leave?id={id}&lang=en").select(".hanging li")
    ]
    assert any("¥" in one for one in hanging)  # a donation: its amount and its day
    assert [one for one in hanging if re.search(r"\b[A-Z]+-\d", one)] == []
