"""Constraints, indexes and the model's version in the graph, made from the model and only from it."""

from collections.abc import Iterator

from graph.client import Graph
from graph.errors import ModelVersionError
from graph.identifiers import quote
from graph.model import LABELS, MODEL_VERSION, NODES, TIES, Located, about_fields

SEARCH_INDEX = "search"
_VERSION_LABEL = "ModelVersion"
_TOGETHER = {"WishEvent": (("toStatus", "until"),)}
"""Composite indexes: what held on a day is found by status and open end."""


def statements() -> Iterator[str]:
    """Every constraint and index, each as one statement that can be run again."""
    for label, kind in NODES.items():
        yield _unique(label)
        for name, about in about_fields(kind).items():
            if about.indexed:
                yield _range(label, (name,))
        for names in _TOGETHER.get(label, ()):
            yield _range(label, names)
        if issubclass(kind, Located):
            yield (
                f"CREATE POINT INDEX {quote('point_' + label)} IF NOT EXISTS "
                f"FOR (n:{quote(label)}) ON (n.location)"
            )
    yield from _of_ties()
    yield _search()


def apply_schema(graph: Graph) -> None:
    """Make every constraint and index that is missing, and wait until they can be used."""
    for statement in statements():
        graph.write_schema(statement)
    graph.write_schema("CALL db.awaitIndexes(300)")


def ensure_model_version(graph: Graph) -> None:
    """Write the model's version into a new graph. Raises ModelVersionError where it is newer."""
    text = f"MATCH (v:{_VERSION_LABEL} {{id: 'MODEL'}}) RETURN v.version AS version"
    found = graph.read(text).value()
    if found is not None and found > MODEL_VERSION:
        raise ModelVersionError(
            f"这个图由更新的连新写成(模型第 {found} 版,本程序为第 {MODEL_VERSION} 版)。请先升级程序。",
            f"This graph was made by a newer Lianxin (model {found}; this program has "
            f"{MODEL_VERSION}). Upgrade the program first.",
        )
    if found is None:
        graph.write(
            f"MERGE (v:{_VERSION_LABEL} {{id: 'MODEL'}}) SET v.version = $version",
            {"version": MODEL_VERSION},
        )


def foreign_labels(graph: Graph) -> list[str]:
    """Labels that things in the database carry and that are not of our model."""
    text = "CALL db.labels() YIELD label WHERE NOT label IN $ours RETURN label ORDER BY label"
    rows = graph.read(text, {"ours": sorted({*LABELS, _VERSION_LABEL})}).rows
    held = "MATCH (n) WHERE $label IN labels(n) RETURN 1 LIMIT 1"
    return [str(row[0]) for row in rows if graph.read(held, {"label": row[0]}).rows]


def _unique(label: str) -> str:
    return (
        f"CREATE CONSTRAINT {quote('unique_' + label)} IF NOT EXISTS "
        f"FOR (n:{quote(label)}) REQUIRE n.id IS UNIQUE"
    )


def _range(label: str, names: tuple[str, ...]) -> str:
    on = ", ".join(f"n.{quote(name)}" for name in names)
    return (
        f"CREATE INDEX {quote('_'.join(('range', label, *names)))} IF NOT EXISTS "
        f"FOR (n:{quote(label)}) ON ({on})"
    )


def _of_ties() -> Iterator[str]:
    done = set()
    for tie in TIES.values():
        for name, about in about_fields(tie).items():
            if about.indexed and (tie.type, name) not in done:
                done.add((tie.type, name))
                yield (
                    f"CREATE INDEX {quote('_'.join(('tie', tie.type, name)))} IF NOT EXISTS "
                    f"FOR ()-[r:{quote(tie.type)}]-() ON (r.{quote(name)})"
                )


def _search() -> str:
    labels = "|".join(
        quote(label)
        for label, kind in NODES.items()
        if sum(about.searched for about in about_fields(kind).values()) > 1
    )
    return (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:{labels}) "
        "ON EACH [n.searchText] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
