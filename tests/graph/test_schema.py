"""Constraints and indexes come from the model; the model's version goes forward and not back."""

import pytest

from graph.errors import ConstraintViolated, ModelVersionError
from graph.identifiers import quote
from graph.model import MODEL_VERSION, NODES, RELATIONSHIPS, Located, about_fields
from graph.schema import (
    STEPS,
    apply_schema,
    ensure_model_version,
    foreign_labels,
    is_ours,
    statements,
)

SHOW = "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, state, options"


def indexes(graph):
    return graph.read(SHOW, rows=None).dicts()


def version(graph):
    return graph.read("MATCH (v:ModelVersion) RETURN v.version").value()


def test_every_kind_of_node_has_a_unique_id(graph):
    text = "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties"
    found = {tuple(row) for row in map(repr_row, graph.read(text, rows=None).rows)}
    ids = {("UNIQUENESS", kind, "id") for kind in [*NODES, "ModelVersion"]}
    assert found == ids | {("UNIQUENESS", "ChangeRun", "request")}


def repr_row(row):
    return row[0], row[1][0], row[2][0]


def test_two_nodes_with_one_id_are_refused(graph):
    graph.write("CREATE (:Rider {id: 'R-1'})")
    with pytest.raises(ConstraintViolated):
        graph.write("CREATE (:Rider {id: 'R-1'})")


def test_what_the_model_calls_indexed_is_indexed(graph):
    ranges = {
        (row["entityType"], row["labelsOrTypes"][0], *row["properties"])
        for row in indexes(graph)
        if row["type"] == "RANGE"
    }
    for label, kind in NODES.items():
        for name, about in about_fields(kind).items():
            is_indexed = about.indexed or about.unique or name == "id"
            assert (("NODE", label, name) in ranges) == is_indexed
    for relationship in RELATIONSHIPS.values():
        for name, about in about_fields(relationship).items():
            if about.indexed:
                assert ("RELATIONSHIP", relationship.type, name) in ranges
    assert ("NODE", "WishEvent", "toStatus", "until") in ranges


def test_located_nodes_have_a_point_index(graph):
    points = {row["labelsOrTypes"][0] for row in indexes(graph) if row["type"] == "POINT"}
    assert points == {label for label, kind in NODES.items() if issubclass(kind, Located)}


def test_the_search_index_reads_chinese_and_is_online(graph):
    (search,) = [row for row in indexes(graph) if row["type"] == "FULLTEXT"]
    assert search["properties"] == ["searchText"]
    assert search["options"]["indexConfig"]["fulltext.analyzer"] == "cjk"
    assert {"Rider", "Wish", "Organization"} <= set(search["labelsOrTypes"])
    assert "WishEvent" not in search["labelsOrTypes"]
    assert {row["state"] for row in indexes(graph)} == {"ONLINE"}


def test_a_search_index_on_other_labels_is_made_anew(graph):
    graph.write_schema("DROP INDEX lianxin_search")
    graph.write_schema("CREATE FULLTEXT INDEX lianxin_search FOR (n:Rider) ON EACH [n.searchText]")
    try:
        apply_schema(graph)
        (search,) = [row for row in indexes(graph) if row["name"] == "lianxin_search"]
        assert "Wish" in search["labelsOrTypes"]
    finally:
        apply_schema(graph)


def test_applying_twice_changes_nothing(graph):
    before = sorted(row["name"] for row in indexes(graph))
    apply_schema(graph)
    assert sorted(row["name"] for row in indexes(graph)) == before
    assert set(statements()) <= set(before)


def test_a_new_graph_gets_the_models_version_once(graph):
    ensure_model_version(graph)
    ensure_model_version(graph)
    assert graph.read("MATCH (v:ModelVersion) RETURN v.id, v.version").rows == [
        ("MODEL", MODEL_VERSION)
    ]


def test_a_newer_graph_is_refused_and_left_alone(graph):
    graph.write("CREATE (:ModelVersion {id: 'MODEL', version: $v})", {"v": MODEL_VERSION + 1})
    with pytest.raises(ModelVersionError) as refused:
        ensure_model_version(graph)
    assert str(MODEL_VERSION + 1) in refused.value.zh
    assert str(MODEL_VERSION + 1) in refused.value.en
    assert version(graph) == MODEL_VERSION + 1


def test_an_older_graph_moves_forward_step_by_step(graph):
    ensure_model_version(graph, version=1, steps=())
    graph.write("CREATE (:Rider {id: 'R-1', nick: '小王'})")
    steps = (
        ("MATCH (r:Rider) SET r.alias = r.nick", "MATCH (r:Rider) REMOVE r.nick"),
        ("MATCH (r:Rider) SET r.alias = r.alias + '!'",),
    )
    ensure_model_version(graph, version=3, steps=steps)
    ensure_model_version(graph, version=3, steps=steps)
    assert version(graph) == 3
    assert graph.read("MATCH (r:Rider) RETURN r.alias, r.nick").rows == [("小王!", None)]


def test_a_step_that_fails_leaves_the_graph_at_the_version_before(graph):
    ensure_model_version(graph, version=1, steps=())
    graph.write("CREATE (:Rider {id: 'R-1'}), (:Rider {id: 'R-2'})")
    steps = (
        ("MATCH (r:Rider) SET r.alias = 'x'",),
        ("MATCH (r:Rider) SET r.alias = 'y'", "MATCH (r:Rider) SET r.id = 'R-1'"),
    )
    with pytest.raises(ConstraintViolated):
        ensure_model_version(graph, version=3, steps=steps)
    assert version(graph) == 2
    assert graph.read("MATCH (r:Rider) RETURN DISTINCT r.alias").rows == [("x",)]


def test_there_is_a_step_from_every_older_version():
    assert len(STEPS) == MODEL_VERSION - 1


def test_labels_that_are_not_ours_are_found(graph):
    ensure_model_version(graph)
    graph.write("CREATE (:Rider {id: 'R-1'}), (:Movie {t: 1}), (:`odd ``name`), (:`a\\b`)")
    assert foreign_labels(graph) == ["Movie", "a\\b", "odd `name"]
    graph.write("MATCH (n) WHERE NOT n:Rider AND NOT n:ModelVersion DETACH DELETE n")
    assert foreign_labels(graph) == []


@pytest.mark.parametrize(
    "name", ["plain", "with space", "back`tick", "``", "骑手", "a-b", "1", "`) //"]
)
def test_a_quoted_name_is_that_name_and_nothing_else(graph, name):
    graph.write(f"CREATE (n:{quote(name)}) SET n.{quote(name)} = 1")
    assert graph.read("MATCH (n) RETURN labels(n), keys(n)").rows == [([name], [name])]


@pytest.mark.parametrize("name", ["", "a\\u0060b", "a\\", "a\nb", "a\x00"])
def test_what_is_no_name_is_not_quoted(name):
    with pytest.raises(ValueError, match="not a name"):
        quote(name)


def old_name(name: str) -> str:
    """As version 26fe3ba called it."""
    plain = name.removeprefix("lianxin_")
    return plain.replace("relationship_", "tie_", 1) if plain.startswith("relationship_") else plain


@pytest.mark.one_line  # all are made on either line before any test
def test_what_an_earlier_version_made_is_made_anew_under_our_own_names(graph):
    names = set(statements())
    for name, text in statements().items():
        kind = "CONSTRAINT" if "unique" in name else "INDEX"
        graph.write_schema(f"DROP {kind} {quote(name)}")
        graph.write_schema(text.replace(quote(name), quote(old_name(name))))
    before = {row["name"] for row in indexes(graph)}
    assert {old_name(name) for name in names} <= before and not names & before
    apply_schema(graph)
    after = {row["name"] for row in indexes(graph)}
    assert names <= after and not {old_name(name) for name in names} & after
    with pytest.raises(ConstraintViolated):
        graph.write("CREATE (:Rider {id: 'R-1'}), (:Rider {id: 'R-1'})")


def test_an_index_of_anothers_stays_whatever_its_name(graph):
    graph.write_schema("CREATE FULLTEXT INDEX search FOR (n:Movie) ON EACH [n.title]")
    graph.write_schema("CREATE INDEX range_Movie_title FOR (n:Movie) ON (n.title)")
    try:
        graph.write_schema("DROP INDEX lianxin_search")
        apply_schema(graph)
        found = {row["name"]: row["labelsOrTypes"] for row in indexes(graph)}
        assert found["search"] == ["Movie"] and found["range_Movie_title"] == ["Movie"]
        assert "Wish" in found["lianxin_search"]
    finally:
        graph.write_schema("DROP INDEX search")
        graph.write_schema("DROP INDEX range_Movie_title")


def test_a_schema_that_is_whole_is_only_looked_at(graph):
    apply_schema(graph)
    ensure_model_version(graph)
    before = graph.data_version(at_most_every=0)
    writes = graph._version.writes
    apply_schema(graph)
    ensure_model_version(graph)
    assert graph.data_version(at_most_every=0) == before and graph._version.writes == writes


def test_a_database_is_ours_once_it_carries_the_models_version(graph):
    assert not is_ours(graph)
    ensure_model_version(graph)
    assert is_ours(graph)
