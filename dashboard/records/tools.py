"""What stands under the name of a record for who may change it."""

from collections.abc import Mapping

from cypher.kind_lists import listed_kinds, path_of_list
from graph.client import Graph
from graph.entry.kinds import is_entered, is_entered_new
from graph.entry.merger import can_merge, merged_into
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import named_nodes
from graph.model import node_of_id


def tools_of(values: Mapping[str, str]) -> str:
    """The id of the record that an address is about, where a form changes it; else nothing."""
    id = values.get("id", "")
    kind = node_of_id(id)
    return id if kind is not None and is_entered(kind.__name__) else ""


def merges(values: Mapping[str, str]) -> bool:
    """Whether the record that an address is about can be merged into another."""
    kind = node_of_id(values.get("id", ""))
    return kind is not None and can_merge(kind.__name__)


def merged_words(graph: Graph, values: Mapping[str, str]) -> dict[str, str]:
    """What a page says of a merger: which record has gone up in the one it shows (``from_name``), or
    in which the one that it shows has (``to_name``), with its ``id``. Asks the graph. Raises GraphError."""
    id, old = values.get("id", ""), values.get("merged", "")
    if "kept" in values:
        other, name = merged_into(graph, id), "to_name"
    else:
        other, name = (old if old and merged_into(graph, old) == id else ""), "from_name"
    if not other:
        return {}
    return {"id": other, name: named_nodes(graph, [other], NAME_FIELDS).get(other, other)}


def kind_of_list(report: str) -> str:
    """The kind that a report lists; nothing for any other report."""
    return next((one for one in listed_kinds() if report == f"kinds/{path_of_list(one)}"), "")


def new_kind_of(report: str) -> str:
    """The kind that a report lists and a form makes new records of; nothing for any other report."""
    kind = kind_of_list(report)
    return kind if kind and is_entered_new(kind) else ""
