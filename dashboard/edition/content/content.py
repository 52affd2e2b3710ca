"""Everything an edition is made from: the answers of saved statements, as its readers may see them."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cypher.table import Table
from dashboard.edition.content.as_of import Node, Related
from dashboard.edition.content.correcting import Correction
from dashboard.edition.content.frozen_answers import as_json
from dashboard.edition.content.order import OF_EDITIONS, EditionPlan
from dashboard.edition.manifest import LeftOut, Statement
from graph.model import PROVENANCES


@dataclass(frozen=True)
class Content:
    """The answers by id, the graph's things and relationships as of the day, and what is not among them."""

    plan: EditionPlan
    tables: Mapping[str, Table]
    statements: tuple[Statement, ...]
    left_out: tuple[LeftOut, ...]
    nodes: tuple[Node, ...] = ()
    relationships: tuple[Related, ...] = ()
    corrections: tuple[Correction, ...] = ()
    year_before: Mapping[str, Table] = field(default_factory=dict)
    """The answers a year earlier to what sentences set beside this year's."""

    def answer(self, id: str, year_before: bool) -> Table | None:
        """An answer of the edition, or of the year before; None where its readers do not have it."""
        return (self.year_before if year_before else self.tables).get(id)

    def sentence(self, name: str) -> str:
        """A sentence over these answers, in the edition's language and without its full stop; ""
        where nothing of it is for the readers. Raises NoSuchSentence."""
        return self.plan.sentences.text(name, self.answer, self.plan.lang)

    @property
    def reports(self) -> dict[str, Table]:
        """The answers that a reader knows as reports, those with a number of their own first."""
        return {
            id: self.tables[id]
            for id in sorted(self.tables, key=self._order)
            if not id.startswith(OF_EDITIONS)
        }

    def _order(self, id: str) -> tuple[str, str]:
        return self.tables[id].header.question or "Z", id

    @property
    def provenance(self) -> tuple[str, ...]:
        """The kinds of data that any answer rests on, in the model's order."""
        found = {kind for table in self.tables.values() for kind in table.provenance}
        return tuple(kind for kind in PROVENANCES if kind in found)

    @property
    def synthetic(self) -> bool:
        """Whether any answer rests on invented data."""
        return "synthetic" in self.provenance

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many things of each label and relationships of each type there are, and rows in each report."""
        labels = Counter(label for node in self.nodes for label in node.labels)
        types = Counter(relationship.type for relationship in self.relationships)
        return {
            "things": dict(sorted(labels.items())),
            "ties": dict(sorted(types.items())),
            "rows": {id: len(table.rows) for id, table in self.reports.items()},
        }

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of every answer, thing and relationship; the same facts entered later give the same."""
        total = hashlib.sha256()
        for line in self._lines():
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, default=as_json)
            total.update(text.encode("utf-8", "replace") + b"\n")
        return total.hexdigest()

    def _lines(self) -> Iterator[object]:
        for id in sorted(self.tables):
            table = self.tables[id]
            yield [id, table.parameters, list(table.names)]
            yield from table.rows
        for id in sorted(self.year_before):
            table = self.year_before[id]
            yield [id, table.parameters, list(table.names)]
            yield from table.rows
        for node in self.nodes:
            yield [node.id, list(node.labels), node.properties]
        for relationship in self.relationships:
            yield [relationship.start, relationship.type, relationship.end, relationship.properties]
