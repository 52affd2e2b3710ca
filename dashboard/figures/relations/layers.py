"""The layered map: which nodes have relationships, in columns, from the left to the right, as a scene.

A relationship is solid when it is recorded and broken when it is not, so that it reads without colour; a
circle is hollow where it has none. Rows are read in ``relationship_table``, places set in ``layout``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from cypher.format import format_value
from cypher.table import Table
from cypher.views import LayersView
from cypher.words import word
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Dot, Line, Scene, Word, folded, stack
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.layout import HEADING, Key
from dashboard.figures.relations.relationship_table import (
    Layers,
    Node,
    column_title,
    layers,
    level_of,
    shades_of,
)
from dashboard.texts import say
from graph.model import node_of_id
from graph.text import ems

BETWEEN = "#9c917f"
NODE = colours.NODE
DASHES = {"synthetic": (14.0, 1.5), "derived": (7.0, 3.0), "assumed": (1.5, 3.0)}
"""How a relationship is broken by what it rests on; what is recorded is solid."""


LINE = 1.1
"""How far the lines of a name stand apart, in heights of its letters."""
BOLD = 1.08
"""How much wider bold letters run."""


@dataclass(frozen=True)
class Size:
    """How large a layered map is drawn, in the scene's units.

    ``letters`` is the height of the names, ``row`` of a row, ``left`` and ``right`` the room for the
    outer names, ``largest`` the largest radius of a circle; ``stacked`` puts each step below the last.
    ``beside`` is the most of the width that the names of an outer column may take; ``folded`` ones
    stand in lines where there is room.
    """

    width: float
    letters: float
    row: float
    left: float
    right: float
    largest: float
    stacked: bool = False
    beside: float = 0.25
    folded: bool = False


WIDE = Size(width=860, letters=13, row=17, left=172, right=88, largest=14)
NARROW = Size(width=360, letters=11.5, row=17, left=128, right=134, largest=9, stacked=True)
"""On a phone each step has a picture of its own, one under the other."""


def scene(
    table: Table,
    lang: str,
    size: Size,
    earlier: Mapping[Key, float] | None = None,
    link: Link | None = None,
) -> Scene:
    """The relationships of a table as a scene; ``earlier`` places are kept, see ``Layers.places``.

    ``link`` tells where a node and a relationship lead, in a picture that is clicked.
    """
    rows = table.dicts()
    levels = sorted({level_of(table, row) for row in rows})
    if not size.stacked or len(levels) < 2:
        return drawn(layers(table, rows, lang, link), table, lang, size, earlier)
    steps = ([row for row in rows if level_of(table, row) == level] for level in levels)
    parts = [drawn(layers(table, one, lang, link), table, lang, size, earlier) for one in steps]
    return stack(parts, gap=26)


def drawn(
    layers: Layers, table: Table, lang: str, size: Size, earlier: Mapping[Key, float] | None = None
) -> Scene:
    """A picture of nodes and relationships; the same for the same rows."""
    rows = layers.places(earlier)
    columns = sorted({column for column, _ in rows})
    size, step = _with_room(layers, columns, size)
    across = {column: size.left + at * step for at, column in enumerate(columns)}
    top = size.row * (2.6 + HEADING)
    point = {key: (across[key[0]], round(top + row * size.row, 1)) for key, row in rows.items()}
    bottom = max((y for _, y in point.values()), default=0.0) + size.row
    sums, shades = layers.sums(), shades_of(table, layers)
    radius = _radii(sums, rows, size)
    legend = _legend(layers, sums, lang, size, bottom + size.row * 0.7)
    dots = [
        _dot(
            layers.nodes[key],
            point[key],
            radius[key],
            sums[key],
            shades.get(key, NODE),
            table,
            lang,
        )
        for key in sorted(rows, key=lambda k: (k[0], rows[k], k[1]))
    ]
    return Scene(
        width=size.width,
        height=round(bottom + size.row * 1.4, 1),
        about=table.header.title.get(lang),
        detail=_detail(layers, columns, lang),
        lines=(*_lines(layers, point, radius, shades), *legend[0]),
        dots=(*dots, *legend[1]),
        words=(
            *_headings(layers, across, size, lang),
            *_block_names(layers, rows, table, lang, size, top),
            *_names(layers, dots, columns, step, size),
            *legend[2],
        ),
    )


def _apart(rows: Mapping[Key, float], unit: float) -> dict[int, float]:
    """How far the two nearest nodes of each column stand apart, in the unit."""
    found: dict[int, float] = {}
    for column in {column for column, _ in rows}:
        ordered = sorted(row for (at, _), row in rows.items() if at == column)
        found[column] = min((b - a for a, b in pairwise(ordered)), default=99.0) / unit
    return found


def _radii(sums: Mapping[Key, float], rows: Mapping[Key, float], size: Size) -> dict[Key, float]:
    """Circles whose areas are as the sums, no wider than their neighbours allow."""
    closest = _apart(rows, 2 / size.row)
    scale = min(
        (
            min(size.largest, closest[key[0]] * 1.1) / total**0.5
            for key, total in sums.items()
            if total
        ),
        default=1.0,
    )
    return {key: round(max(2.2, scale * total**0.5), 2) for key, total in sums.items()}


def _lines(
    layers: Layers,
    point: Mapping[Key, tuple[float, float]],
    radius: Mapping[Key, float],
    shades: Mapping[Key, str],
) -> list[Line]:
    """The relationships, the thick ones behind; several between the same two lie side by side."""
    between = Counter(
        (relationship.source, relationship.target) for relationship in layers.relationships
    )
    drawn: Counter[tuple[Key, Key]] = Counter()
    lines = []
    for relationship in sorted(
        layers.relationships, key=lambda t: (-t.value, t.source, t.target, t.basis)
    ):
        pair = (relationship.source, relationship.target)
        aside = (drawn[pair] - (between[pair] - 1) / 2) * 3.0
        drawn[pair] += 1
        (x0, y0), (x1, y1) = point[relationship.source], point[relationship.target]
        lines.append(
            Line(
                x0 + radius[relationship.source], y0 + aside, x1 - radius[relationship.target], y1 + aside,
                width=round(min(12.0, 1.1 + 0.23 * relationship.value), 2),
                colour=shades.get(relationship.source, BETWEEN),
                about=relationship.about,
                keys=(_name(relationship.source), _name(relationship.target)),
                dash=DASHES.get(relationship.basis),
                link=relationship.link,
            )
        )  # fmt: skip
    return lines


def _dot(
    node: Node, at: tuple[float, float], radius: float, total: float, colour: str,
    table: Table, lang: str,
) -> Dot:  # fmt: skip
    column = table.column(table.view(LayersView).value)
    amount = format_value(int(total) if total == int(total) else total, lang, column.unit)
    about = f"{node.name}\n{column.label.get(lang)} {amount}"
    id = node.id if node_of_id(node.id) else ""
    key = _name(node.key)
    return Dot(at[0], at[1], radius, colour, about, key, id, hollow=total == 0, link=node.link)


def _name(key: Key) -> str:
    return f"{key[0]}|{key[1]}"


def _with_room(layers: Layers, columns: list[int], size: Size) -> tuple[Size, float]:
    """The size with room for the names of the outer columns; and how far its columns stand apart."""

    def needed(column: int, least: float) -> float:
        names = (ems(node.name) for node in layers.nodes.values() if node.column == column)
        widest = max(names, default=0) * size.letters
        return max(least, min(widest + size.largest + 15, size.width * size.beside))

    if columns and not size.stacked:
        left, right = needed(columns[0], size.left), needed(columns[-1], size.right)
        size = replace(size, left=left, right=right)
    return size, (size.width - size.left - size.right) / max(1, len(columns) - 1)


def _names(
    layers: Layers, dots: list[Dot], columns: list[int], step: float, size: Size
) -> list[Word]:
    """The names: those of the first column to its left, the others to the right of their circle."""
    called = {_name(node.key): node for node in layers.nodes.values()}
    apart = _apart({(called[dot.key].column, dot.key): dot.y for dot in dots}, LINE * size.letters)
    names = []
    for dot in dots:
        node = called[dot.key]
        first, last = node.column == columns[0], node.column == columns[-1]
        room = size.left if first else size.right if last else step
        most = int(apart[node.column]) if size.folded else 1
        lines = folded(node.name, (room - dot.radius - 14) / size.letters, max(1, most))
        x = dot.x - dot.radius - 5 if first else dot.x + dot.radius + 5
        top = dot.y + size.letters * (0.36 - LINE * (len(lines) - 1) / 2)
        names += [Word(
            x, top + at * LINE * size.letters, text, "end" if first else "start", size.letters,
            whole=dot.about, id=dot.id, key=dot.key, link=dot.link,
        ) for at, text in enumerate(lines)]  # fmt: skip
    return names


def _headings(layers: Layers, across: Mapping[int, float], size: Size, lang: str) -> list[Word]:
    """What stands in each column, none of it beyond the picture's edge."""
    titles = {column: column_title(layers, column, lang) for column in across}
    letters = size.letters + (0 if size.folded else 1)
    return [
        Word(
            min(x, size.width - letters * ems(titles[column]) * BOLD),
            size.row,
            titles[column],
            "end" if column == min(across) else "start",
            letters,
            600,
        )
        for column, x in across.items()
    ]


def _block_names(
    layers: Layers, rows: Mapping[Key, float], table: Table, lang: str, size: Size, top: float
) -> list[Word]:
    """The name of each block above its nodes, and again where it goes on elsewhere."""
    names: list[Word] = []
    group = table.view(LayersView).group or ""
    if len(layers.blocks) < 2:
        return names
    before = None
    for row, key in sorted((row, key) for key, row in rows.items() if key[0] == 0):
        block = layers.nodes[key].block
        if block != before:
            y = top + (row - HEADING) * size.row + size.letters * 0.36
            name = str(table.decode(group, block, lang))
            if ems(name) * size.letters * BOLD <= size.left - 7:
                names.append(Word(size.left - 7, y, name, "end", size.letters, 600))
            else:  # it runs on over the first relationships
                names.append(Word(0, y, name, "start", size.letters, 600))
        before = block
    return names


def _legend(
    layers: Layers, sums: Mapping[Key, float], lang: str, size: Size, y: float
) -> tuple[list[Line], list[Dot], list[Word]]:
    """What solid, broken and hollow mean, of those that occur."""
    lines, dots, texts = [], [], []
    small = size.letters - (0 if size.folded else 1)
    x = 12.0 if size.stacked else size.left
    there = {relationship.basis for relationship in layers.relationships}
    for basis in (one for one in ("recorded", *DASHES) if one in there):
        lines.append(Line(x, y, x + 34, y, 2.2, NODE, "", ("", ""), DASHES.get(basis)))
        texts.append(Word(x + 40, y + 4, word("basis", basis, lang), size=small, muted=True))
        x += 52 + ems(texts[-1].text) * size.letters
    if any(total == 0 for total in sums.values()):
        dots.append(Dot(x + 6, y, 4, NODE, "", "", hollow=True))
        texts.append(Word(x + 15, y + 4, say("untied", lang), size=small, muted=True))
    return lines, dots, texts


def _detail(layers: Layers, columns: list[int], lang: str) -> str:
    """The picture in a sentence."""
    between = ("、" if lang == "zh" else ", ").join(column_title(layers, c, lang) for c in columns)
    return say("layers_detail", lang, columns=between, relationships=len(layers.relationships))
