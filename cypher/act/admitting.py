"""An action is admitted when its guard only reads and its change writes only what the header declares."""

from collections.abc import Iterator
from datetime import date, datetime

from cypher.act.action_file import SavedAction
from cypher.act.action_header import ActionHeader
from cypher.act.action_rules import RUNNERS, STAMPS, fields_set
from cypher.act.writing_tokens import Written, written_by
from cypher.admission.admit import explained, refuse_mode, refuse_nested, refuse_writing, sample
from cypher.admission.by_tokens import Refused
from cypher.admission.clock import asks_clock_or_chance
from cypher.admission.operators import PROCEDURES, READING
from cypher.errors import NotAdmitted, meant
from cypher.file.parse import SavedStatement
from cypher.file.tokens import parameters_in
from cypher.header import Header
from cypher.values.parameters import bound_names
from graph.client import Graph
from graph.model import NODES, SHANGHAI

_NAMES = """
    Create Foreach ForeachApply SetProperty SetProperties SetNodeProperty SetNodeProperties
    SetRelationshipProperty SetRelationshipProperties
"""
_WRITING = frozenset(_NAMES.split())
"""The operators of a plan that write what the tokens have been read for."""
_DELETING = frozenset({"Delete"})
_DAY = date(2025, 1, 1)
_MOMENT = datetime(2025, 1, 1, tzinfo=SHANGHAI)
_ID = "W-000001"


def admit_action(graph: Graph, saved: SavedAction) -> None:
    """Let an action pass whose guard reads and whose change writes what it declares.

    Raises NotAdmitted with the file and the line.
    """
    values = _values(saved)
    guard = _as_statement(saved, saved.guard, saved.line)
    _refuse_undeclared(saved, guard, {*values} - {*_new(saved)})
    refuse_mode(guard)
    refuse_writing(guard, explained(graph, guard, values))
    refuse_nested(guard)
    _refuse_clock(guard)
    if saved.change:
        change = _as_statement(saved, saved.change, saved.change_line)
        _refuse_undeclared(saved, change, {*values})
        refuse_mode(change)
        _refuse_clock(change)
        _refuse_tokens(change, saved)
        _refuse_plan(graph, change, saved, values)
    _refuse_unused(saved)


def _new(saved: SavedAction) -> list[str]:
    return [f"new_{label}" for label in saved.header.writes.nodes]


def _values(saved: SavedAction) -> dict[str, object]:
    """A value for everything that is bound."""
    found: dict[str, object] = {"id": _ID, "at": _MOMENT, "actor": "x"}
    found |= dict.fromkeys(_new(saved), _ID)
    for name, parameter in saved.header.parameters.items():
        for bound in bound_names(name, parameter):
            given = sample(name, parameter, True)
            found[bound] = _DAY if parameter.type in ("date", "period") else given
    return found


def _as_statement(saved: SavedAction, text: str, line: int) -> SavedStatement:
    """One of the two statements, as admission knows statements."""
    header = saved.header
    declared = {**header.parameters}
    bare = Header(title=header.title, about=header.about, parameters=declared)
    return SavedStatement(saved.id, saved.path, saved.source, bare, saved.text, text, line)


def _refuse_undeclared(saved: SavedAction, part: SavedStatement, bound: set[str]) -> None:
    for name, line in parameters_in(part.statement).items():
        if name not in bound:
            near = meant(name, bound)
            raise NotAdmitted(
                saved.path,
                part.line + line,
                f"用到的参数 ${name} 没有声明。{near[0]}",
                f"it uses ${name}, which is not declared.{near[1]}",
            )


def _refuse_unused(saved: SavedAction) -> None:
    """Refuse a parameter that neither statement names; ``reason`` goes into the event."""
    named = parameters_in(saved.guard).keys() | parameters_in(saved.change).keys()
    for name, parameter in saved.header.parameters.items():
        if named.isdisjoint(bound_names(name, parameter)) and name != "reason":
            line = _as_statement(saved, saved.guard, saved.line).line_of(name, key=True)
            zh, en = f"声明的参数 {name} 没有用到。", f"it declares {name} and never uses it."
            raise NotAdmitted(saved.path, line, zh, en)


def _refuse_clock(part: SavedStatement) -> None:
    if asks_clock_or_chance(part.statement):
        raise NotAdmitted(
            part.path,
            part.line,
            "不要另取时间或随机数，办理的时间是 $at。",
            "do not ask for the clock or for chance; the moment of the action is $at.",
        )


def _refuse_tokens(part: SavedStatement, saved: SavedAction) -> None:
    written = written_by(part.statement)
    for one in sorted((*written.refused, *_undeclared(written, saved)), key=lambda one: one.start):
        line = part.line + part.statement.count("\n", 0, one.start)
        zh = f"改动只许写入文件头声明的内容，不许 {one.what}。"
        en = f"a change may only write what its header declares, not {one.what}."
        raise NotAdmitted(part.path, line, zh, en)


def _undeclared(written: Written, saved: SavedAction) -> Iterator[Refused]:
    """What is written and not declared, or the runner's own to write."""
    writes, header = saved.header.writes, saved.header
    yield from _undeclared_nodes(written, header)
    for type, fields, start in written.relationships:
        if type not in writes.relationships:
            yield Refused(f"CREATE [:{type}]", start)
        for name in sorted(fields - fields_set(type)):
            yield Refused(f"{type}.{name}", start)
    held = {"id", *(name for name, one in header.parameters.items() if one.node)}
    for label, name, start, named in written.fields:
        if name not in writes.changes.get(label, ()) or name in STAMPS:
            yield Refused(f"SET {label}.{name}", start)
        elif saved.source == "own" and named not in held:  # what nothing holds is noted by nobody
            yield Refused(f"SET {label}.{name} ({{id: $…}})", start)
    if not (header.deletes and saved.source == "shipped"):
        yield from (Refused("DELETE", start) for start in written.deletes)


def _undeclared_nodes(written: Written, header: ActionHeader) -> Iterator[Refused]:
    bases = {name: label for label, kind in NODES.items() for name in (label, *kind.also.values())}
    for label, fields, start in written.nodes:
        base = bases.get(label, label)
        if base not in header.writes.nodes or base in RUNNERS:
            yield Refused(f"CREATE (:{label})", start)
            continue
        runners = {"status"} if label == header.on else set()
        for name in sorted(fields - (fields_set(base) | {"id"}) | (fields & runners)):
            yield Refused(f"{label}.{name}", start)
        if label == base and "id" not in fields:
            yield Refused(f"CREATE (:{label}) without id", start)


def _refuse_plan(
    graph: Graph, part: SavedStatement, saved: SavedAction, values: dict[str, object]
) -> None:
    """Ask the server itself what the change would do."""
    plan = explained(graph, part, values, writing=True)
    allowed = READING | _WRITING | (_DELETING if saved.header.deletes else frozenset())
    found = [name for name in plan.operators if name.partition("(")[0] not in allowed]
    found += [f"CALL {name}" for name in plan.procedures if name not in PROCEDURES]
    if found or plan.query_type not in ("rw", "w"):
        what = ", ".join(dict.fromkeys(found)) or plan.query_type or "?"
        zh, en = f"改动里不许 {what}。", f"a change may not hold {what}."
        raise NotAdmitted(part.path, part.line, zh, en)
