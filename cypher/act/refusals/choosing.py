"""Values of an action that are chosen from a file of choices: each is to be among them."""

from collections.abc import Mapping

from cypher.act.action_file import SavedAction
from cypher.errors import BadValue
from cypher.header import Parameter
from cypher.reader import Reader
from cypher.run.choices import choices_for
from cypher.run.runner import Runner
from cypher.values.parameters import to_bind
from cypher.values.refusing import check_choice


def refuse_unlisted(
    runner: Runner, saved: SavedAction, id: str, values: Mapping[str, object], reader: Reader
) -> None:
    """Refuse a resolved value that its file of choices does not offer. Raises BadValue, GraphError."""
    given = {**values, "id": id}
    for name, parameter in saved.header.parameters.items():
        if values[name] is None or parameter.source is None:
            continue
        try:
            _check(runner, name, parameter, given, reader)
        except BadValue:
            runner.graph.data_version(at_most_every=0)  # it may have been made this very moment
            _check(runner, name, parameter, given, reader)


def _check(
    runner: Runner,
    name: str,
    parameter: Parameter,
    given: Mapping[str, object],
    reader: Reader,
) -> None:
    source = runner.choice_source(parameter, given, reader)
    bound = to_bind(source.saved, source.table.parameters)
    choices = choices_for(runner.graph, source, bound, given[name])
    check_choice(name, parameter, given[name], choices, more=source.table.truncated)
