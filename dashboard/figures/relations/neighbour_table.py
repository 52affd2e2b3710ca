"""What surrounds a record, read from a table: the record, what is one step away, what is two.

A row is one record or, where many are related in one way, so many of a kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from cypher.format import format_cell, format_value
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import NeighbourhoodView
from cypher.words import word
from dashboard.figures.lists.table import Link
from dashboard.texts import say


@dataclass(frozen=True)
class Neighbour:
    """A record, or several of one ``kind``, with what is one step further.

    ``name`` is what it is called, or how many they are; ``tie`` how it is related, with its arrow;
    ``link`` leads to the record or the rows, ``explore`` to where one walks on from it; ``again`` is
    true where it stands nearer already.
    """

    kind: str
    id: str
    name: str
    tie: str = ""
    count: int = 1
    alone: bool = True
    link: str = ""
    explore: str = ""
    again: bool = False
    further: tuple["Neighbour", ...] = ()

    @property
    def about(self) -> str:
        """Its tip, lines of text."""
        return "\n".join(part for part in (self.name, self.tie) if part)

    def with_few(self, few: int, lang: str) -> "Neighbour":
        """The same with at most so many rows of what is further: the last sums up the rest."""
        if len(self.further) <= few:
            return self
        shown, rest = self.further[: few - 1], self.further[few - 1 :]
        records = format_value(sum(one.count for one in rest), lang, "count")
        name = say("near_rest", lang, n=records)
        more = Neighbour(rest[0].kind, "", name, count=len(rest), alone=False, link=self.explore)
        return replace(self, further=(*shown, more))


@dataclass(frozen=True)
class Neighbourhood:
    """A record with what surrounds it; ``explore`` is where one walks on from it."""

    centre: Neighbour
    near: tuple[Neighbour, ...] = ()
    explore: str = ""
    kinds: tuple[str, ...] = field(default=())
    """The kinds of what is shown, each once, in their order."""

    def total(self) -> int:
        """How many records are one step away."""
        return sum(one.count for one in self.near)


def neighbourhood(table: Table, lang: str, link: Link | None = None) -> Neighbourhood:
    """The rows as a record and its neighbours. ``link`` tells where cells lead, on a page."""
    view = table.view(NeighbourhoodView)
    rows = table.dicts()
    centre = next((row for row in rows if row[view.step] == 0), None)
    if centre is None:
        return Neighbourhood(Neighbour("", "", say("no_rows", lang)))
    steps: dict[object, list[Mapping[str, object]]] = {}
    for row in rows:
        if row[view.step] == 2:
            steps.setdefault(row[view.unit], []).append(row)
    first = [row for row in rows if row[view.step] == 1]
    nearer = {row[view.id] for row in first if row[view.alone]}
    near = []
    for row in first:
        one = _neighbour(table, view, row, lang, link)
        further = [
            replace(
                _neighbour(table, view, other, lang, link, one.id), again=other[view.id] in nearer
            )
            for other in steps.get(row[view.unit], ())
        ]
        if not row[view.followed]:
            further.append(Neighbour(one.kind, "", say("near_not_followed", lang), alone=False))
        near.append(replace(one, further=tuple(further)))
    middle = _neighbour(table, view, centre, lang, None)
    explore = explored(table, middle.id, lang) if link is not None else ""
    if link is not None:
        near = [_with_way_on(table, one, explore, lang) for one in near]
    return Neighbourhood(middle, tuple(near), explore, _kinds(middle, near))


def explored(table: Table, id: str, lang: str) -> str:
    """The address where one walks on from a record, on the same day."""
    values = {"ids": id, "lang": lang}
    if table.as_of is not None:
        values["as_of"] = table.as_of.isoformat()
    return f"explore?{urlencode(sorted(values.items()))}"


def _neighbour(
    table: Table,
    view: NeighbourhoodView,
    row: Mapping[str, object],
    lang: str,
    link: Link | None,
    of: str = "",
) -> Neighbour:
    kind, alone, count = str(row[view.what]), bool(row[view.alone]), row[view.value]
    many = count if isinstance(count, int) else 1
    name = (
        format_cell(table, view.title, row[view.title], lang)
        if alone
        else counted(kind, many, lang)
    )
    tie = ""
    if not is_nothing(row[view.tie]):
        arrow = format_cell(table, view.way, row[view.way], lang)
        tie = f"{format_cell(table, view.tie, row[view.tie], lang)} {arrow}"
    there = link(table, view.title if alone else view.value, row) if link is not None else None
    return Neighbour(
        kind,
        "" if is_nothing(row[view.id]) else str(row[view.id]),
        " ".join(name.split()),
        tie,
        many,
        alone,
        there or "",
    )


def counted(kind: str, count: int, lang: str) -> str:
    """How many of a kind, in words: 微心愿 212 件."""
    return word("kind_count", kind, lang).format(n=format_value(count, lang, "count"))


def _with_way_on(table: Table, one: Neighbour, explore: str, lang: str) -> Neighbour:
    """The same where what has no rows of its own leads to the explorer."""
    on = explored(table, one.id, lang) if one.id else explore
    further = tuple(other if other.link else replace(other, link=on) for other in one.further)
    return replace(one, link=one.link or on, explore=on, further=further)


def _kinds(centre: Neighbour, near: list[Neighbour]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.kind for one in _all(centre, near)))


def _all(centre: Neighbour, near: list[Neighbour]) -> Iterator[Neighbour]:
    yield centre
    for one in near:
        yield one
        yield from one.further
