"""A map itself as shapes: its relationships, its nodes and their names, the names of its groups."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.edition.maps.placing.arrangement import NEW
from dashboard.edition.maps.placing.geometry import SMALL, Box, Geometry, heading_text, label_needs
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Bar, Dot, Line, Scene, Word
from dashboard.figures.relations.layers import BETWEEN, NODE
from dashboard.figures.relations.layout import Key
from dashboard.figures.relations.relationship_table import shades_of
from dashboard.texts import say

CARD, BARE = "#f4eee6", "#ffffff"
GONE, GONE_DASH = "#a79f93", (4.0, 3.0)
"""How a stroke looks that stands for one who stood there in the edition before."""
_FEW = 8
"""How many strokes stand for those who stood in a place."""


@dataclass(frozen=True)
class Plate:
    """A box without meaning of its own: a rule, a frame."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    stroke: str = "none"
    radius: float = 0.0
    dash: str = ""
    """The length of a stroke of its edge and of a gap."""
    edge: float = 2.0
    """How thick its edge is."""

    def svg(self) -> str:
        """The box as SVG."""
        dash = f' stroke-dasharray="{self.dash}"' if self.dash else ""
        return (
            f'<rect x="{self.x:.1f}" y="{self.y:.1f}" width="{self.width:.1f}"'
            f' height="{self.height:.1f}" rx="{self.radius:g}" fill="{self.fill}"'
            f' stroke="{self.stroke}" stroke-width="{self.edge:g}"{dash}/>'
        )


def pictured(placed: Geometry, letters: FontMetrics, about: str, detail: str) -> Scene:
    """The map itself."""
    return Scene(
        width=placed.paper.width,
        height=placed.height,
        about=about,
        detail=detail,
        lines=(*_lines(placed), *_gone(placed)),
        bars=tuple(_bars(placed)),
        dots=tuple(rings(placed)),
        words=(*_names(placed, letters), *_headings(placed, letters)),
    )


def key_of(box: Box) -> str:
    """How a thing is called in the picture."""
    return f"{box.node.column}|{box.node.id}"


def _about(placed: Geometry, box: Box) -> str:
    drawn = placed.drawn
    if not drawn.weighed:
        return box.node.name
    total = drawn.layers.sums()[box.node.key]
    return f"{box.node.name}\n{drawn.measure()} {drawn.amount(total)}"


def _lines(placed: Geometry) -> list[Line]:
    """The relationships, the thick ones behind."""
    shades, words = shades_of(placed.drawn.table, placed.drawn.layers), []
    for band in sorted(
        placed.bands, key=lambda b: (-b.width, b.relationship.source, b.relationship.target)
    ):
        source = placed.drawn.layers.nodes[band.relationship.source]
        look = placed.drawn.look(band.relationship.basis)
        words.append(
            Line(
                round(band.x0, 1), round(band.y0, 1), round(band.x1, 1), round(band.y1, 1),
                width=round(band.width, 1),
                colour=look.colour or shades.get(source.key, BETWEEN),
                about=band.relationship.about,
                keys=(f"{source.column}|{source.id}", f"{band.relationship.target[0]}|{band.relationship.target[1]}"),
                dash=look.dash,
            )
        )  # fmt: skip
    return words


def _ordered(placed: Geometry) -> list[Box]:
    boxes = placed.boxes.values()
    return sorted(boxes, key=lambda box: (box.node.column, box.y, box.node.id))


def _bars(placed: Geometry) -> list[Bar]:
    sums, bare = placed.drawn.layers.sums(), _bare(placed)
    shades = shades_of(placed.drawn.table, placed.drawn.layers)
    return [
        Bar(
            round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1),
            (BARE if box.node.key in bare else CARD) if box.card else shades.get(box.node.key, NODE),
            _about(placed, box), key_of(box), box.node.id,
        )
        for box in _ordered(placed)
        if box.card or sums[box.node.key] or box.node.key in placed.drawn.unsure
    ]  # fmt: skip


def _bare(placed: Geometry) -> frozenset[Key]:
    """The cards that nothing is related to."""
    drawn = placed.drawn
    return frozenset(node.key for column in drawn.columns for node in drawn.without(column))


def plates_of(placed: Geometry) -> Iterator[Plate]:
    """What lies under a map: a broken frame round a card that lacks something, a spine along a group."""
    bare, wide = _bare(placed), placed.paper.card * 0.1
    for box in _ordered(placed):
        if box.node.key in bare:
            yield Plate(
                round(box.x - wide, 1), round(box.y - wide, 1),
                round(box.width + 2 * wide, 1), round(box.height + 2 * wide, 1),
                BARE, colours.ACCENT, 3, f"{wide * 4.2:.1f} {wide * 2.4:.1f}", round(wide, 2),
            )  # fmt: skip
    shades = shades_of(placed.drawn.table, placed.drawn.layers)
    for label in placed.labels:
        fresh = label.group.code == NEW
        colour = colours.ACCENT if fresh else shades.get(label.group.nodes[0].key, NODE)
        x = spine(placed)
        yield Plate(x, round(label.top + 3, 1), 4, round(label.bottom - label.top - 6, 1), colour)


def spine(placed: Geometry) -> float:
    """Where the spines of the groups stand, right of their names."""
    return round(placed.paper.margin + placed.label_width - 1.4 * placed.paper.pad, 1)


def rings(placed: Geometry) -> list[Dot]:
    """A ring where nothing is tied: for a thing without relationships, and on the side of a card."""
    into, out = set(placed.drawn.unsure), set(placed.drawn.unsure)
    for relationship in placed.drawn.layers.relationships:
        if relationship.value:
            out.add(relationship.source)
            into.add(relationship.target)
    dots = []
    for box in _ordered(placed):
        key, about = box.node.key, _about(placed, box)
        sides = [box.x + box.width / 2] if not box.card and key not in into | out else []
        if box.card:
            sides += [box.x] if key not in into else []
            sides += [box.x + box.width] if placed.drawn.map.both_sides and key not in out else []
        dots += [
            Dot(
                round(x, 1), round(box.middle, 1), placed.paper.card * 0.35, NODE, about,
                key_of(box), box.node.id, True,
            )
            for x in sides
        ]  # fmt: skip
    return dots


def _gone(placed: Geometry) -> list[Line]:
    """Short strokes where somebody stood in the edition before: as many as stood there, up to a few."""
    stroke = placed.paper.card
    lines = []
    for gap in placed.gaps:
        left, right = placed.across[gap.column]
        first = gap.column == placed.drawn.columns[0]
        for at in range(min(gap.gone, _FEW)):
            x = right - stroke * (1.4 * at + 1) if first else left + stroke * 1.4 * at
            y = round(gap.y, 1)
            lines.append(
                Line(round(x, 1), y, round(x + stroke, 1), y, 2.0, GONE, "", ("", ""), GONE_DASH)
            )
    return lines


def _names(placed: Geometry, letters: FontMetrics) -> list[Word]:
    words: list[Word] = []
    first = placed.drawn.columns[0]
    for box in _ordered(placed):
        about = _about(placed, box)
        named = Word(0, 0, "", whole=about, id=box.node.id, key=key_of(box))
        if box.card:
            words += _on_card(placed, box, letters, named)
            continue
        outer, pad = box.node.column == first, placed.paper.pad
        size = placed.letters[box.node.column]
        words.append(
            replace(
                named,
                x=round(box.x - pad if outer else box.x + box.width + pad, 1),
                y=round(box.middle + size * 0.36, 1),
                text=letters.fitted(box.node.name, size, placed.paper.outer),
                anchor="end" if outer else "start",
                size=round(size, 1),
            )
        )
    return words


def cut_short(scene: Scene) -> int:
    """How many names are cut at their end for want of room."""
    names = (word for word in scene.words if word.key and not word.muted and not word.alert)
    return sum(word.text.endswith("…") and word.text != word.whole.split("\n")[0] for word in names)


def _on_card(placed: Geometry, box: Box, letters: FontMetrics, named: Word) -> list[Word]:
    """A card's name, and under it what it weighs or lacks where there is room."""
    size, pad = placed.paper.card, placed.paper.pad
    text = letters.fitted(box.node.name, size, box.width - pad * 1.6, bold=True)
    x, small = round(box.x + pad, 1), size * SMALL
    below, alert = _below(placed, box)
    tall = box.height >= size * 2.2 and bool(below)
    y = box.middle - size * 0.12 if tall else box.middle + size * 0.36
    words = [replace(named, x=x, y=round(y, 1), text=text, size=size, weight=600)]
    if tall:
        text = letters.fitted(below, small, box.width - pad * 1.6)
        at = round(y + small * 1.5, 1)
        size = round(small, 1)
        words.append(replace(named, x=x, y=at, text=text, size=size, muted=not alert, alert=alert))
    return words


def _below(placed: Geometry, box: Box) -> tuple[str, bool]:
    """What stands under a name, and whether it is something lacking."""
    drawn = placed.drawn
    if box.node.key in _bare(placed):
        return drawn.map.unrelated.get(drawn.lang), True
    parts = [say("map_new", drawn.lang)] if box.node.key in drawn.fresh else []
    parts += [_about(placed, box).split("\n")[-1]] if drawn.weighed else []
    return " · ".join(parts), False


def _headings(placed: Geometry, letters: FontMetrics) -> list[Word]:
    """What stands in each column, and the name of each group beside its things."""
    drawn, paper, words = placed.drawn, placed.paper, []
    first, last = drawn.columns[0], drawn.columns[-1]
    for column, (left, right) in sorted(placed.across.items()):
        x, anchor = left, "start"
        if column not in drawn.map.cards and column in (first, last):
            x, anchor = (right, "end") if column == first else (paper.width - paper.margin, "end")
        if column == first and placed.labels:
            x, anchor = paper.margin, "start"
        text = heading_text(drawn, column)
        words.append(Word(round(x, 1), paper.heading_y, text, anchor, paper.heading, 600))
    return [*words, *_group_names(placed, letters)]


def _group_names(placed: Geometry, letters: FontMetrics) -> list[Word]:
    """Each group's name in as many lines as it has room for, and how many stand in it after the last."""
    paper, words = placed.paper, []
    size, room = paper.smallest, placed.label_width - 2.4 * paper.pad
    for label in placed.labels:
        most = max(1, int((label.bottom - label.top) / (size * 1.2)))
        number = str(label.number)
        after = letters.width(number, size) + size * 0.6
        needs = label_needs(label.group, label.number, letters, paper)
        lines = [label.group.name]
        if needs > room + 0.1:
            lines = letters.wrapped(label.group.name, size * 1.06, room - after)
        if len(lines) > most:
            lines = [
                *lines[: most - 1],
                letters.fitted("".join(lines[most - 1 :]), size, room - after, bold=True),
            ]
        y = label.top + size * 1.05
        for at, line in enumerate(lines):
            words.append(
                Word(paper.margin, round(y + at * size * 1.2, 1), line, size=size, weight=600)
            )
        x = paper.margin + letters.width(lines[-1], size, bold=True) + size * 0.5
        y += (len(lines) - 1) * size * 1.2
        words.append(Word(round(x, 1), round(y, 1), number, size=size, muted=True))
    return words
