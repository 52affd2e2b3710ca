"""What a file names that other files must have: choices, the reports it links to, their parameters."""

from collections.abc import Iterator, Mapping

from cypher.errors import BrokenFile, meant
from cypher.file.parse import SavedStatement
from cypher.header import Link, Parameter

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
            yield from _linked(where, column.links, column.links.report, saved, unreadable)


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


def _linked(
    where: Where,
    link: Link,
    id: str,
    saved: Mapping[str, SavedStatement],
    unreadable: frozenset[str],
) -> Iterator[HeaderProblem]:
    """A cell that leads to a report."""
    report = report_named(id, saved)
    if report is None:
        if not unreadable.isdisjoint((id, f"reports/{id}")):
            return  # whoever follows the link is told what is wrong with it
        zh, en = meant(
            id, [name.removeprefix("reports/") for name in saved if name[:8] == "reports/"]
        )
        yield (*where, "report"), f"没有名为 {id} 的报表。{zh}", f"there is no report {id}.{en}"
        return
    declared = report.header.parameters
    for name in link.given:
        if name not in declared:
            zh, en = meant(name, declared)
            yield (
                (*where, "with", name),
                f"{report.id} 没有参数 {name}。{zh}",
                f"{report.id} has no parameter {name}.{en}",
            )
    for name, parameter in declared.items():
        if parameter.default is None and not parameter.optional and name not in link.given:
            yield (
                (*where, "report"),
                f"{report.id} 的参数 {name} 必须填写，请在 with 里给出。",
                f"{report.id} needs a value for {name}; give it in with.",
            )
