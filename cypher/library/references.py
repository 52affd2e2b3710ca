"""What a file names that other files must have: choices, the reports it links to, their parameters."""

from collections.abc import Iterator, Mapping
from datetime import date

from cypher.errors import BadValue, BrokenFile, meant
from cypher.file.parse import SavedStatement
from cypher.header import ByMonth, Header, Link, Parameter, Rows
from cypher.values.parameters import parsed

Where = tuple[object, ...]
HeaderProblem = tuple[Where, str, str]
"""The path of keys to what is wrong, and the sentence in Chinese and in English."""


def unmet(
    one: SavedStatement, saved: Mapping[str, SavedStatement], unreadable: frozenset[str]
) -> BrokenFile | None:
    """The first thing that a file names in vain; ``unreadable`` are ids that exist and are broken."""
    for where, zh, en in _faults(one, saved, unreadable):
        return BrokenFile(one.path, one.line_at(where), zh, en)
    return None


def report_named(id: str, saved: Mapping[str, SavedStatement]) -> SavedStatement | None:
    """The report of an id, with or without ``reports/``."""
    found = saved.get(f"reports/{id}") or saved.get(id)
    return found if found is not None and found.kind == "reports" else None


def _faults(
    one: SavedStatement, saved: Mapping[str, SavedStatement], unreadable: frozenset[str]
) -> Iterator[HeaderProblem]:
    for name, parameter in one.header.parameters.items():
        if parameter.source is not None:
            yield from _fed(one, name, parameter, saved)
    for name, column in one.header.columns.items():
        if isinstance(column.links, Link) and column.links.report is not None:
            where = ("columns", name, "links")
            yield from _linked(where, column.links, saved, unreadable)
        for key, declared in (*(("rows", one) for one in column.rows), ("changes", column.changes)):
            if declared is not None:
                where = ("columns", name, key)
                yield from _listed(where, one.header, declared, saved, unreadable)
        if column.by_month is not None:
            where = ("columns", name, "by_month")
            yield from _by_month(where, column.by_month, saved, unreadable)


def _fed(
    one: SavedStatement, name: str, parameter: Parameter, saved: Mapping[str, SavedStatement]
) -> Iterator[HeaderProblem]:
    """A parameter whose choices come from another file."""
    where, source, chained = ("parameters", name), parameter.source or "", parameter.depends_on
    fed = saved.get(source)
    if fed is None:
        zh, en = meant(source, [id for id, other in saved.items() if other.kind == "choices"])
        yield (
            (*where, "from"),
            f"参数 {name} 的 from 所指的 {source} 不存在或不能用。{zh}",
            f"{name} takes its choices from {source}, which is not there or is broken.{en}",
        )
        return
    if chained is not None and chained not in fed.header.parameters:
        yield (
            (*where, "depends_on"),
            f"{fed.id} 没有参数 {chained}，{name} 不能依赖它。",
            f"{name} depends on {chained}, but {fed.id} has no such parameter.",
        )
    shut = [who for who in one.header.audience if who not in fed.header.audience]
    if shut:
        yield (
            (*where, "from"),
            f"{fed.id} 不对 {'、'.join(shut)} 开放，这个文件却开放。",
            f"{fed.id} is not open to {', '.join(shut)}, and this file is.",
        )
    if _comes_back(fed, fed, saved, set()):
        zh = f"{fed.id} 的选项又取自它自己，绕成了一个圈。"
        yield (*where, "from"), zh, f"the choices of {fed.id} come from itself, round in a circle."


def _comes_back(
    start: SavedStatement,
    at: SavedStatement,
    saved: Mapping[str, SavedStatement],
    visited: set[str],
) -> bool:
    for parameter in at.header.parameters.values():
        source = parameter.source
        if source == start.id:
            return True
        if source is not None and source in saved and source not in visited:
            visited.add(source)
            if _comes_back(start, saved[source], saved, visited):
                return True
    return False


def _named(
    where: Where, id: str, saved: Mapping[str, SavedStatement], unreadable: frozenset[str]
) -> Iterator[HeaderProblem]:
    """A report that is named; of one that is there and broken its own problem is said."""
    if report_named(id, saved) is None and unreadable.isdisjoint((id, f"reports/{id}")):
        zh, en = meant(
            id, [name.removeprefix("reports/") for name in saved if name[:8] == "reports/"]
        )
        yield (*where, "report"), f"没有名为 {id} 的报表。{zh}", f"there is no report {id}.{en}"


def _linked(
    where: Where,
    link: Link | Rows,
    saved: Mapping[str, SavedStatement],
    unreadable: frozenset[str],
    filled: tuple[str, ...] = (),
) -> Iterator[HeaderProblem]:
    """What leads to a report; ``filled`` are parameters that are given beside those in ``with``."""
    id = link.report or ""
    yield from _named(where, id, saved, unreadable)
    report = report_named(id, saved)
    if report is None:
        return
    declared = report.header.parameters
    for name in link.given:
        if name not in declared:
            yield _unknown((*where, "with", name), report, "参数", "parameter", name, declared)
    for name, parameter in declared.items():
        given = name in link.given or name in filled
        if parameter.default is None and not parameter.optional and not given:
            yield (
                (*where, "report"),
                f"{report.id} 的参数 {name} 必须填写，请在 with 里给出。",
                f"{report.id} needs a value for {name}; give it in with.",
            )


def _listed(
    where: Where,
    header: Header,
    rows: Rows,
    saved: Mapping[str, SavedStatement],
    unreadable: frozenset[str],
) -> Iterator[HeaderProblem]:
    """A number that leads to its rows: what the rows' report must know, so that they are the rows."""
    filled = (*rows.values, *header.parameters, *([rows.since] if rows.since else []))
    yield from _linked(where, rows, saved, unreadable, filled)
    report = report_named(rows.report, saved)
    if report is None:
        return
    declared = report.header.parameters
    for name in (*rows.values, *([rows.since] if rows.since else [])):
        if name not in declared:
            yield _unknown((*where, "values", name), report, "参数", "parameter", name, declared)
    for name, value in rows.values.items():
        try:
            if name in declared:
                parsed(name, declared[name], value, date(2025, 1, 1))
        except BadValue as error:
            yield (*where, "values", name), error.zh, error.en
    if rows.adds is not None and rows.adds not in report.header.columns:
        columns = report.header.columns
        yield _unknown((*where, "adds"), report, "列", "column", rows.adds, columns)
    for name in header.parameters:
        if name not in declared and name not in rows.whatever:
            yield (
                (*where, "report"),
                f"{report.id} 没有参数 {name}，行数会与数字不符；与数字无关的请写进 whatever。",
                f"{report.id} has no parameter {name}, so its rows would be others; name it in"
                " whatever if it makes no difference to the number.",
            )


def _by_month(
    where: Where,
    months: ByMonth,
    saved: Mapping[str, SavedStatement],
    unreadable: frozenset[str],
) -> Iterator[HeaderProblem]:
    """The report of a number's months: it has a column ``month`` and those that are named."""
    yield from _named(where, months.report, saved, unreadable)
    report = report_named(months.report, saved)
    columns = report.header.columns if report is not None else {}
    for key, name in (("report", "month"), ("value", months.value), *months.where.items()):
        name = name if key in ("report", "value") else key
        if report is not None and columns and name not in columns:
            yield _unknown((*where, key), report, "列", "column", str(name), columns)


def _unknown(
    where: Where, report: SavedStatement, zh: str, en: str, name: str, names: Mapping[str, object]
) -> HeaderProblem:
    near = meant(name, names)
    return (
        where,
        f"{report.id} 没有{zh} {name}。{near[0]}",
        f"{report.id} has no {en} {name}.{near[1]}",
    )
