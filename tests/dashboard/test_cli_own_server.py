"""On a server of the town's own nothing is made or changed before its database was named."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.main import lianxin
from graph.client import Graph
from graph.schema import apply_schema, is_ours

SHOW = "SHOW INDEXES YIELD name, labelsOrTypes RETURN name, labelsOrTypes ORDER BY name"


def run(graph: Graph, home: Path, *words: str) -> Result:
    environment = {
        "NEO4J_URI": graph.address.uri,
        "NEO4J_USERNAME": graph.address.username,
        "NEO4J_PASSWORD": graph.address.password,
        "LIANXIN_HOME": str(home),
        "COLUMNS": "200",
    }
    return CliRunner(env=environment).invoke(lianxin, ["--lang", "en", *words])


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (("serve", "--port", "0"), "first run: lianxin init --database neo4j"),
        (("import", "{file}"), "first run: lianxin init --database neo4j"),
        (("seed",), "first run: lianxin init --database neo4j"),
        (("init",), "say --database neo4j"),
        (("init", "--database", "other"), "say --database neo4j"),
        (("demo", "--port", "0"), "say --seed-database neo4j"),
    ],
)
def test_nothing_is_changed_in_a_database_that_is_not_ours(
    graph: Graph, tmp_path: Path, words: tuple[str, ...], way_out: str
):
    file = tmp_path / "Organization.csv"
    file.write_text("id,name\nORG-1,A\n", "utf-8")
    graph.write_schema("DROP INDEX lianxin_search IF EXISTS")
    graph.write_schema("CREATE FULLTEXT INDEX search FOR (n:Wish) ON EACH [n.title]")
    try:
        before = graph.read(SHOW, rows=None).rows, graph.data_version(at_most_every=0)
        answer = run(graph, tmp_path / "home", *(word.format(file=file) for word in words))
        assert (answer.exit_code, way_out in answer.stderr) == (4, True), answer.stderr
        assert (graph.read(SHOW, rows=None).rows, graph.data_version(at_most_every=0)) == before
    finally:
        graph.write_schema("DROP INDEX search")
        apply_schema(graph)


def test_a_database_that_was_named_is_made_ready(graph: Graph, tmp_path: Path):
    answer = run(graph, tmp_path, "init", "--database", "neo4j")
    assert answer.exit_code == 0, answer.stderr
    assert is_ours(graph)
    assert "lianxin_search" in [name for name, _ in graph.read(SHOW, rows=None).rows]
