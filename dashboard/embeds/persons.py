"""Whether a saved statement reads records about persons, or may: such a card is never embedded."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cypher.file.parse import SavedStatement
from cypher.file.tokens import Token, tokens_in
from cypher.library.catalogue import Catalogue
from graph.errors import GraphError
from graph.model import NODES, RELATIONSHIPS

PERSONS = frozenset(label for label, kind in NODES.items() if kind.about_person)
"""The labels of records about persons."""
_TIES = frozenset(
    kind.type for kind in RELATIONSHIPS.values() if PERSONS & {*kind.starts, *kind.ends}
)
"""The types of relationships at an end of which a person may stand."""


def reads_persons(saved: SavedStatement, catalogue: Catalogue) -> bool:
    """Whether a report, or the one that gives a number its months, reads persons or may do so."""
    beside = (column.by_month for column in saved.header.columns.values())
    found = [saved]
    for one in filter(None, beside):
        try:
            found.append(catalogue.find(f"reports/{one.report.removeprefix('reports/')}"))
        except GraphError:
            return True
    return any(map(_reads, found))


def _reads(saved: SavedStatement) -> bool:
    header = saved.header
    if header.privacy.personal or header.accepts.all_nodes_scan is not None:
        return True
    return _statement_reads(saved.statement)


@lru_cache(1000)
def _statement_reads(statement: str) -> bool:
    tokens = tokens_in(statement)
    named = {token.text for token in tokens if token.is_name}
    return bool(named & (PERSONS | _TIES)) or _is_open(tokens)


def _is_open(tokens: Sequence[Token]) -> bool:
    """Whether a statement goes along relationships of any type, or names a label by a value: what
    it meets then cannot be read from its text."""
    texts = [token.text if token.kind in ("symbol", "word") else "_" for token in tokens]
    text = " ".join(texts)
    if re.search(r"- - [>(]|: \$ \(", text):
        return True
    return any(
        before == "-" and bracket == "[" and not _has_type(texts[at + 2 :])
        for at, (before, bracket) in enumerate(pairwise(texts))
    )


def _has_type(rest: list[str]) -> bool:
    """Whether a relationship names its type before its bracket ends."""
    end = rest.index("]") if "]" in rest else len(rest)
    return ":" in rest[:end]
