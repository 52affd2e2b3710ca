"""Constraints, indexes and the model's version in the graph, made from the model and only from it."""

from collections.abc import Mapping, Sequence

from graph.client import Graph, Tx
from graph.errors import ModelVersionError
from graph.identifiers import quote
from graph.model import LABELS, MODEL_VERSION, NODES, RELATIONSHIPS, TYPES, Located, about_fields
from graph.progress import Reporter, Silent

PREFIX = "lianxin_"
"""Before each name that we give, so that it meets none of a database's other uses."""
SEARCH_INDEX = f"{PREFIX}search"
VERSION_LABEL = "ModelVersion"
_VERSION = f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL'}}) RETURN v.version AS version"
STEPS: tuple[tuple[str, ...], ...] = ((),)
"""How an older graph moves forward: the statements at place n - 1 take it from version n to n + 1.

Version 2 counts how often a record is written (``rev``); one without is as one that has 0.
"""
_TOGETHER = {"WishEvent": (("toStatus", "until"),)}
"""Composite indexes: what held on a day is found by status and open end."""


def statements() -> dict[str, str]:
    """Every constraint and index by its name, each as one statement that can be run again."""
    found = dict([_unique(VERSION_LABEL)])
    for label, kind in NODES.items():
        found.update([_unique(label)])
        found.update(_unique(label, n) for n, about in about_fields(kind).items() if about.unique)
        found.update(
            _range(label, (n,)) for n, about in about_fields(kind).items() if about.indexed
        )
        found.update(_range(label, names) for names in _TOGETHER.get(label, ()))
        if issubclass(kind, Located):
            found.update([_point(label)])
    for relationship in RELATIONSHIPS.values():
        found.update(
            _of_relationship(relationship.type, n)
            for n, about in about_fields(relationship).items()
            if about.indexed
        )
    found[SEARCH_INDEX] = (
        f"CREATE FULLTEXT INDEX {quote(SEARCH_INDEX)} IF NOT EXISTS "
        f"FOR (n:{'|'.join(map(quote, searched_labels()))}) ON EACH [n.searchText] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return found


def searched_labels() -> list[str]:
    """The labels that have more to search in than their id."""
    return [
        label
        for label, kind in NODES.items()
        if any(about.searched for name, about in about_fields(kind).items() if name != "id")
    ]


def is_ours(graph: Graph) -> bool:
    """Whether the database carries our model's version: only then is anything changed unasked."""
    return graph.read(_VERSION).value() is not None


def apply_schema(graph: Graph, progress: Reporter | None = None) -> None:
    """Make every constraint and index that is missing, and wait until they can be used.

    Nothing is written where none is. The search index is made anew where the model has come to
    search other labels; what an earlier version of ours made without the prefix is made anew with it.
    """
    found = _indexes(graph)
    stale = [name for name in found if _is_stale(name, found[name])]
    missing = {name: text for name, text in statements().items() if name not in found}
    missing |= {name: text for name, text in statements().items() if name in stale}
    old = {new: was for was, new in _unprefixed().items() if _is_former(was, found)}
    if not missing:
        return
    with (progress or Silent()).task("建立索引", "Making indexes", len(missing)) as task:
        for name, statement in missing.items():
            for former in (name if name in stale else None, old.get(name)):
                if former is not None:
                    graph.write_schema(_drop(former))
            graph.write_schema(statement)
            task.advance()
    graph.write_schema("CALL db.awaitIndexes(300)")


def _indexes(graph: Graph) -> dict[str, tuple[list[str], list[str]]]:
    """Each index of the database by name, with its labels or types and its properties."""
    text = "SHOW INDEXES YIELD name, labelsOrTypes, properties"
    rows = graph.read(text, rows=None, seconds=30).dicts()
    return {
        str(row["name"]): (_texts(row["labelsOrTypes"]), _texts(row["properties"])) for row in rows
    }


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _is_stale(name: str, index: tuple[list[str], list[str]]) -> bool:
    return name == SEARCH_INDEX and sorted(index[0]) != sorted(searched_labels())


def _unprefixed() -> dict[str, str]:
    """The names that an earlier version of ours gave, to those given now."""
    kinds = {f"{PREFIX}relationship_": "tie_", PREFIX: ""}
    found = {}
    for name in statements():
        prefix = next(prefix for prefix in kinds if name.startswith(prefix))
        found[kinds[prefix] + name.removeprefix(prefix)] = name
    return found


def _is_former(name: str, found: Mapping[str, tuple[list[str], list[str]]]) -> bool:
    """Whether an index of a name without the prefix is ours: it is on what ours is on."""
    if name not in found:
        return False
    labels, properties = found[name]
    if name == SEARCH_INDEX.removeprefix(PREFIX):
        return properties == ["searchText"] and set(labels) <= LABELS
    ours = LABELS | TYPES | {VERSION_LABEL}
    return len(labels) == 1 and labels[0] in ours and name.partition("_")[2].startswith(labels[0])


def _drop(name: str) -> str:
    kind = "CONSTRAINT" if name.removeprefix(PREFIX).startswith("unique_") else "INDEX"
    return f"DROP {kind} {quote(name)} IF EXISTS"


def ensure_model_version(
    graph: Graph,
    *,
    version: int = MODEL_VERSION,
    steps: Sequence[Sequence[str]] = STEPS,
) -> None:
    """Bring the graph to the program's model: mark a new one, move an older one forward.

    Each step lands whole with its version. Raises ModelVersionError where the graph is newer.
    """
    found = graph.read(_VERSION).value()
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


def model_version(graph: Graph) -> int | None:
    """The version of the model that the graph was last written for; None where it is not ours."""
    found = graph.read(_VERSION).value()
    return None if found is None else int(found)


def mark_restored(graph: Graph, restore: str = "") -> None:
    """Note that a backup has taken the place of the data, and by which restore.

    See ``Graph.data_version``.
    """
    graph.write(
        f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL'}}) "
        "SET v.restoredAt = datetime(), v.restore = $restore",
        {"restore": restore},
    )


def restored_by(graph: Graph) -> str:
    """Which restore the data is from; "" where it is from none."""
    text = f"MATCH (v:{VERSION_LABEL} {{id: 'MODEL'}}) RETURN v.restore"
    return str(graph.read(text).value() or "")


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


def _unique(label: str, field: str = "id") -> tuple[str, str]:
    name = f"{PREFIX}unique_{label}" + ("" if field == "id" else f"_{field}")
    return name, (
        f"CREATE CONSTRAINT {quote(name)} IF NOT EXISTS "
        f"FOR (n:{quote(label)}) REQUIRE n.{quote(field)} IS UNIQUE"
    )


def _range(label: str, names: tuple[str, ...]) -> tuple[str, str]:
    name = PREFIX + "_".join(("range", label, *names))
    on = ", ".join(f"n.{quote(name)}" for name in names)
    return name, f"CREATE INDEX {quote(name)} IF NOT EXISTS FOR (n:{quote(label)}) ON ({on})"


def _point(label: str) -> tuple[str, str]:
    name = f"{PREFIX}point_{label}"
    return name, (
        f"CREATE POINT INDEX {quote(name)} IF NOT EXISTS FOR (n:{quote(label)}) ON (n.location)"
    )


def _of_relationship(type: str, field: str) -> tuple[str, str]:
    name = PREFIX + "_".join(("relationship", type, field))
    return name, (
        f"CREATE INDEX {quote(name)} IF NOT EXISTS "
        f"FOR ()-[r:{quote(type)}]-() ON (r.{quote(field)})"
    )
