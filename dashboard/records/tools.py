"""What stands under the name of a record for who may change it."""

from collections.abc import Mapping

from cypher.kind_lists import listed_kinds, path_of_list
from graph.entry.kinds import is_entered, is_entered_new
from graph.model import node_of_id


def tools_of(values: Mapping[str, str]) -> str:
    """The id of the record that an address is about, where a form changes it; else nothing."""
    id = values.get("id", "")
    kind = node_of_id(id)
    return id if kind is not None and is_entered(kind.__name__) else ""


def new_kind_of(report: str) -> str:
    """The kind that a report lists and a form makes new records of; nothing for any other report."""
    return next(
        (
            kind
            for kind in listed_kinds()
            if is_entered_new(kind) and report == f"kinds/{path_of_list(kind)}"
        ),
        "",
    )
