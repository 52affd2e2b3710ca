"""What stands under the name of a record for who may change it."""

from collections.abc import Mapping

from graph.entry.kinds import is_entered
from graph.model import node_of_id


def tools_of(values: Mapping[str, str]) -> str:
    """The id of the record that an address is about, where a form changes it; else nothing."""
    id = values.get("id", "")
    kind = node_of_id(id)
    return id if kind is not None and is_entered(kind.__name__) else ""
