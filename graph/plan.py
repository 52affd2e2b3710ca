"""What the server itself says about a statement before it runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from neo4j import ResultSummary

_MISSING, _LABEL, _TYPE, _PROPERTY = "01N60", "01N50", "01N51", "01N52"


@dataclass(frozen=True)
class PlanNode:
    """One operator of a plan with what the server expects of it."""

    operator: str
    details: str
    estimated_rows: float
    children: tuple["PlanNode", ...]

    def walk(self) -> Iterator["PlanNode"]:
        """This operator and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Plan:
    """An EXPLAIN's answer: what kind of statement it is, what it does, what it names in vain."""

    query_type: str
    root: PlanNode
    missing_parameters: tuple[str, ...] = ()
    unknown_labels: tuple[str, ...] = ()
    unknown_types: tuple[str, ...] = ()
    unknown_properties: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def operators(self) -> tuple[str, ...]:
        """The names of all operators, in the plan's order."""
        return tuple(node.operator for node in self.root.walk())

    @property
    def procedures(self) -> tuple[str, ...]:
        """The names of all procedures that the statement calls."""
        return tuple(
            node.details.partition("(")[0].strip()
            for node in self.root.walk()
            if node.operator == "ProcedureCall"
        )


def plan_of(summary: ResultSummary) -> Plan:
    """The plan in the summary of an EXPLAIN."""
    named: dict[str, list[str]] = {_MISSING: [], _LABEL: [], _TYPE: [], _PROPERTY: []}
    notes = []
    for status in summary.gql_status_objects:
        if status.gql_status in named:
            named[status.gql_status].extend(
                _names(status.status_description, status.gql_status == _MISSING)
            )
        elif status.is_notification:
            notes.append(status.status_description)
    return Plan(
        query_type=summary.query_type or "",
        root=_node(summary.plan or {}),
        missing_parameters=tuple(dict.fromkeys(named[_MISSING])),
        unknown_labels=tuple(dict.fromkeys(named[_LABEL])),
        unknown_types=tuple(dict.fromkeys(named[_TYPE])),
        unknown_properties=tuple(dict.fromkeys(named[_PROPERTY])),
        notes=tuple(notes),
    )


def _names(description: str, several: bool) -> list[str]:
    """The names that the server's description quotes. Only missing parameters can be several:
    for the rest 2026.x quotes the database's name too."""
    for quotation in ("`", "'", '"'):
        parts = description.split(quotation)
        if len(parts) >= 3:
            return parts[1::2] if several else parts[1:2]
    return [description.rpartition("$")[2].strip(" .}{")] if "$" in description else [description]


def _node(plan: dict[str, Any]) -> PlanNode:
    arguments = plan.get("args", {})
    return PlanNode(
        operator=str(plan.get("operatorType", "")).partition("@")[0],
        details=str(arguments.get("Details", "")),
        estimated_rows=float(arguments.get("EstimatedRows", 0.0)),
        children=tuple(_node(child) for child in plan.get("children", ())),
    )
