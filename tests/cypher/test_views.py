"""A view of one kind read as another: what a page shows in another way than its report says."""

from typing import get_args

import pytest
from figure_tables import table_of
from pydantic import ValidationError

from cypher.header import Header, Words
from cypher.views import (
    KINDS,
    BarView,
    ChartView,
    FlowView,
    LayersView,
    MapView,
    MatrixView,
    NumberView,
    SankeyView,
    TableView,
    View,
    as_kind,
)  # fmt: skip
from dashboard.figures import figure
from dashboard.pages.page_model import Card

TEXT = Words(zh="题", en="Title")
MODELS = {model.name(): model for model in get_args(get_args(View)[0])}


def test_a_table_shown_as_a_chart_has_its_last_column_over_its_first():
    chart = as_kind(TableView(kind="table"), BarView, ("month", "note", "wishes"))
    assert chart == BarView(kind="bar", x="month", y="wishes")


def test_settings_of_the_same_name_are_taken_over():
    sankey = SankeyView(kind="sankey", source="from", target="to", value="fen", level="step")
    layers = as_kind(sankey, LayersView, ("step", "from", "to", "fen"))
    assert layers == LayersView(
        kind="layers", source="from", target="to", value="fen", level="step",
        source_id="source_id", target_id="target_id",
    )  # fmt: skip
    assert as_kind(sankey, NumberView, ("fen",)) == NumberView(kind="number", value="fen")
    assert as_kind(sankey, MatrixView, ("fen",)) == MatrixView(
        kind="matrix", row="row", column="column", value="fen"
    )


def test_a_view_of_the_kind_asked_for_is_itself():
    layers = LayersView(
        kind="layers", source="a", target="b", value="v", source_id="i", target_id="j", group="g"
    )
    assert as_kind(layers, FlowView, ()) is layers
    bars = BarView(kind="bar", x="a", y="b", series="c")
    assert as_kind(bars, ChartView, ("z",)) is bars


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_page_may_show_a_table_as_a_chart(kind: str):
    table = table_of("table", ["month", "wishes"], [("2025-01", 7), ("2025-02", 12)])
    drawn = figure(table, "en", kind=kind)
    assert "month column: 2025-01; wishes column: 7" in drawn


def test_a_map_takes_columns_called_as_its_settings():
    usual = as_kind(TableView(kind="table"), MapView, ("anything",))
    assert (usual.id, usual.longitude, usual.shape) == ("id", "longitude", "shape")
    assert usual.state is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_frozen_header_keeps_the_kind_of_its_view(kind: str):
    needed = {"value", "x", "y", "source", "target", "source_id", "target_id", "row", "column", "title", "id",
              "longitude", "latitude", "shape", "at", "what", "step", "unit", "tie", "way", "alone", "followed"}  # fmt: skip
    view = {key: key for key in needed & MODELS[kind].model_fields.keys()} | {"kind": kind}
    header = Header(title=TEXT, about=TEXT, view=view)
    frozen = header.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert Header.model_validate(frozen).view == header.view
    assert header.view.kind == kind


def test_a_card_is_shown_in_a_way_that_there_is():
    with pytest.raises(ValidationError) as caught:
        Card(id="a", report="reports/a/b", view="bra")
    [error] = caught.value.errors()
    assert error["type"] == "literal_error" and "'bar', 'line'" in error["ctx"]["expected"]
