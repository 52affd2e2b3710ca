import pytest

from graph.address import Address
from graph.client import Graph
from graph.errors import (
    NotReadOnly,
    ServerUnreachable,
    StatementFailed,
    TimedOut,
    UnknownDatabase,
    WrongPassword,
)


def test_a_read_tells_that_there_is_more(graph: Graph):
    answer = graph.read("UNWIND range(1, 5) AS x RETURN x", rows=3)
    assert answer.rows == [(1,), (2,), (3,)]
    assert answer.truncated
    assert not graph.read("UNWIND range(1, 3) AS x RETURN x", rows=3).truncated


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:X)",
        "MATCH (n) SET n.x = 1",
        "CREATE INDEX FOR (n:X) ON (n.y)",
        "MERGE (:X {a: 1})",
    ],
)
def test_a_read_never_writes(graph: Graph, text: str):
    with pytest.raises(NotReadOnly):
        graph.read(text)
    assert graph.read("MATCH (n:X) RETURN count(n)").value() == 0


def test_a_runaway_is_ended_on_the_server(graph: Graph):
    with pytest.raises(TimedOut):
        graph.read(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)",
            seconds=0.5,
        )


def test_the_data_version_changes_with_writes_alone(graph: Graph):
    before = graph.data_version(at_most_every=0)
    graph.read("RETURN 1")
    assert graph.data_version(at_most_every=0) == before
    graph.write("CREATE (:X)")
    assert graph.data_version() != before


def test_several_statements_land_together_or_not_at_all(graph: Graph):
    def work(tx):
        tx.run("CREATE (:X)")
        tx.run("THIS IS NOT CYPHER")

    with pytest.raises(StatementFailed):
        graph.write_all(work)
    assert graph.read("MATCH (n:X) RETURN count(n)").value() == 0


def test_a_plan_names_what_it_does_and_misses(graph: Graph):
    plan = graph.explain("MATCH (n:Nothing) WHERE n.id = $wanted RETURN n")
    assert plan.query_type == "r"
    assert plan.missing_parameters == ("wanted",)
    assert plan.unknown_labels == ("Nothing",)
    assert graph.explain("CALL db.labels() YIELD label RETURN label").procedures == ("db.labels",)


def test_every_way_of_not_getting_in_has_its_own_error(address: Address):
    elsewhere = Address("bolt://127.0.0.1:1", address.username, address.password)
    with pytest.raises(ServerUnreachable), Graph(elsewhere) as graph:
        graph.open()
    with pytest.raises(WrongPassword), Graph(Address(address.uri, "neo4j", "no")) as graph:
        graph.open()
    with (
        pytest.raises(UnknownDatabase),
        Graph(Address(address.uri, address.username, address.password, "nope")) as graph,
    ):
        graph.open()
