"""A statement is admitted by the server's own plan, never by searching its text."""

from datetime import date, datetime, time
from difflib import get_close_matches

from cypher.errors import NotAdmitted
from cypher.header import Parameter
from cypher.parsing import Saved
from graph.client import Graph
from graph.model import LABELS, NODES, SHANGHAI, TIES, TYPES, about_fields
from graph.plan import Plan

READING = frozenset(
    [
        "AllNodesScan",
        "Aggregation",
        "AntiConditionalApply",
        "AntiSemiApply",
        "Anti",
        "Apply",
        "Argument",
        "ArgumentTracker",
        "AssertSameNode",
        "AssertSameRelationship",
        "AssertingMultiNodeIndexSeek",
        "CacheProperties",
        "CartesianProduct",
        "ConditionalApply",
        "DirectedAllRelationshipsScan",
        "DirectedRelationshipByIdSeek",
        "DirectedRelationshipByElementIdSeek",
        "DirectedRelationshipIndexContainsScan",
        "DirectedRelationshipIndexEndsWithScan",
        "DirectedRelationshipIndexScan",
        "DirectedRelationshipIndexSeek",
        "DirectedRelationshipIndexSeekByRange",
        "DirectedRelationshipTypeScan",
        "DirectedUnionRelationshipTypesScan",
        "Distinct",
        "DynamicLabelNodeLookup",
        "DynamicDirectedRelationshipTypeLookup",
        "DynamicUndirectedRelationshipTypeLookup",
        "Eager",
        "EagerAggregation",
        "EmptyResult",
        "EmptyRow",
        "Expand(All)",
        "Expand(Into)",
        "ExhaustiveLimit",
        "Filter",
        "IntersectionNodeByLabelsScan",
        "Input",
        "LeftOuterHashJoin",
        "LetAntiSemiApply",
        "LetSelectOrAntiSemiApply",
        "LetSelectOrSemiApply",
        "LetSemiApply",
        "Limit",
        "MultiNodeIndexSeek",
        "NodeByElementIdSeek",
        "NodeByIdSeek",
        "NodeByLabelScan",
        "NodeCountFromCountStore",
        "NodeHashJoin",
        "NodeIndexContainsScan",
        "NodeIndexEndsWithScan",
        "NodeIndexScan",
        "NodeIndexSeek",
        "NodeIndexSeekByRange",
        "NodeUniqueIndexSeek",
        "NodeUniqueIndexSeekByRange",
        "NonFuseable",
        "NullifyMetadata",
        "Optional",
        "OptionalExpand(All)",
        "OptionalExpand(Into)",
        "OrderedAggregation",
        "OrderedDistinct",
        "OrderedUnion",
        "PartialSort",
        "PartialTop",
        "PartitionedAllNodesScan",
        "PartitionedNodeByLabelScan",
        "PartitionedNodeIndexScan",
        "PartitionedNodeIndexSeek",
        "PartitionedUnwind",
        "PathPropagatingBFS",
        "ProcedureCall",
        "ProduceResults",
        "ProjectEndpoints",
        "Projection",
        "RelationshipCountFromCountStore",
        "Repeat(Trail)",
        "Repeat(Walk)",
        "RightOuterHashJoin",
        "RollUpApply",
        "SelectOrAntiSemiApply",
        "SelectOrSemiApply",
        "SemiApply",
        "ShortestPath",
        "SimulatedExpand",
        "SimulatedFilter",
        "Skip",
        "Sort",
        "StatefulShortestPath(All)",
        "StatefulShortestPath(Into)",
        "SubqueryForeach",
        "SubtractionNodeByLabelsScan",
        "Top",
        "TransactionApply",
        "TriadicBuild",
        "TriadicFilter",
        "TriadicSelection",
        "UndirectedAllRelationshipsScan",
        "UndirectedRelationshipByElementIdSeek",
        "UndirectedRelationshipByIdSeek",
        "UndirectedRelationshipIndexContainsScan",
        "UndirectedRelationshipIndexEndsWithScan",
        "UndirectedRelationshipIndexScan",
        "UndirectedRelationshipIndexSeek",
        "UndirectedRelationshipIndexSeekByRange",
        "UndirectedRelationshipTypeScan",
        "UndirectedUnionRelationshipTypesScan",
        "Union",
        "UnionNodeByLabelsScan",
        "Unwind",
        "ValueHashJoin",
        "VarLengthExpand(All)",
        "VarLengthExpand(Into)",
        "VarLengthExpand(Pruning)",
        "VarLengthExpand(Pruning,BFS,All)",
        "VarLengthExpand(Pruning,BFS,Into)",
    ]
) - {"SubqueryForeach", "TransactionApply"}
"""Operators that only read, by the names of the Cypher manual. What is not here is refused."""

PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.relationshipTypes",
        "db.propertyKeys",
        "db.schema.visualization",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
    }
)
_COSTLY = {"AllNodesScan": "all_nodes_scan", "CartesianProduct": "cartesian_product"}
_KEPT = {"createdAt", "updatedAt", "importId", "location", "sourceDatum", "searchText", "version"}


def admit(graph: Graph, saved: Saved) -> Plan:
    """The plan of a statement that may run. Raises NotAdmitted, or what the server says of it."""
    values = {name: _sample(one) for name, one in saved.header.parameters.items()}
    if "as_of" in values:
        values["as_of_end"] = datetime.combine(date(2025, 1, 1), time(), SHANGHAI)
    plan = graph.explain(saved.statement, values)
    _refuse_writing(saved, plan)
    if plan.missing_parameters:
        names = ", ".join(f"${name}" for name in plan.missing_parameters)
        raise _refused(saved, f"用到了没有声明的参数 {names}", f"it uses {names}, not declared")
    unused = _unused(graph, saved)
    if unused:
        names = ", ".join(unused)
        raise _refused(
            saved, f"声明了却没有用到参数 {names}", f"it declares {names} and never uses it"
        )
    return plan


def _refuse_writing(saved: Saved, plan: Plan) -> None:
    unknown = [name for name in plan.operators if name not in READING]
    calls = [name for name in plan.procedures if name not in PROCEDURES]
    if plan.query_type != "r" or unknown or calls:
        what = ", ".join(dict.fromkeys(unknown + calls)) or plan.query_type
        raise _refused(saved, f"只许读取，不许 {what}", f"only reading is allowed, not {what}")


def _unused(graph: Graph, saved: Saved) -> list[str]:
    """Declared parameters that the server does not miss when none is given."""
    declared = saved.header.parameters
    if not declared:
        return []
    missed = set(graph.explain(saved.statement).missing_parameters)
    if "as_of_end" in missed:
        missed.add("as_of")
    return [name for name in declared if name not in missed]


def warnings(saved: Saved, plan: Plan) -> list[tuple[str, str]]:
    """What is doubtful in an admitted statement: names not in the model, costly operators."""
    found = []
    known = {
        "标签|label": (plan.unknown_labels, LABELS | {"ModelVersion"}),
        "关系类型|relationship type": (plan.unknown_types, TYPES),
        "属性|property": (plan.unknown_properties, _properties()),
    }
    for kind, (names, ours) in known.items():
        zh, en = kind.split("|")
        for name in names:
            if name not in ours:
                near = get_close_matches(name, sorted(ours), 1, 0.6)
                tail = (f"是不是 {near[0]}?", f" Did you mean {near[0]}?") if near else ("", "")
                found.append((f"没有{zh} {name}。{tail[0]}", f"There is no {en} {name}.{tail[1]}"))
    for operator, reason in _COSTLY.items():
        if operator in plan.operators and getattr(saved.header.accepts, reason) is None:
            found.append(
                (
                    f"计划中有 {operator};若确有必要，请在文件头 accepts.{reason} 写明理由。",
                    f"The plan has {operator}; if it is right, say why in accepts.{reason}.",
                )
            )
    return found


def _properties() -> set[str]:
    kinds = (*NODES.values(), *TIES.values())
    return _KEPT | {name for kind in kinds for name in about_fields(kind)}


def _sample(parameter: Parameter) -> object:
    """A value of the right type: with null the planner would fold whole branches away."""
    samples: dict[str, object] = {
        "integer": 1,
        "number": 1.0,
        "boolean": True,
        "date": date(2025, 1, 1),
        "multi_choice": ["x"],
    }
    return samples.get(parameter.type, "x")


def _refused(saved: Saved, zh: str, en: str) -> NotAdmitted:
    return NotAdmitted(f"{saved.path}:{zh}。", f"{saved.path}: {en}.")
