"""The day that the data have reached."""

from datetime import datetime

from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI
from graph.schema import ensure_model_version
from graph.today import today
from tests.support.wishes_to_act_on import town

INVENTED = "MATCH (w:Wish) SET w.provenance = 'synthetic'"


def _wish(graph: Graph) -> None:
    ensure_model_version(graph)
    load_rows(graph, town(wishes=1, organisations=1), name="office", by="test")


def test_the_calendar_decides_where_nothing_is_invented(graph: Graph):
    _wish(graph)
    before = datetime.now(SHANGHAI)
    reached = today(graph)
    assert not reached.synthetic
    assert before <= reached.moment() <= datetime.now(SHANGHAI)
    assert before.date() <= reached.day <= datetime.now(SHANGHAI).date()


def test_an_empty_graph_stands_at_the_calendars_day(graph: Graph):
    assert today(graph).day == datetime.now(SHANGHAI).date()


def test_an_invented_town_stays_on_the_last_day_of_its_events(graph: Graph):
    _wish(graph)
    graph.write(INVENTED, {})
    last = graph.read("MATCH (e:WishEvent) RETURN max(e.at)").value().astimezone(SHANGHAI)
    reached = today(graph)
    assert reached.synthetic
    assert reached.day == reached.moment().date() == last.date() < datetime.now(SHANGHAI).date()


def test_an_invented_wish_without_an_event_is_invented(graph: Graph):
    graph.write("CREATE (:Wish {id: 'W-000001', provenance: 'synthetic'})")
    reached = today(graph)
    assert reached.synthetic
    assert reached.day == datetime.now(SHANGHAI).date()
