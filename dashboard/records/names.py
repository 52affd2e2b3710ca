"""What records are called wherever they are named beside another: by their name, else by what they are."""

from collections.abc import Collection

from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker, is_person
from dashboard.explorer.records import labels_of
from dashboard.texts import LANGS, Lang
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import in_parts, named_nodes
from graph.model import NODES, node_of_id


def names_of(runner: Runner, reader: Reader, ids: Collection[str]) -> dict[Lang, dict[str, str]]:
    """Names by id in each language, of what the reader may see, asked once for both: a record's own;
    of one without, such as a donation, its amount or kind and its day. A record that is gone, and a
    person without an alias, has none. Raises GraphError."""
    people = {id for id in ids if is_person(id) and node_of_id(id) is not NODES["Consent"]}
    aliases = named_nodes(runner.graph, people, NAME_FIELDS)
    names: dict[Lang, dict[str, str]] = {lang: dict(aliases) for lang in LANGS}
    asker = Asker(runner, reader, LANGS[0])
    for part in in_parts(sorted(set(ids) - people)):
        for lang, labels in labels_of(asker, part).items():
            names[lang] |= labels
    return names
