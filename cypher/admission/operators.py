"""What a statement's plan may hold: the operators and procedures that only read.

The names are those of the Cypher manual's list of operators (all that it does not mark as updating,
as reading the server's set-up or as administration) and, for what the manual leaves out, those that
the planners of 5.26 and 2026.x can name. What is not here is refused, not guessed.
"""

_NAMES = """
    AllNodesScan Anti AntiConditionalApply AntiSemiApply Apply Argument ArgumentTracker
    AssertSameNode AssertSameRelationship AssertingMultiNodeIndexSeek
    AssertingMultiRelationshipIndexSeek BidirectionalRepeat CacheProperties CartesianProduct
    ConditionalApply DirectedAllRelationshipsScan DirectedRelationshipByElementIdSeek
    DirectedRelationshipByIdSeek DirectedRelationshipFulltextIndexSearch
    DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan
    DirectedRelationshipIndexScan DirectedRelationshipIndexSeek
    DirectedRelationshipIndexSeekByRange DirectedRelationshipTypeScan
    DirectedRelationshipUniqueIndexSeek DirectedRelationshipUniqueIndexSeekByRange
    DirectedRelationshipVectorIndexSearch DirectedUnionRelationshipTypesScan Distinct
    DynamicDirectedRelationshipTypeLookup DynamicLabelNodeLookup
    DynamicUndirectedRelationshipTypeLookup Eager EagerAggregation EmptyResult EmptyRow
    ExhaustiveLimit Expand Filter IntersectionNodeByLabelsScan LeftOuterHashJoin LetAntiSemiApply
    LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply Limit MultiNodeIndexSeek
    NodeByElementIdSeek NodeByIdSeek NodeByLabelScan NodeCountFromCountStore
    NodeFulltextIndexSearch NodeHashJoin NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan
    NodeIndexSeek NodeIndexSeekByRange NodeLeftOuterHashJoin NodeRightOuterHashJoin
    NodeUniqueIndexSeek NodeUniqueIndexSeekByRange NodeVectorIndexSearch NonFuseable
    NullifyMetadata Optional OptionalExpand OrderedAggregation OrderedDistinct OrderedUnion
    PartialSort PartialTop PartitionedAllNodesScan PartitionedDirectedAllRelationshipsScan
    PartitionedDirectedRelationshipIndexScan PartitionedDirectedRelationshipIndexSeek
    PartitionedDirectedRelationshipIndexSeekByRange PartitionedDirectedRelationshipTypeScan
    PartitionedDirectedRelationshipTypesScan PartitionedDirectedUnionRelationshipTypesScan
    PartitionedIntersectionNodeByLabelsScan PartitionedNodeByLabelScan PartitionedNodeIndexScan
    PartitionedNodeIndexSeek PartitionedNodeIndexSeekByRange PartitionedSubtractionNodeByLabelsScan
    PartitionedUndirectedAllRelationshipsScan PartitionedUndirectedRelationshipIndexScan
    PartitionedUndirectedRelationshipIndexSeek PartitionedUndirectedRelationshipIndexSeekByRange
    PartitionedUndirectedRelationshipTypeScan PartitionedUndirectedUnionRelationshipTypesScan
    PartitionedUnionNodeByLabelsScan PartitionedUnwind PathPropagatingBFS ProcedureCall
    ProduceResults ProjectEndpoints Projection RelationshipCountFromCountStore
    RemoteBatchProperties RemoteBatchPropertiesWithFilter Repeat RightOuterHashJoin RollUpApply
    SelectOrAntiSemiApply SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath
    SubtractionNodeByLabelsScan Top Top1WithTies TriadicBuild TriadicFilter TriadicSelection
    UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek
    UndirectedRelationshipByIdSeek UndirectedRelationshipFulltextIndexSearch
    UndirectedRelationshipIndexContainsScan UndirectedRelationshipIndexEndsWithScan
    UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek
    UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan
    UndirectedRelationshipUniqueIndexSeek UndirectedRelationshipUniqueIndexSeekByRange
    UndirectedRelationshipVectorIndexSearch UndirectedUnionRelationshipTypesScan Union
    UnionNodeByLabelsScan Unwind ValueHashJoin ValueMergeJoin VarLengthExpand
"""
READING = frozenset(_NAMES.split())
"""Names up to the first bracket: ``Expand(Into)`` and ``Repeat(Trail)`` differ in how, not in what."""

PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)


def forbidden(operators: tuple[str, ...], procedures: tuple[str, ...]) -> tuple[str, ...]:
    """The operators and procedures of a plan that are not known to be harmless."""
    found = [name for name in operators if name.partition("(")[0] not in READING]
    found += [f"CALL {name}" for name in procedures if name not in PROCEDURES]
    return tuple(dict.fromkeys(found))
