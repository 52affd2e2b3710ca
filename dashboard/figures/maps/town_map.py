"""A map of the town without tiles: places at their coordinates, the circles of reach around them.

Pure: the same rows give the same picture. What a place is and how it is there reads without colour.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cypher.format import format_cell, format_heading
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import MapView
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.keys import finite_number
from dashboard.figures.drawing.labels import Box, Label, Point, labels
from dashboard.figures.drawing.scene import Area, Dot, Line, Scene, Word
from dashboard.figures.lists.table import Link, listed
from dashboard.figures.maps.ground import Degrees, Ground, ground, land, north_arrow, scale_bar
from dashboard.figures.maps.villages import box_of, villages
from dashboard.texts import say
from graph.model import node_of_id
from graph.model.town import Sign
from graph.text import ems

CIRCLE = "#5f8770"
OTHER = Sign(colour=colours.NODE)
"""How a place is drawn whose state the town has no sign for."""
BOLT = "#b07a1e"
Row = dict[str, object]


@dataclass(frozen=True)
class Size:
    """How large a map is drawn, in the scene's units: width, height at most, height of letters, radius of
    a sign. ``least`` as for ``ground``; ``pointed`` where a pointer shows names without room."""

    width: float
    most: float
    letters: float
    sign: float
    least: float = 0.6
    pointed: bool = True


WIDE = Size(width=860, most=690, letters=12.5, sign=6)
NARROW = Size(width=360, most=430, letters=11, sign=4.5)


@dataclass(frozen=True)
class Spot:
    """A row on the map."""

    row: Row
    x: float
    y: float
    radius: float
    name: str
    link: str = ""


def scene(table: Table, lang: str, size: Size, link: Link | None = None) -> Scene:
    """The rows that have coordinates as a map, with its legend; ``link`` is where a place leads."""
    placed = [(row, place) for row in table.dicts() if (place := _place(table, row)) is not None]
    places = [place for _, place in placed]
    outline_of_land = table.town.land
    on = ground(places, outline_of_land, size.width, size.most, _reaches(table, placed), size.least)
    spots = _spots(table, placed, on, size, lang, link)
    outline, rough = land(places, outline_of_land, on, size.letters, lang)
    names = _names(spots, on, size, [box_of(one) for one in rough])
    arrow, north = north_arrow(on, size.letters, lang)
    bar, metres = scale_bar(on, size.letters)
    unnamed = sum(label is None for label in names)
    signs, legend, below = _legend(table, spots, lang, size, on.height, unnamed)
    return Scene(
        width=size.width,
        height=round(on.height + below, 1),
        about=table.header.title.get(lang),
        detail=_detail(spots, table, lang),
        ground=on.height,
        areas=(*outline, *_circles(table, spots, on), *arrow),
        lines=(*bar, *_joins(spots, names)),
        dots=(*_dots(table, spots, lang), *signs),
        words=(
            *rough,
            *_villages(table, spots, names, size, lang),
            *_words(spots, names, table, size, lang),
            *north,
            *metres,
            *legend,
        ),
    )


def _reaches(table: Table, placed: Sequence[tuple[Row, Degrees]]) -> list[tuple[Degrees, float]]:
    """Each place with how many metres around it are meant, where any are."""
    name = table.view(MapView).radius
    found = [(place, row.get(name)) for row, place in placed] if name else []
    return [(place, float(one)) for place, one in found if isinstance(one, int | float)]


def _place(table: Table, row: Row) -> Degrees | None:
    view = table.view(MapView)
    x = finite_number(row[view.longitude])
    y = finite_number(row[view.latitude])
    return None if x is None or y is None else (float(x), float(y))


def _spots(
    table: Table,
    placed: Sequence[tuple[Row, Degrees]],
    on: Ground,
    size: Size,
    lang: str,
    link: Link | None,
) -> list[Spot]:
    """The signs, several at one place side by side; the larger the value, the larger a round one."""
    view = table.view(MapView)
    at_place = Counter(place for _, place in placed)
    placed_there: Counter[Degrees] = Counter()
    spots = []
    for row, place in placed:
        x, y = on.at(*place)
        x += (placed_there[place] - (at_place[place] - 1) / 2) * (2 * size.sign + 3)
        placed_there[place] += 1
        value = finite_number(row.get(view.value or ""))
        size_of_sign = 1.0 if value is None else 0.55 + max(0.0, value) ** 0.5 / 6
        radius = size.sign * size_of_sign
        name = format_cell(table, view.title, row[view.title], lang)
        there = link(table, view.title, row) if link is not None else None
        spots.append(Spot(row, round(x, 1), y, round(radius, 1), name, there or ""))
    return spots


def _names(
    spots: Sequence[Spot], on: Ground, size: Size, taken: Sequence[Box]
) -> list[Label | None]:
    """Where each name stands, clear of what is taken; those of the larger signs choose first."""
    frame = [
        *taken,
        Box(0, on.height - 34, size.width / 5, on.height),
        Box(size.width - 40, 0, size.width, 50),
    ]
    order = sorted(range(len(spots)), key=lambda at: (-spots[at].radius, spots[at].name, at))
    points = [Point(spots[at].x, spots[at].y, spots[at].radius, spots[at].name) for at in order]
    placed = labels(points, size.letters, size.width, on.height, frame)
    found: list[Label | None] = [None] * len(spots)
    for at, label in zip(order, placed, strict=True):
        found[at] = label
    return found


def _circles(table: Table, spots: Sequence[Spot], on: Ground) -> list[Area]:
    """How far is meant around a place."""
    name = table.view(MapView).radius
    reach = [(one, one.row.get(name)) for one in spots] if name else []
    return [
        Area(
            ((one.x, one.y),), f"{CIRCLE}0b", f"{CIRCLE}88", round(metres * on.scale, 1), (4.0, 3.0)
        )
        for one, metres in reach
        if isinstance(metres, int | float)
    ]


def _dots(table: Table, spots: Sequence[Spot], lang: str) -> list[Dot]:
    """Each place's sign, the largest behind; a bolt at those that are marked."""
    view, dots = table.view(MapView), []
    for one in sorted(spots, key=lambda spot: (-spot.radius, _id(table, spot))):
        sign, id = _sign(table, one.row.get(view.state or "")), _id(table, one)
        record = id if node_of_id(id) else ""
        about = _about(table, one, lang)
        dots.append(
            Dot(
                one.x, one.y, one.radius, sign.colour, about, id, record, sign.hollow, sign.shape,
                one.link,
            )
        )  # fmt: skip
        if one.row.get(view.mark or ""):
            reach = one.radius
            dots.append(Dot(one.x + reach, one.y - reach, reach * 0.9, BOLT, "", "", shape="bolt"))
    return dots


def _sign(table: Table, state: object) -> Sign:
    return table.town.signs.get(str(state), OTHER)


def _id(table: Table, spot: Spot) -> str:
    return str(spot.row[table.view(MapView).id])


def _about(table: Table, spot: Spot, lang: str) -> str:
    """What a place says when pointed at: every listed column that has a value."""
    title = table.view(MapView).title
    details = [
        f"{format_heading(table, name, lang)} " + format_cell(table, name, spot.row[name], lang)
        for name in listed(table, lang)
        if name != title and spot.row[name] not in (None, [])
    ]
    return "\n".join([spot.name, *details])


def _joins(spots: Sequence[Spot], names: Sequence[Label | None]) -> list[Line]:
    """A fine line from a sign to a name that had to stand farther off."""
    return [
        Line(one.x, one.y, label.x, label.y - 4, 0.7, "#9c917f", "", ("", ""))
        for one, label in zip(spots, names, strict=True)
        if label is not None and label.joined
    ]


def _words(
    spots: Sequence[Spot], names: Sequence[Label | None], table: Table, size: Size, lang: str
) -> list[Word]:
    words = []
    for one, label in zip(spots, names, strict=True):
        if label is not None:
            id = _id(table, one)
            words.append(
                Word(
                    round(label.x, 1),
                    round(label.y, 1),
                    one.name,
                    label.anchor,
                    size.letters,
                    whole=_about(table, one, lang),
                    id=id if node_of_id(id) else "",
                    key=id,
                    link=one.link,
                )
            )
    return words


def _villages(
    table: Table, spots: Sequence[Spot], names: Sequence[Label | None], size: Size, lang: str
) -> list[Word]:
    """The names of the villages that the places lie in, as far as there is room."""
    name = table.view(MapView).area
    there: dict[str, list[tuple[float, float]]] = {}
    for one in spots if name else ():
        if not is_nothing(area := one.row.get(name or "")):
            there.setdefault(format_cell(table, name or "", area, lang), []).append((one.x, one.y))
    taken = [label.box for label in names if label is not None]
    taken += [Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    return villages(there, taken, size.letters + 1, size.width)


def _legend(
    table: Table, spots: Sequence[Spot], lang: str, size: Size, top: float, unnamed: int
) -> tuple[list[Dot], list[Word], float]:
    """What the signs mean, of those that occur and how many; wrapped to the width."""
    view = table.view(MapView)
    kinds = Counter((str(s.row[view.shape]), str(s.row.get(view.state or ""))) for s in spots)
    items: list[tuple[Dot | None, str]] = []
    for (what, state), n in sorted(kinds.items(), key=lambda item: (item[0][0] == "site", item[0])):
        look = _sign(table, state)
        sign = Dot(0, 0, size.sign - 1, look.colour, "", "", "", look.hollow, look.shape)
        words = str(table.decode(view.shape, what, lang))
        if view.state:
            words += f" · {table.decode(view.state, state, lang)}"
        items.append((sign, f"{words} {n}"))
    if any(one.row.get(view.mark or "") for one in spots):
        items.append((Dot(0, 0, size.sign, BOLT, "", "", shape="bolt"), say("swap_here", lang)))
    if view.radius and any(one.row.get(view.radius) for one in spots):
        items.append(
            (Dot(0, 0, size.sign, CIRCLE, "", "", hollow=True), say("circle_estimate", lang))
        )
    if view.value:
        items.append(
            (None, say("larger_more", lang, what=table.column(view.value).label.get(lang)))
        )
    if unnamed:
        items.append((None, say("unnamed" if size.pointed else "unnamed_printed", lang, n=unnamed)))
    return _wrapped(items, size, top)


def _wrapped(
    items: Sequence[tuple[Dot | None, str]], size: Size, top: float
) -> tuple[list[Dot], list[Word], float]:
    signs, words, x, y = [], [], 12.0, top + 22
    for sign, text in items:
        wide = (18 if sign else 0) + ems(text) * (size.letters - 0.5) + 22
        if x + wide > size.width and x > 12:
            x, y = 12.0, y + size.letters * 1.7
        if sign is not None:
            signs.append(
                Dot(x + 6, y, sign.radius, sign.colour, "", "", "", sign.hollow, sign.shape)
            )
        words.append(
            Word(x + (18 if sign else 0), y + 4, text, size=size.letters - 0.5, muted=True)
        )
        x += wide
    return signs, words, y + 12 - top


def _detail(spots: Sequence[Spot], table: Table, lang: str) -> str:
    """The map in a sentence."""
    return say("map_detail", lang, places=len(spots))
