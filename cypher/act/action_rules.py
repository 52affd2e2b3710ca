"""What fits its own type in an action's header and yet cannot be: states and fields that no kind has."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from cypher.act.action_header import ActionHeader
from cypher.errors import meant
from cypher.file.header_rules import HeaderProblem, parameter_faults
from cypher.file.parse import Source
from cypher.header import Parameter, Words
from graph.model import NODES, RELATIONSHIPS, TYPES, Row, about_fields

RUNNERS = frozenset({"WishEvent", "AuditRecord", "ImportRun", "ChangeRun"})
"""Kinds that the runner writes and no file."""
STAMPS = frozenset({"id", "provenance", "rev", "createdAt", "updatedAt", "importId", "searchText"})
BOUND = ("id", "at", "actor")
"""What is always bound beside the parameters and the new ids."""
_RECORD = Parameter(type="text", label=Words(zh="记录", en="Record"))
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def states_of(label: str) -> tuple[str, ...]:
    """The states that a kind of record can be in; empty where it has none."""
    field = NODES[label].model_fields.get("status")
    return tuple(map(str, get_args(field.annotation))) if field else ()


def fields_set(name: str) -> frozenset[str]:
    """The fields that a change may set on a label or a type of relationship."""
    kinds: list[type[Row]] = [NODES[name]] if name in NODES else []
    kinds += [kind for kind in RELATIONSHIPS.values() if kind.type == name]
    fields = frozenset(field for kind in kinds for field in about_fields(kind))
    return fields - STAMPS - {"start", "end"}


def faults(header: ActionHeader, source: Source, codes: Collection[str]) -> Iterator[HeaderProblem]:
    """All that cannot be, the first found first; ``codes`` are the texts that stand in the guard."""
    if header.on not in NODES or header.on in RUNNERS:
        yield _missing(("on",), header.on, set(NODES) - RUNNERS, "标签", "label")
        return
    yield from _states(header)
    yield from _parameters(header)
    yield from _writes(header)
    for part, sentences in (("refusals", header.refusals), ("notes", header.notes)):
        for code, words in sentences.items():
            if code not in codes:
                zh = f"判断语句没有返回 {code} 的地方。"
                yield HeaderProblem((part, code), zh, f"the guard never returns {code}.")
            if set(_PLACEHOLDER.findall(words.zh)) != set(_PLACEHOLDER.findall(words.en)):
                zh = "中英文两句的 {…} 应当相同。"
                yield HeaderProblem((part, code), zh, "both languages need the same {…}.")
    if header.deletes and source != "shipped":
        zh, en = "自编的操作不能删除。", "an action of the town's own cannot delete."
        yield HeaderProblem(("deletes",), zh, en)


def _states(header: ActionHeader) -> Iterator[HeaderProblem]:
    known = states_of(header.on)
    for at, state in enumerate(header.before):
        if state not in known:
            yield _missing(("from", at), state, known, "状态", "state")
    if header.to is not None and header.to not in known:
        yield _missing(("to",), header.to, known, "状态", "state")
    if header.new and header.before:
        zh, en = "新建的记录没有原状态，请删去 from。", "a new record has no state to come from."
        yield HeaderProblem(("from",), zh, en)
    if header.new and header.on not in header.writes.nodes:
        zh = f"new: true 的操作要在 writes.nodes 里写明 {header.on}。"
        en = f"with new: true, writes.nodes names {header.on}."
        yield HeaderProblem(("new",), zh, en)


def _parameters(header: ActionHeader) -> Iterator[HeaderProblem]:
    fixed = (*BOUND, *(f"new_{label}" for label in header.writes.nodes))
    for name in header.parameters:
        if name in fixed:
            zh, en = f"${name} 由系统给出，请换个名字。", f"${name} is bound by itself; rename it."
            yield HeaderProblem(("parameters", name), zh, en)
    for where, zh, en in parameter_faults({**header.parameters, "id": _RECORD}):
        yield HeaderProblem(("parameters", *where), zh, en)
    for name, parameter in header.parameters.items():
        for label in parameter.node.split("|") if parameter.node is not None else ():
            if label not in NODES:
                yield _missing(("parameters", name, "node"), label, NODES, "标签", "label")


def _writes(header: ActionHeader) -> Iterator[HeaderProblem]:
    writes, ours = header.writes, set(NODES) - RUNNERS
    for at, label in enumerate(writes.nodes):
        if label not in ours:
            yield _missing(("writes", "nodes", at), label, ours, "标签", "label")
    for at, type in enumerate(writes.relationships):
        if type not in TYPES:
            yield _missing(("writes", "relationships", at), type, TYPES, "关系类型", "type")
    for name, fields in writes.changes.items():
        where = ("writes", "changes", name)
        if name not in ours | TYPES:
            yield _missing(where, name, ours | TYPES, "标签或关系类型", "label or type")
            continue
        allowed = fields_set(name) - ({"status"} if name == header.on else set())
        for at, field in enumerate(fields):
            if field not in allowed:
                yield _missing((*where, at), field, allowed, "可改的属性", "field to be set")


def _missing(
    where: tuple[object, ...], name: str, known: Iterable[str], zh: str, en: str
) -> HeaderProblem:
    near = meant(name, known)
    return HeaderProblem(where, f"没有{zh} {name}。{near[0]}", f"there is no {en} {name}.{near[1]}")
