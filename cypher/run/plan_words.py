"""The server's plan for a statement in plain words: where it begins, what it costs, what to mind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.words import words
from graph.model import NODES, RELATIONSHIPS
from graph.plan import Plan, PlanNode

_INDEXED = re.compile(r":(?P<name>[\w`]+)\((?P<properties>[^)]*)\)")
_NAMED = re.compile(r":(?P<name>[\w`|&]+)")
_COSTLY = {
    "AllNodesScan": ("all_nodes", "all_nodes_scan"),
    "DirectedAllRelationshipsScan": ("all_ties", "all_nodes_scan"),
    "UndirectedAllRelationshipsScan": ("all_ties", "all_nodes_scan"),
    "CartesianProduct": ("product", "cartesian_product"),
}
"""Operator to its sentence in words.yaml, and to the reason in ``accepts`` that makes it right."""


@dataclass(frozen=True)
class Explained:
    """A plan in sentences: ``steps`` say where it begins, ``warnings`` what may be slow."""

    steps: tuple[Words, ...]
    warnings: tuple[Words, ...]
    rows: Words
    limit: Words
    took: Words | None

    @property
    def sentences(self) -> tuple[Words, ...]:
        """All of it in order."""
        took = () if self.took is None else (self.took,)
        return *self.steps, self.rows, *self.warnings, self.limit, *took


def explained(saved: SavedStatement, plan: Plan, elapsed_ms: float | None = None) -> Explained:
    """A plan in both languages; ``elapsed_ms`` is what a run took, where there was one."""
    limits = saved.header.limits
    steps = tuple(_steps(plan))
    return Explained(
        steps=steps or (_sentence("nothing_read"),),
        warnings=tuple(_warnings(saved, plan)),
        rows=_sentence("result", rows=_rows(plan.root.estimated_rows)),
        limit=_sentence("limit", rows=f"{limits.rows:,}", seconds=f"{limits.seconds:g}"),
        took=None if elapsed_ms is None else _took(elapsed_ms, limits.seconds),
    )


def _steps(plan: Plan) -> Iterator[Words]:
    """What each branch of the plan begins with, the first first; what repeats stands once."""
    begins: dict[tuple[str, str], float] = {}
    for node in plan.root.walk():
        begin = None if node.children else _begin(node)
        if begin is not None:
            begins[begin] = max(begins.get(begin, 0.0), node.estimated_rows)
    for number, ((key, name), rows) in enumerate(begins.items()):
        label, _, properties = name.partition("(")
        listed = Words(zh=properties.replace(", ", "、") or "-", en=properties or "-")
        yield _together(
            _sentence("first" if number == 0 else "then"),
            _sentence(key, rows=_rows(rows), properties=listed, named=_named(label)),
        )


def _begin(node: PlanNode) -> tuple[str, str] | None:
    """The sentence for an operator that nothing stands below, and what it reads."""
    operator = node.operator.partition("(")[0]
    indexed = _INDEXED.search(node.details)
    if "Index" in operator and indexed:
        whole = "Scan" in operator
        key = "unique" if "Unique" in operator else "index_whole" if whole else "index"
        return key, f"{indexed['name']}({indexed['properties']}"
    if "CountFromCountStore" in operator:
        return "counted", ""
    if "ById" in operator or "ByElementId" in operator:
        return "by_id", ""
    if operator == "ProcedureCall":
        return "procedure", node.details.partition("(")[0]
    named = _NAMED.search(node.details)
    if operator.endswith("Scan") and named and operator not in _COSTLY:
        return ("ties" if "Relationship" in operator else "label"), named["name"]
    return ("all", "") if operator in _COSTLY else None


def _warnings(saved: SavedStatement, plan: Plan) -> Iterator[Words]:
    for operator in dict.fromkeys(plan.operators):
        key, reason = _COSTLY.get(operator, ("", ""))
        if key:
            accepted = getattr(saved.header.accepts, reason)
            yield _together(
                _sentence(key),
                _sentence("accepted", reason=accepted) if accepted else _sentence("mind"),
            )


def _took(elapsed_ms: float, seconds: float) -> Words:
    percent = elapsed_ms / seconds / 10
    share = f"{percent:.0f}%" if percent >= 1 else "<1%"
    return _sentence("took", ms=f"{elapsed_ms:,.0f}", share=share)


def _sentence(key: str, **given: str | Words) -> Words:
    sentence = words()["plan"][key]

    def fill(text: str, lang: str) -> str:
        return text.format(
            **{
                name: one.get(lang) if isinstance(one, Words) else one
                for name, one in given.items()
            }
        )

    return Words(zh=fill(sentence.zh, "zh"), en=fill(sentence.en, "en"))


def _together(one: Words, other: Words) -> Words:
    return Words(zh=one.zh + other.zh, en=f"{one.en} {other.en}")


def _named(code: str) -> Words:
    """A label or a type as people know it, with its code."""
    node = NODES.get(code)
    relationship = next(
        (relationship for relationship in RELATIONSHIPS.values() if relationship.type == code), None
    )
    zh = node.zh if node else relationship.zh if relationship else ""
    return Words(zh=f"{zh}（{code}）" if zh else code or "-", en=code or "-")


def _rows(estimated: float) -> str:
    return f"{max(1, round(estimated)):,}"
