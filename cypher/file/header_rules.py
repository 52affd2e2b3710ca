"""What fits its own type in a header and yet cannot be: names that nothing bears, senseless bounds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from cypher.errors import BadValue, meant
from cypher.file.tokens import UNNAMED
from cypher.header import Column, EmptyReason, Header, Link, Parameter
from cypher.values.parameters import RESERVED_NAMES, bound_names, parsed
from cypher.words import words
from graph.model import LABELS

_CHOICES = ("choice", "multi_choice")
_NUMBERS = ("integer", "number")


class HeaderProblem(NamedTuple):
    """What is wrong, and the path of keys to it."""

    where: tuple[object, ...]
    zh: str
    en: str


def faults(header: Header) -> Iterator[HeaderProblem]:
    """All that cannot be, the first found first."""
    for where, zh, en in parameter_faults(header.parameters):
        yield HeaderProblem(("parameters", *where), zh, en)
    for name, column in header.columns.items():
        yield from _word_list(("columns", name, "words"), column.words)
        yield from _link(("columns", name, "links"), column.links, header)
        yield from _rows(("columns", name), column, header)
    for key, name in header.view.columns().items():
        yield from _column(("view", key), name, header)
    yield from _columns(header)
    for at, label in enumerate(header.rests_on):
        yield from _known(("rests_on", at), label, LABELS, "标签", "label")


def parameter_faults(parameters: Mapping[str, Parameter]) -> Iterator[HeaderProblem]:
    """What cannot be among parameters that are declared together; each place begins with a name."""
    for name, parameter in parameters.items():
        for where, zh, en in _parameter(name, parameter, parameters):
            yield HeaderProblem((name, *where), zh, en)


def _parameter(
    name: str, parameter: Parameter, others: Mapping[str, Parameter]
) -> Iterator[HeaderProblem]:
    if not name.isidentifier():
        yield HeaderProblem((), f"{name} 不能作参数名。", f"{name} cannot be a parameter's name.")
    if name in RESERVED_NAMES:
        zh = f"{name} 在看板的网址里另有用处，请换个名字。"
        yield HeaderProblem((), zh, f"{name} means something else in an address; use another name.")
    yield from _taken(name, others)
    if name == "as_of" and parameter.type != "date":
        yield HeaderProblem(("type",), "as_of 的类型应为 date。", "as_of is a date.")
    yield from _choices(parameter)
    yield from _bounds(parameter)
    yield from _word_list(("words",), parameter.words)
    yield from _depends(name, parameter, others)
    if parameter.default is not None:
        try:
            parsed(name, parameter, parameter.default, date(2025, 1, 1))
        except BadValue as error:
            yield HeaderProblem(("default",), f"默认值不行：{error.zh}", f"its default: {error.en}")


def _taken(name: str, parameters: Mapping[str, Parameter]) -> Iterator[HeaderProblem]:
    """A name that is bound by itself, or that another parameter is bound as."""
    if name == "as_of_end":
        yield HeaderProblem(
            (), "as_of_end 随 as_of 自动给出，不必声明。", "as_of_end comes with as_of."
        )
    if name == UNNAMED:
        yield HeaderProblem((), "unnamed 自动给出，不必声明。", "unnamed comes by itself.")
    for other, declared in parameters.items():
        if other != name and name in bound_names(other, declared):
            zh = f"${name} 已由参数 {other} 给出，请换个名字。"
            yield HeaderProblem(
                (), zh, f"${name} is what {other} is bound as; choose another name."
            )


def _depends(
    name: str, parameter: Parameter, parameters: Mapping[str, Parameter]
) -> Iterator[HeaderProblem]:
    if parameter.depends_on is None:
        return
    others = [other for other in parameters if other != name]
    yield from _known(("depends_on",), parameter.depends_on, others, "参数", "parameter")
    visited, at = {name}, parameters.get(parameter.depends_on)
    while at is not None and at.depends_on is not None and at.depends_on not in visited:
        visited.add(at.depends_on)
        at = parameters.get(at.depends_on)
    if at is not None and at.depends_on is not None:
        zh, en = "depends_on 绕成了一个圈。", "depends_on goes round in a circle."
        yield HeaderProblem(("depends_on",), zh, en)


def _choices(parameter: Parameter) -> Iterator[HeaderProblem]:
    given = [key for key in ("source", "values") if getattr(parameter, key) is not None]
    if parameter.type in _CHOICES:
        if len(given) != 1:
            zh = "choice 要有 from（另一个文件）或 values（列表），只能有其一。"
            yield HeaderProblem(
                ("type",), zh, "a choice has either from (another file) or values (a list)."
            )
    else:
        for key in given:
            key = "from" if key == "source" else key
            yield HeaderProblem((key,), f"{key} 只用于 choice。", f"{key} is for a choice only.")
    if parameter.depends_on is not None and parameter.source is None:
        yield HeaderProblem(
            ("depends_on",), "depends_on 要与 from 同用。", "depends_on goes with from."
        )


def _bounds(parameter: Parameter) -> Iterator[HeaderProblem]:
    low, high = parameter.min, parameter.max
    if parameter.type not in _NUMBERS:
        for key in ("min", "max"):
            if getattr(parameter, key) is not None:
                yield HeaderProblem((key,), f"{key} 只用于数。", f"{key} is for numbers only.")
    elif low is not None and high is not None and low > high:
        yield HeaderProblem(
            ("min",),
            f"min {low:.15g} 大于 max {high:.15g}。",
            f"min {low:.15g} is above {high:.15g}.",
        )


def _link(
    where: tuple[object, ...], link: str | Link | None, header: Header
) -> Iterator[HeaderProblem]:
    if not isinstance(link, Link):
        return
    leads = [one for one in (link.record, link.report, link.report_in) if one is not None]
    if len(leads) != 1 or (link.given and link.report is None):
        zh = "links 要有 record（编号所在的列）、report（可加 with）或 report_in（报表名所在的列），只能有其一。"
        en = "a link has one of record (a column of ids), report (and with), report_in (a column of reports)."
        yield HeaderProblem(where, zh, en)
        return
    for key, column in (("record", link.record), ("report_in", link.report_in)):
        if column is not None:
            yield from _column((*where, key), column, header)
    for name, column in link.given.items():
        yield from _column((*where, "with", name), column, header)


def _rows(where: tuple[object, ...], column: Column, header: Header) -> Iterator[HeaderProblem]:
    """Where the rows behind a number are, and behind its change."""
    if (
        (column.rows or column.ratio)
        and isinstance(column.links, Link)
        and column.links.report is not None
    ):
        zh = "links 指向报表时不能再写 rows：一个数字只通向一处。"
        yield HeaderProblem(
            (*where, "rows"), zh, "it links to a report already; a number leads to one place."
        )
    declared = [("rows", one) for one in column.rows]
    declared += [("changes", column.changes)] if column.changes is not None else []
    for key, one in declared:
        for of, names in (("with", one.given.values()), ("where", one.where)):
            for name in names:
                yield from _column((*where, key, of), name, header)
        if (key == "changes") != (one.since is not None):
            zh = "since 只用于 changes，changes 也必须有 since（填较早那一天的参数）。"
            en = "since goes with changes, and names the parameter that takes the earlier day."
            yield HeaderProblem((*where, key), zh, en)


def _columns(header: Header) -> Iterator[HeaderProblem]:
    expect, hide = header.expect, header.privacy.hide
    named: list[tuple[tuple[object, ...], str]] = [
        *((("expect", "columns", at), name) for at, name in enumerate(expect.columns or ())),
        *((("expect", "unique", at), name) for at, name in enumerate(expect.unique)),
        *((("expect", "not_null", at), name) for at, name in enumerate(expect.not_null)),
        *((("expect", "sum_equals", name), name) for name in expect.sum_equals),
        *_added(header),
        *(
            (("privacy", "hide", who, at), name)
            for who, names in hide.items()
            for at, name in enumerate(names)
        ),
    ]
    for where, name in named:
        yield from _column(where, name, header)
    for name, total in expect.sum_equals.items():
        if isinstance(total, str):
            yield from _column(("expect", "sum_equals", name), total, header)


def _added(header: Header) -> Iterator[tuple[tuple[object, ...], str]]:
    """The columns named where a header says what adds up or is counted elsewhere too."""
    for at, one in enumerate(header.sums):
        yield from _named(("sums", at), total=[one.total], parts=one.parts)
    for at, row in enumerate(header.total_rows):
        more = {"counts": row.counts, "within": row.within}
        yield from _named(("total_rows", at), column=[row.column], **more)
    for at, same in enumerate(header.same_as):
        settled = [same.settled] if same.settled else []
        more = {"rows": tuple(same.rows), "by": tuple(same.by)}
        yield from _named(("same_as", at), column=[same.column], settled=settled, **more)
    for name, column in header.columns.items():
        yield from _named(("columns", name), ratio=list(column.ratio or ()))
        rows = column.people if isinstance(column.people, dict) else ()
        per = column.one_value_per or ()
        why = [column.empty.column] if isinstance(column.empty, EmptyReason) else []
        yield from _named(("columns", name), people=rows, one_value_per=per, empty=why)


def _named(
    where: tuple[object, ...], **names: Iterable[str]
) -> Iterator[tuple[tuple[object, ...], str]]:
    """The names under each key, with the path to that key."""
    return (((*where, key), name) for key, some in names.items() for name in some)


def _column(where: tuple[object, ...], name: str, header: Header) -> Iterator[HeaderProblem]:
    if header.columns:
        yield from _known(where, name, header.columns, "列", "column")


def _word_list(where: tuple[object, ...], name: str | None) -> Iterator[HeaderProblem]:
    if name is not None:
        yield from _known(where, name, words(), "词表", "list of words")


def _known(
    where: tuple[object, ...], name: str, known: Iterable[str], zh: str, en: str
) -> Iterator[HeaderProblem]:
    if name not in (names := list(known)):
        tail = meant(name, names)
        yield HeaderProblem(
            where, f"没有{zh} {name}。{tail[0]}", f"there is no {en} {name}.{tail[1]}"
        )
