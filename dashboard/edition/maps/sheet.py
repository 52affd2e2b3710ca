"""A map as one sheet: the picture, and around it title, day, legend, the table of counts and the sources."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.edition.content.content import Content
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.frame import Around, Frame, framed
from dashboard.edition.maps.picture import Plate, cut_short, pictured, plates_of
from dashboard.edition.maps.placing.folding import folded
from dashboard.edition.maps.placing.geometry import Geometry, geometry
from dashboard.edition.maps.placing.papers import A1, A4
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Scene
from dashboard.figures.drawing.svg import svg
from dashboard.texts import say

PAPER = "#ffffff"
_STYLE = "text{{font-family:{fonts};fill:{ink}}}text.muted{{fill:#6d665c}}text.alert{{fill:{accent}}}.relationship{{stroke-opacity:.6}}"


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
        style = _STYLE.format(fonts=named, ink=colours.INK, accent=colours.ACCENT)
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


def sheet(drawn: Drawn, content: Content, letters: FontMetrics, *, whole: bool = True) -> Sheet:
    """A map of an edition as a poster; not ``whole``, it joins what an A1 sheet has no room for."""
    shown = drawn if whole else folded(drawn, A1)
    placed = geometry(shown, letters)
    title = f"{drawn.title} · {say('edition_title', drawn.lang, name=content.plan.name)}"
    scene = pictured(placed, letters, title, drawn.map.about.get(drawn.lang))
    finding = content.sentence(drawn.map.finding) if drawn.map.finding else ""
    notes = []
    if shown.joined:
        notes.append(say("map_joined", drawn.lang, number=sum(shown.joined.values())))
    lacking = sum(len(drawn.without(one)) - len(shown.without(one)) for one in drawn.columns)
    if lacking:
        what = drawn.map.unrelated.get(drawn.lang)
        notes.append(say("map_joined_lacking", drawn.lang, number=lacking, what=what))
    if short := cut_short(scene):
        notes.append(say("map_cut_short", drawn.lang, number=short))
    frame = framed(placed, Around(content, finding, tuple(notes)), letters)
    return around(placed, scene, frame)


def around(placed: Geometry, scene: Scene, frame: Frame) -> Sheet:
    """A map with what stands around it."""
    whole = replace(
        scene,
        lines=(*scene.lines, *frame.lines),
        dots=(*scene.dots, *frame.dots),
        words=(*scene.words, *frame.words),
    )
    plates = (*(Plate(*one) for one in frame.plates), *plates_of(placed))
    return Sheet(placed.drawn, whole, plates)


def on_a4(drawn: Drawn, letters: FontMetrics) -> Sheet:
    """A map alone, for a page of the report."""
    placed = geometry(replace(drawn, fresh=frozenset(), gone={}), letters, A4)
    return Sheet(drawn, pictured(placed, letters, drawn.title, ""), tuple(plates_of(placed)))
