"""The record that a page is about: its kind, its name, and which page shows it."""

from dataclasses import dataclass

from cypher.reader import Reader
from cypher.run.runner import Runner
from graph.model import node_of_id

NAMES = ("name", "title", "alias", "textZh", "item", "supplier", "file")
"""The properties that a person knows a record by, in this order."""


@dataclass(frozen=True)
class Subject:
    """One record: ``label`` is its kind's. Persons go by their id here: a reading is logged."""

    id: str
    label: str
    name: str


def subject(runner: Runner, id: str, reader: Reader) -> Subject | None:
    """The record of an id, or None where the graph has none. Raises GraphError."""
    kind = node_of_id(id)
    if kind is None:
        return None
    label = kind.__name__
    if kind.about_person:
        return Subject(id, label, id)
    saved = runner.catalogue.find("reports/records/thing")
    rows = runner.run(saved, {"id": id}, reader=reader).dicts()
    values = {str(row["property"]): row["value"] for row in rows}
    if not values:
        return None
    name = next((str(values[name]) for name in NAMES if values.get(name)), id)
    return Subject(id, label, name)
