"""The record that a page is about: its kind, its name, and which page shows it."""

from dataclasses import dataclass

from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.words import word, word_of
from graph.model import NODES, node_of_id

NAMES = ("name", "title", "textZh", "file")
"""The properties that a record is called by, in this order; one without goes by what it is about."""


@dataclass(frozen=True)
class Subject:
    """One record: ``label`` is its kind's, ``name`` what it is called, ``area`` which kind of area it
    is where it is one."""

    id: str
    label: str
    name: str
    area: str = ""

    def kind(self, lang: str) -> str:
        """The words for its kind: the town itself is no village."""
        if self.area:
            return word_of("Area", "kind", self.area, lang)
        return word("kind", self.label, lang)


def subject(runner: Runner, id: str, reader: Reader) -> Subject | None:
    """The record of an id, or None where the graph has none. Raises GraphError, and what is raised
    where it cannot be noted who looks at a person."""
    kind = node_of_id(id)
    if kind is None:
        return None
    label = kind.__name__
    if kind.about_person:
        return Subject(id, label, _alias(runner, id, reader))
    find = runner.catalogue.find
    thing = runner.run(find("reports/records/thing"), {"id": id}, reader=reader).dicts()
    values = {str(row["property"]): str(row["value"]) for row in thing}
    if not values:
        return None
    name = next((values[name] for name in NAMES if values.get(name)), None)
    if name is None:
        rows = runner.run(find("reports/records/title"), {"id": id}, reader=reader).dicts()
        name = str(rows[0]["title"]) if rows else id
    return Subject(id, label, name, values.get("kind", "") if label == "Area" else "")


def _alias(runner: Runner, id: str, reader: Reader) -> str:
    """What a person goes by, for who may read that; the id for others and where there is none."""
    saved = runner.catalogue.find("reports/records/person")
    if reader.audience not in saved.header.audience:
        return id
    if node_of_id(id) is NODES["Consent"]:
        saved = runner.catalogue.find("reports/records/title_consent")
        rows = runner.run(saved, {"id": id}, reader=reader).dicts()
        return str(rows[0]["title"]) if rows else id
    rows = runner.run(saved, {"id": id}, reader=reader).dicts()
    return next((str(row["value"]) for row in rows if row["property"] == "alias"), id)
