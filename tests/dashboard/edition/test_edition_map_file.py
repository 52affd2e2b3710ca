"""The maps of an edition are a file: what it may say, and that it fits the reports it names."""

from importlib.resources import files

import pytest
import yaml
from pydantic import ValidationError

from cypher.library.catalogue import Catalogue
from cypher.views import LayersView
from dashboard.edition.maps.kinds import MAPS, read_maps

CATALOGUE = Catalogue.load()
TEXT = (files("dashboard.edition.maps") / "maps.yaml").read_text("utf-8")


def changed(**values: object) -> str:
    """The file's first map with other values."""
    return yaml.safe_dump([yaml.safe_load(TEXT)[0] | values])


def test_every_map_is_drawn_from_a_report_of_layers_that_its_readers_may_see():
    for one in MAPS:
        for audience in ("public", "committee", "staff"):
            header = CATALOGUE.find(one.statement(audience)).header
            assert isinstance(header.view, LayersView), one.id
            assert audience in header.audience, one.id


def test_a_map_is_added_by_the_file_alone():
    (added,) = read_maps(changed(id="gifts", report="money/flow", public_report=None))
    assert added.statement("staff") == added.statement("public") == "reports/money/flow"
    assert added.apart == {1: 2.0, 2: 2.0}


@pytest.mark.parametrize(
    "values",
    [
        {"colour": "red"},
        {"relationships": [{"zh": "一", "en": "one"}]},
        {"cards": [4]},
        {"title": {"zh": "只有中文"}},
        {"id": "../../x"},
    ],
    ids=str,
)
def test_a_map_that_cannot_be_drawn_is_refused_when_it_is_read(values: dict[str, object]):
    with pytest.raises(ValidationError):
        read_maps(changed(**values))
