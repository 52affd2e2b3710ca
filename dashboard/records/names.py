"""What records are called wherever they are named beside another: by their name, else by what they are."""

from collections.abc import Collection

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker, is_person
from dashboard.explorer.records import records_of
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import named_nodes


def names_of(runner: Runner, reader: Reader, lang: str, ids: Collection[str]) -> dict[str, str]:
    """Names by id: a record's own; of one without, such as a donation, its amount or kind and its
    day. A record that is gone, and a person without an alias, has none. Raises GraphError."""
    names = named_nodes(runner.graph, ids, NAME_FIELDS)
    nameless = [id for id in ids if id not in names and not is_person(id)]
    found = records_of(Asker(runner, reader, lang), nameless) if nameless else {}
    return {**names, **{id: one.label for id, one in found.items()}}
