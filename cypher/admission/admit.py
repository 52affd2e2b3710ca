"""A statement is admitted by the server's own plan and by its own tokens: both must only read."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cypher.admission.by_tokens import refused_tokens
from cypher.admission.operators import forbidden
from cypher.errors import NotAdmitted, meant
from cypher.file.parse import SavedStatement
from cypher.file.tokens import UNNAMED, mode_of, parameters_in
from cypher.header import Parameter
from cypher.values.days import Period
from cypher.values.parameters import bound_names, parsed, to_bind
from graph.client import Graph
from graph.errors import NotReadOnly, StatementFailed
from graph.model import LABELS, NODES, RELATIONSHIPS, TYPES, about_fields
from graph.plan import Plan

_DAY = date(2025, 1, 1)
_TEXT = "W-000001"
"""As long as an id is: the server plans anew for a text of another order of length."""
_SAMPLES: dict[str, object] = {
    "integer": 1,
    "number": 1.0,
    "boolean": True,
    "date": _DAY,
    "period": Period(_DAY, _DAY),
    "multi_choice": ["x"],
    "ids": [_TEXT],
}
_COSTLY = {"AllNodesScan": "all_nodes_scan", "CartesianProduct": "cartesian_product"}
_LOADER_PROPERTIES = {
    "rev",
    "reachPlace",
    "createdAt",
    "updatedAt",
    "importId",
    "location",
    "sourceDatum",
    "searchText",
    "version",
}
_PARTS = """
    x y z longitude latitude height crs srid
    year quarter month week weekYear dayOfQuarter quarterDay day ordinalDay dayOfWeek weekDay hour
    minute second millisecond microsecond nanosecond timezone offset offsetMinutes offsetSeconds
    epochMillis epochSeconds years quarters months weeks days hours minutes seconds milliseconds
    microseconds nanoseconds quartersOfYear monthsOfQuarter monthsOfYear daysOfWeek minutesOfHour
    secondsOfMinute millisecondsOfSecond microsecondsOfSecond nanosecondsOfSecond
"""
"""Components of points, times and durations, which the server may take for property keys."""


@dataclass(frozen=True)
class Doubt:
    """What is doubtful in a statement that may run: a misspelt name, a costly operator."""

    path: str
    line: int
    zh: str
    en: str


def admit(graph: Graph, saved: SavedStatement, given: Collection[str] = ()) -> Plan:
    """The plan of a statement that may run. Raises NotAdmitted.

    It is the plan for runs in which these parameters are given, so that the server has it ready
    when the statement is run so.
    """
    refuse_mode(saved)
    plan = explained(graph, saved, _samples(saved, given))
    refuse_writing(saved, plan)
    refuse_nested(saved)
    _refuse_undeclared(saved, plan)
    _refuse_unused(graph, saved)
    return plan


def refuse_mode(saved: SavedStatement) -> None:
    """Refuse what would be planned only, and so give no row whatever the data hold."""
    if mode := mode_of(saved.statement):
        raise _refused(
            saved,
            f"不要写 {mode}：它不返回数据；要看计划，用 lianxin report explain",
            f"{mode} gives no rows; to see the plan use lianxin report explain",
        )


def prepare_plan(graph: Graph, saved: SavedStatement, given: Collection[str]) -> None:
    """Have the server plan an admitted statement for runs in which these parameters are given.

    It keeps a plan for each combination of types, and nothing given is a type of its own.
    """
    graph.explain(saved.statement, _samples(saved, given))


def replanned(graph: Graph, saved: SavedStatement) -> Plan:
    """The plan for the data as they are now, and not one that the server kept from before."""
    text, values = saved.statement, _samples(saved)
    if re.match(r"(?i)cypher\b", text):
        return graph.explain(text, values)
    return graph.explain(f"CYPHER replan=force {text}", values)


def explained(
    graph: Graph, saved: SavedStatement, values: Mapping[str, object], *, writing: bool = False
) -> Plan:
    """The plan of a statement; of one that writes only where that is asked for. Raises NotAdmitted."""
    try:
        return graph.explain(saved.statement, values, writing=writing)
    except NotReadOnly:
        raise _refused(saved, "只许读取，这条语句会写入", "only reading is allowed") from None
    except StatementFailed as error:
        if type(error) is not StatementFailed:
            raise
        raise _rejected(saved, error) from None


def _rejected(saved: SavedStatement, error: StatementFailed) -> NotAdmitted:
    """The server's own words, with its line of the statement as a line of the file."""
    place = re.search(r"\(line (\d+), column \d+", error.en)
    line = saved.line + max(int(place[1]) - 1, 0) if place else saved.line
    zh, en = (
        re.sub(r" *\(line \d+, column \d+.*", "", text, flags=re.DOTALL).rstrip("。. \n")
        for text in (error.zh, error.en)
    )
    return NotAdmitted(saved.path, line, f"{zh}。", f"{en}.")


_DOES = {
    "w": ("写入", "writes"),
    "rw": ("写入", "writes"),
    "s": ("改动索引、约束或用户", "changes indexes, constraints or users"),
}
"""What a statement does that is not read only, by the server's type of it."""


def refuse_writing(saved: SavedStatement, plan: Plan) -> None:
    """Refuse a plan that may do more than read."""
    names = forbidden(plan.operators, plan.procedures)
    if names:
        what = ", ".join(names)
        raise _refused(saved, f"只许读取，不许 {what}", f"only reading is allowed, not {what}")
    if plan.query_type != "r":
        zh, en = _DOES.get(plan.query_type or "", ("做别的事", "does something else"))
        raise _refused(
            saved, f"只许读取，这条语句会{zh}", f"only reading is allowed; this statement {en}"
        )


def refuse_nested(saved: SavedStatement) -> None:
    """Refuse what the plan does not show, such as a LOAD CSV in a subquery within an expression."""
    found = refused_tokens(saved.statement)
    if found:
        names = dict.fromkeys(one.what for one in found)
        what = ", ".join(
            name for name in names if not any(other.startswith(f"{name} ") for other in names)
        )
        line = saved.line + saved.statement.count("\n", 0, found[0].start)
        raise _refused(
            saved, f"只许读取，不许 {what}", f"only reading is allowed, not {what}", line
        )


def _refuse_undeclared(saved: SavedStatement, plan: Plan) -> None:
    for name in plan.missing_parameters:
        line = saved.line + parameters_in(saved.statement).get(name, 0)
        declared = saved.header.parameters.get(name)
        if declared is not None:
            names = ", ".join(f"${one}" for one in bound_names(name, declared))
            zh, en = f"参数 {name} 在语句里写作 {names}", f"the period {name} is bound as {names}"
            raise _refused(saved, zh, en, line)
        if name == "as_of_end":
            zh, en = (
                "$as_of_end 随 as_of 给出，请声明 as_of",
                "$as_of_end comes with as_of: declare it",
            )
            raise _refused(saved, zh, en, line)
        near = meant(name, _names(saved))
        raise _refused(
            saved,
            f"用到的参数 ${name} 没有声明。{near[0]}".removesuffix("。"),
            f"it uses ${name}, which is not declared.{near[1]}".removesuffix("."),
            line,
        )


def _names(saved: SavedStatement) -> list[str]:
    """All names that are bound."""
    return [
        bound for name, one in saved.header.parameters.items() for bound in bound_names(name, one)
    ]


def _refuse_unused(graph: Graph, saved: SavedStatement) -> None:
    """Refuse a declared parameter that no token names and that the server does not miss."""
    named = parameters_in(saved.statement).keys()
    declared = saved.header.parameters.items()
    idle = [name for name, one in declared if named.isdisjoint(bound_names(name, one))]
    if not idle:
        return
    missed = set(explained(graph, saved, {}).missing_parameters)
    for name in idle:
        if missed.isdisjoint(bound_names(name, saved.header.parameters[name])):
            zh, en = f"声明的参数 {name} 没有用到", f"it declares {name} and never uses it"
            raise _refused(saved, zh, en, saved.line_of(name, key=True))


def doubts(saved: SavedStatement, plan: Plan) -> list[Doubt]:
    """What is doubtful in an admitted statement: names not in the model, costly operators."""
    return [*unknown_names(saved, plan), *_costly(saved, plan)]


def unknown_names(saved: SavedStatement, plan: Plan) -> list[Doubt]:
    """The labels, types and properties that a statement asks for in vain: misspelt, as a rule."""
    return [
        *_unknown(saved, plan.unknown_labels, LABELS | {"ModelVersion"}, "标签", "label"),
        *_unknown(saved, plan.unknown_types, TYPES, "关系类型", "relationship type"),
        *_unknown(saved, plan.unknown_properties, _properties(), "属性", "property"),
    ]


def _unknown(
    saved: SavedStatement, names: Iterable[str], listed: Iterable[str], zh: str, en: str
) -> list[Doubt]:
    """Names that neither the graph nor the model has (an empty graph has none)."""
    ours = frozenset(listed)
    found = []
    for name in names:
        if name not in ours:
            near = meant(name, ours)
            zh_said, en_said = f"没有{zh} {name}。{near[0]}", f"there is no {en} {name}.{near[1]}"
            found.append(_doubt(saved, saved.line_of(name), zh_said, en_said))
    return found


def _costly(saved: SavedStatement, plan: Plan) -> list[Doubt]:
    return [
        _doubt(
            saved,
            saved.line,
            f"执行计划中有 {operator}，数据多时会慢；若确有必要，请在 accepts.{reason} 写明理由。",
            f"its plan has {operator}, slow on much data; if it is right, say why in accepts.{reason}.",
        )
        for operator, reason in _COSTLY.items()
        if operator in plan.operators and getattr(saved.header.accepts, reason) is None
    ]


def _doubt(saved: SavedStatement, line: int, zh: str, en: str) -> Doubt:
    return Doubt(saved.path, line, f"{saved.path}:{line}：{zh}", f"{saved.path}:{line}: {en}")


def _properties() -> frozenset[str]:
    kinds = (*NODES.values(), *RELATIONSHIPS.values())
    return (
        frozenset(_PARTS.split())
        | _LOADER_PROPERTIES
        | {name for kind in kinds for name in about_fields(kind)}
    )


def _samples(saved: SavedStatement, given: Collection[str] = ()) -> dict[str, object]:
    """The defaults, and for what is given or must be a value of its type."""
    declared = saved.header.parameters.items()
    values = to_bind(saved, {name: sample(name, one, name in given) for name, one in declared})
    asks = UNNAMED in parameters_in(saved.statement)
    return values | {UNNAMED: {"id": [_TEXT]}} if asks else values


def sample(name: str, parameter: Parameter, given: bool) -> object:
    """A value of a parameter's type; its default where it is not given and need not be."""
    if not given and (parameter.optional or parameter.default is not None):
        return parsed(name, parameter, parameter.default, _DAY)
    if parameter.values:
        first = parameter.values[0]
        return [first] if parameter.type == "multi_choice" else first
    return _SAMPLES.get(parameter.type, _TEXT)


def _refused(saved: SavedStatement, zh: str, en: str, line: int | None = None) -> NotAdmitted:
    end = ("", "") if zh.endswith("？") else ("。", ".")
    return NotAdmitted(saved.path, line or saved.line, zh + end[0], en + end[1])
