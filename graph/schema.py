"""Constraints, indexes and the model's version in the graph, made from the model and only from it."""

from collections.abc import Sequence

from graph.client import Graph, Tx
from graph.errors import ModelVersionError
from graph.identifiers import quote
from graph.model import LABELS, MODEL_VERSION, NODES, RELATIONSHIPS, Located, about_fields
from graph.progress import Reporter, Silent

SEARCH_INDEX = "search"
VERSION_LABEL = "ModelVersion"
STEPS: tuple[tuple[str, ...], ...] = ()
"""How an older graph moves forward: the statements at place n - 1 take it from version n to n + 1."""
_TOGETHER = {"WishEvent": (("toStatus", "until"),)}
"""Composite indexes: what held on a day is found by status and open end."""


def statements() -> dict[str, str]:
    """Every constraint and index by its name, each as one statement that can be run again."""
    made = dict([_unique(VERSION_LABEL)])
    for label, kind in NODES.items():
        made.update([_unique(label)])
        made.update(_range(label, (n,)) for n, about in about_fields(kind).items() if about.indexed)
        made.update(_range(label, names) for names in _TOGETHER.get(label, ()))
        if issubclass(kind, Located):
            made.update([_point(label)])
    for relationship in RELATIONSHIPS.values():
        made.update(
            _of_relationship(relationship.type, n)
            for n, about in about_fields(relationship).items()
            if about.indexed
        )
    made[SEARCH_INDEX] = (
        f"CREATE FULLTEXT INDEX {quote(SEARCH_INDEX)} IF NOT EXISTS "
        f"FOR (n:{'|'.join(map(quote, searched_labels()))}) ON EACH [n.searchText] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return made


def searched_labels() -> list[str]:
    """The labels that have more to search in than their id."""
    return [
        label
        for label, kind in NODES.items()
        if any(about.searched for name, about in about_fields(kind).items() if name != "id")
    ]


def apply_schema(graph: Graph, progress: Reporter | None = None) -> None:
    """Make every constraint and index that is missing, and wait until they can be used.

    The search index is made anew where the model has come to search other labels.
    """
    rows = graph.read("SHOW INDEXES YIELD name, labelsOrTypes", rows=None).rows
    found = {name: labels for name, labels in rows}
    held = found.get(SEARCH_INDEX)
    if isinstance(held, list) and sorted(held) != sorted(searched_labels()):
        graph.write_schema(f"DROP INDEX {quote(SEARCH_INDEX)} IF EXISTS")
        del found[SEARCH_INDEX]
    missing = [statement for name, statement in statements().items() if name not in found]
    if missing:
        task = (progress or Silent()).task("建立索引", "Making indexes", len(missing))
        with task:
            for statement in missing:
                graph.write_schema(statement)
                task.advance()
    graph.write_schema("CALL db.awaitIndexes(300)")


def ensure_model_version(
    graph: Graph,
    *,
    version: int = MODEL_VERSION,
    steps: Sequence[Sequence[str]] = STEPS,
) -> None:
    """Bring the graph to the program's model: mark a new one, move an older one forward.

    Each step lands whole with its version. Raises ModelVersionError where the graph is newer.
    """
    text = f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL'}}) RETURN v.version AS version"
    found = graph.read(text).value()
    if found is None:
        graph.write_schema(_unique(VERSION_LABEL)[1])
        graph.write(
            f"MERGE (v:{VERSION_LABEL} {{id: 'MODEL'}}) ON CREATE SET v.version = $version",
            {"version": version},
        )
    elif found > version:
        raise ModelVersionError(
            f"这个图由更新的连新写成（模型第 {found} 版，本程序为第 {version} 版）。请先升级程序。",
            f"This graph was made by a newer Lianxin (model {found}; this program has "
            f"{version}). Upgrade the program first.",
        )
    for old in range(found or version, version):
        _move(graph, old, steps[old - 1])


def mark_restored(graph: Graph) -> None:
    """Note that a backup has taken the place of the data; see ``Graph.data_version``."""
    graph.write(f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL'}}) SET v.restoredAt = datetime()")


def foreign_labels(graph: Graph) -> list[str]:
    """Labels that things in the database carry and that are not of our model, in order."""
    text = "CALL db.labels() YIELD label WHERE NOT label IN $ours RETURN label ORDER BY label"
    ours = sorted({*LABELS, VERSION_LABEL})
    named = [str(row[0]) for row in graph.read(text, {"ours": ours}, rows=None).rows]
    return [label for label in named if _carried(graph, label)]


def _carried(graph: Graph, label: str) -> bool:
    try:
        quoted = quote(label)
    except ValueError:
        return True
    return bool(graph.read(f"MATCH (n:{quoted}) RETURN 1 LIMIT 1").rows)


def _move(graph: Graph, old: int, step: Sequence[str]) -> None:
    def work(tx: Tx) -> None:
        taken = tx.run(
            f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL', version: $old}}) "
            "SET v.version = $old + 1 RETURN v.version",
            old=old,
        )
        for statement in step if taken else ():  # otherwise someone else has just moved it
            tx.run(statement)

    graph.write_all(work, seconds=600)


def _unique(label: str) -> tuple[str, str]:
    name = f"unique_{label}"
    return name, (
        f"CREATE CONSTRAINT {quote(name)} IF NOT EXISTS "
        f"FOR (n:{quote(label)}) REQUIRE n.id IS UNIQUE"
    )


def _range(label: str, names: tuple[str, ...]) -> tuple[str, str]:
    name = "_".join(("range", label, *names))
    on = ", ".join(f"n.{quote(name)}" for name in names)
    return name, f"CREATE INDEX {quote(name)} IF NOT EXISTS FOR (n:{quote(label)}) ON ({on})"


def _point(label: str) -> tuple[str, str]:
    name = f"point_{label}"
    return name, (
        f"CREATE POINT INDEX {quote(name)} IF NOT EXISTS FOR (n:{quote(label)}) ON (n.location)"
    )


def _of_relationship(type: str, field: str) -> tuple[str, str]:
    name = "_".join(("tie", type, field))
    return name, (
        f"CREATE INDEX {quote(name)} IF NOT EXISTS "
        f"FOR ()-[r:{quote(type)}]-() ON (r.{quote(field)})"
    )
