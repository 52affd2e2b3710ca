"""A map as one sheet: the picture, and around it title, day, legend, the table of counts and the sources."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.edition.content.content import Content
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.frame import Frame, framed
from dashboard.edition.maps.geometry import A4, Box, Geometry, geometry
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Bar, Dot, Line, Scene, Word
from dashboard.figures.drawing.svg import svg
from dashboard.figures.relations.layers import BETWEEN, NODE
from dashboard.figures.relations.layout import HEADING
from dashboard.figures.relations.relationship_table import shades_of
from dashboard.texts import say

PAPER, CARD = "#ffffff", "#f4eee6"
_STYLE = "text{{font-family:{fonts};fill:{ink}}}text.muted{{fill:#6d665c}}.relationship{{stroke-opacity:.6}}"


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

    def svg(self) -> str:
        """The box as SVG."""
        return (
            f'<rect x="{self.x:.1f}" y="{self.y:.1f}" width="{self.width:.1f}"'
            f' height="{self.height:.1f}" rx="{self.radius:g}" fill="{self.fill}"'
            f' stroke="{self.stroke}" stroke-width="2"/>'
        )


@dataclass(frozen=True)
class Sheet:
    """A finished map: the scene, and the plates that lie under it."""

    drawn: Drawn
    scene: Scene
    plates: tuple[Plate, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points at A1."""
        return self.scene.width, self.scene.height

    def svg(self, fonts: list[str], inside: str = "") -> str:
        """The sheet as SVG text that stands by itself; ``inside`` comes first within it."""
        named = ",".join(f"'{family}'" for family in fonts) + ",sans-serif"
        style = _STYLE.format(fonts=named, ink=colours.INK)
        ground = (
            f'<rect width="{self.scene.width:g}" height="{self.scene.height:g}" fill="{PAPER}"/>'
        )
        under = ground + "".join(plate.svg() for plate in self.plates)
        text = svg(self.scene).replace(
            "\n", "&#10;"
        )  # a bare one in an attribute is read as a space
        end = text.index(">") + 1
        title = Markup("<title>{}</title>").format(self.scene.about)
        return f"{text[:end]}{title}<style>{inside}{style}</style>{under}{text[end:]}"


def sheet(drawn: Drawn, content: Content, letters: FontMetrics) -> Sheet:
    """A map of an edition as a poster."""
    placed = geometry(drawn, letters)
    title = f"{drawn.title} · {say('edition_title', drawn.lang, name=content.plan.name)}"
    return around(placed, framed(placed, content, letters), letters, title)


def around(placed: Geometry, frame: Frame, letters: FontMetrics, title: str) -> Sheet:
    """A map with what stands around it."""
    scene = pictured(placed, letters, title, frame.detail)
    whole = replace(
        scene,
        lines=(*scene.lines, *frame.lines),
        dots=(*scene.dots, *frame.dots),
        words=(*scene.words, *frame.words),
    )
    return Sheet(placed.drawn, whole, tuple(Plate(*one) for one in frame.plates))


def on_a4(drawn: Drawn, letters: FontMetrics) -> Sheet:
    """A map alone, for a page of the report."""
    return Sheet(drawn, pictured(geometry(drawn, letters, A4), letters, drawn.title, ""), ())


def pictured(placed: Geometry, letters: FontMetrics, about: str, detail: str) -> Scene:
    """The map itself."""
    return Scene(
        width=placed.paper.width,
        height=placed.height,
        about=about,
        detail=detail,
        lines=tuple(_lines(placed)),
        bars=tuple(_bars(placed)),
        dots=tuple(_hollow(placed)),
        words=(*_names(placed, letters), *_headings(placed)),
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
    sums = placed.drawn.layers.sums()
    shades = shades_of(placed.drawn.table, placed.drawn.layers)
    return [
        Bar(
            round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1),
            CARD if box.card else shades.get(box.node.key, NODE),
            _about(placed, box), key_of(box), box.node.id,
        )
        for box in _ordered(placed)
        if box.card or sums[box.node.key]
    ]  # fmt: skip


def _hollow(placed: Geometry) -> list[Dot]:
    """A ring where nothing is tied: for a thing without relationships, and on the side of a card."""
    into, out = set(), set()
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
                round(x, 1),
                round(box.middle, 1),
                placed.paper.card * 0.35,
                NODE,
                about,
                key_of(box),
                box.node.id,
                True,
            )
            for x in sides
        ]
    return dots


def _names(placed: Geometry, letters: FontMetrics) -> list[Word]:
    words: list[Word] = []
    first = placed.drawn.columns[0]
    for box in _ordered(placed):
        about = _about(placed, box)
        named = Word(0, 0, "", whole=about, id=box.node.id, key=key_of(box))
        if box.card:
            words += _on_card(placed, box, letters, named)
            continue
        outer = box.node.column == first
        size = placed.letters[box.node.column]
        text = letters.fitted(box.node.name, size, placed.paper.outer)
        words.append(
            replace(
                named,
                x=round(
                    box.x - placed.paper.pad if outer else box.x + box.width + placed.paper.pad, 1
                ),
                y=round(box.middle + size * 0.36, 1),
                text=text,
                anchor="end" if outer else "start",
                size=round(size, 1),
            )
        )
    return words


def _on_card(placed: Geometry, box: Box, letters: FontMetrics, named: Word) -> list[Word]:
    """A card's name, and under it what it weighs where there is room."""
    size, pad = placed.paper.card, placed.paper.pad
    text = letters.fitted(box.node.name, size, box.width - pad * 1.6, bold=True)
    x = round(box.x + pad, 1)
    small = size * 0.76
    tall = box.height >= size * 2.5 and placed.drawn.weighed
    y = box.middle - size * 0.12 if tall else box.middle + size * 0.36
    words = [replace(named, x=x, y=round(y, 1), text=text, size=size, weight=600)]
    if tall:
        text = _about(placed, box).split("\n")[-1]
        text = letters.fitted(text, small, box.width - pad * 2)
        words.append(
            replace(
                named, x=x, y=round(y + small * 1.5, 1), text=text, size=round(small, 1), muted=True
            )
        )
    return words


def _headings(placed: Geometry) -> list[Word]:
    """What stands in each column, and the name of each block above its things."""
    drawn, words = placed.drawn, []
    first, last = drawn.columns[0], drawn.columns[-1]
    for column, (left, right) in sorted(placed.across.items()):
        text = f"{drawn.heading(column)}  {len(drawn.nodes(column))}"
        if column in drawn.map.cards or column not in (first, last):
            x, anchor = left, "start"
        elif column == first:
            x, anchor = right, "end"
        else:
            x, anchor = placed.paper.width - placed.paper.margin, "end"
        words.append(
            Word(round(x, 1), placed.paper.heading_y, text, anchor, placed.paper.heading, 600)
        )
    return [*words, *_block_names(placed)]


def _block_names(placed: Geometry) -> list[Word]:
    drawn, words, before = placed.drawn, [], None
    if len(drawn.layers.blocks) < 2:
        return []
    first = drawn.columns[0]
    size = placed.letters[first]
    for node in drawn.nodes(first):
        if node.block != before:
            y = placed.y(drawn.rows[node.key] - HEADING) + size * 0.36
            x = placed.across[first][0] - placed.paper.pad
            text = drawn.block(node.block)
            words.append(Word(round(x, 1), round(y, 1), text, "end", round(size, 1), 600))
        before = node.block
    return words
