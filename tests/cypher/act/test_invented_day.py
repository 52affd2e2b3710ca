"""What is done in an invented town."""

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from cypher.reader import Reader
from graph.client import Graph
from graph.load import load_rows
from graph.model import SHANGHAI
from graph.schema import ensure_model_version
from graph.today import today
from tests.support.wishes_to_act_on import town

STAFF = Reader("小博", "staff", "staff")


def test_a_step_in_an_invented_town_happens_on_its_last_day(graph: Graph):
    """Else the first step would bring every page to the calendar's day, and age all that waits."""
    ensure_model_version(graph)
    load_rows(graph, town(wishes=1, organisations=1), name="office", by="test")
    graph.write("MATCH (w:Wish) SET w.provenance = 'synthetic'", {})
    last = graph.read("MATCH (e:WishEvent) RETURN max(e.at)").value().astimezone(SHANGHAI).date()
    act = ActionRunner(graph, ActionLibrary())
    assert not any(
        one.refusal for one in act.possible(STAFF, "W-000001") if one.action.id == "wish/claim"
    )
    act.run(STAFF, "wish/claim", "W-000001", {"organisation": "ORG-1"})
    claimed = graph.read("MATCH (c:Claim) RETURN c.claimedAt").value().astimezone(SHANGHAI).date()
    assert claimed == last == today(graph).day
    entered = graph.read("MATCH (c:ChangeRun) RETURN max(c.at)").value().astimezone(SHANGHAI)
    assert entered.date() > last
