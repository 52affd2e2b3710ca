"""What live pictures have in common: how one is asked for, its marks, its tools and its ranges."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import holoviews as hv
from bokeh.core.properties import field
from bokeh.models import BoxSelectTool, HoverTool, PanTool, Range1d, TapTool, WheelZoomTool

from cypher.table import Table
from dashboard.figures.drawing import colours
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.flow_table import Leads
from dashboard.texts import Lang

FONT = "PingFang SC, HarmonyOS Sans SC, Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"
PICTURE, MARKS = "live-picture", "marks"
"""The names of the figure and of the data sources of its marks (``marks-0``, …) in the document."""
ZOOM, PAN, SELECT = "zoom", "pan", "select"
"""The names of the tools in the document; what has no selection has no such tool."""
Dimensions = Literal["both", "width", "height"]
Hook = Callable[[Any, Any], None]
Inset = tuple[int, int, int, int]


@dataclass(frozen=True)
class Asked:
    """How a live picture is asked for.

    ``room`` is how wide the still one was drawn, in its units; ``width`` and ``height`` are what the
    live one takes on the screen, in pixels, ``inset`` how far from its edges (left, top, right, bottom) what
    its axes enclose lies, ``scale`` how much larger than drawn a still chart is shown. ``leads`` and ``link`` tell where its marks lead.
    """

    lang: Lang
    room: int
    width: int
    height: int
    dark: bool = False
    inset: Inset | None = None
    scale: float = 1.0
    leads: Leads | None = None
    link: Link | None = None

    def shade(self, colour: str) -> str:
        """A colour as it is on the page."""
        return colours.in_the_dark(colour) if self.dark else colour

    def letters(self, height: int) -> str:
        """Letters as large as those of the still chart that are drawn so high."""
        return f"{height * self.scale:.1f}px"

    @property
    def ink(self) -> str:
        """The colour of words."""
        return self.shade(colours.INK)

    @property
    def muted(self) -> str:
        """The colour of words that matter less: axes, legends."""
        return colours.DARK_MUTED if self.dark else colours.MUTED

    @property
    def line(self) -> str:
        """The colour of axes and of the lines behind a chart."""
        return colours.DARK_LINE if self.dark else colours.LINE

    @property
    def accent(self) -> str:
        """The colour of what is chosen."""
        return self.shade(colours.ACCENT)

    @property
    def ground(self) -> str:
        """The colour of the card that the picture lies on."""
        return colours.DARK_CARD if self.dark else colours.CARD


@dataclass(frozen=True)
class Part:
    """A piece of the sentence about what is selected, and where it leads."""

    text: str
    link: str = ""


Sums = Callable[[Sequence[int]], Sequence[Part]]
"""What the selected marks come to, by their places in the source ``marks-0``."""


@dataclass(frozen=True)
class Beside:
    """What stands under a picture: the names and colours of its series, what a drag in it is for, and
    what a selection comes to."""

    legend: Sequence[tuple[str, str]] = ()
    hint: str = ""
    sums: Sums | None = None

    def tags(self, parts: Sequence[Part] = ()) -> list[object]:
        """The same as the page's script reads it, with the sentence on what is selected."""
        return [
            {
                "legend": [list(one) for one in self.legend],
                "hint": self.hint,
                "parts": [[one.text, one.link] for one in parts],
            }
        ]


class Draw(Protocol):
    """A table drawn live."""

    def __call__(self, table: Table, asked: Asked, /) -> Any:
        """A HoloViews overlay; None where there is nothing that could be drawn."""


@dataclass(frozen=True)
class Mark:
    """What a mark carries beside its shape: its tip, where it leads, and what tells its node from others.

    ``ends`` are the keys of the nodes that it lies between; ``at`` is its place along an axis.
    """

    about: str
    link: str = ""
    key: str = ""
    id: str = ""
    ends: tuple[str, str] = ("", "")
    at: int = 0


def marked(number: int, marks: Sequence[Mark]) -> Hook:
    """What gives the source of a layer its name and its shapes what their marks carry, in columns of
    plain text that the script of the page reads; such shapes are pointed at and clicked."""
    columns = {
        "about": [one.about for one in marks],
        "link": [one.link for one in marks],
        "key": [one.key for one in marks],
        "id": [one.id for one in marks],
        "start": [one.ends[0] for one in marks],
        "end": [one.ends[1] for one in marks],
        "at": [one.at for one in marks],
    }

    def name(plot: Any, _: object) -> None:
        source = plot.handles["source"]
        source.data = {**source.data, **columns}
        source.name = f"{MARKS}-{number}"
        plot.handles["glyph_renderer"].name = MARKS

    return name


def painted(**paint: Sequence[object]) -> Hook:
    """What gives the shapes of a layer their paint, a column for each property of their glyph. HoloViews
    itself looks at each of many shapes again and again for that, which takes half a second."""

    def paint_all(plot: Any, _: object) -> None:
        source, renderer = plot.handles["source"], plot.handles["glyph_renderer"]
        source.data = {**source.data, **{name: list(values) for name, values in paint.items()}}
        looks = ("glyph", "selection_glyph", "nonselection_glyph", "hover_glyph", "muted_glyph")
        for look in looks:
            glyph = getattr(renderer, look)
            if glyph is not None and not isinstance(glyph, str):
                glyph.update(**{name: field(name) for name in paint})

    return paint_all


@dataclass(frozen=True)
class Ranges:
    """From where to where the picture reaches (``whole``) and what of it is shown at first, as left,
    top, right, bottom; y grows downwards where the top is smaller than the bottom.

    ``zooms`` and ``selects`` are the dimensions in which it is zoomed and moved, and selected.
    """

    whole: tuple[float, float, float, float]
    shown: tuple[float, float, float, float]
    zooms: Dimensions = "both"
    selects: Dimensions | None = None


def framed(
    drawn: Any,
    asked: Asked,
    ranges: Ranges,
    beside: Beside = Beside(),
    dress: Hook | None = None,
    **options: Any,
) -> Any:
    """The overlay with its ranges and tools; ``dress`` is done with the finished figure."""

    def finish(plot: Any, element: object) -> None:
        figure = plot.state
        figure.name, figure.min_border, figure.tags = PICTURE, 0, beside.tags()
        for part in ("outline_line_color", "background_fill_color", "border_fill_color"):
            setattr(figure, part, None)
        _set_ranges(figure, ranges)
        _set_tools(figure, ranges, asked)
        _tell_sums(figure, beside)
        if dress is not None:
            dress(plot, element)
        if asked.inset is not None:
            for side, far in zip(("left", "top", "right", "bottom"), asked.inset, strict=True):
                setattr(figure, f"min_border_{side}", far)

    return drawn.opts(
        hv.opts.Overlay(
            responsive=True, toolbar=None, default_tools=[], show_frame=False, show_legend=False,
            border=0, hooks=[finish], **{"xaxis": None, "yaxis": None, **options},
        )
    )  # fmt: skip


def _selected_in(figure: Any) -> list[Any]:
    """The layers that are selected in."""
    return [one for one in figure.renderers if one.data_source.name == f"{MARKS}-0"]


def _tell_sums(figure: Any, beside: Beside) -> None:
    """What is selected is answered here, where the table and its words are."""
    sums = beside.sums
    if sums is None:
        return

    def changed(_: str, __: object, places: list[int]) -> None:
        figure.tags = [*beside.tags(sums(sorted(places))), *figure.tags[1:]]

    for one in _selected_in(figure)[:1]:
        one.data_source.selected.on_change("indices", changed)


def _set_ranges(figure: Any, ranges: Ranges) -> None:
    """No further out than the whole, no further in than a fortieth of it."""
    left, top, right, bottom = ranges.shown
    all_left, all_top, all_right, all_bottom = ranges.whole
    across, down = (min(all_left, left), max(all_right, right)), sorted((all_top, all_bottom))
    figure.x_range = Range1d(left, right, bounds=across, min_interval=(across[1] - across[0]) / 40)
    figure.y_range = Range1d(bottom, top, bounds=tuple(down), min_interval=(down[1] - down[0]) / 40)


def _set_tools(figure: Any, ranges: Ranges, asked: Asked) -> None:
    """Zoom with Ctrl and the wheel, so that the page can be rolled over it; drag, click, point."""
    there = [one for one in figure.renderers if one.name == MARKS]
    zoom = WheelZoomTool(dimensions=ranges.zooms, modifiers="ctrl", name=ZOOM)
    pan = PanTool(dimensions=ranges.zooms, name=PAN)
    tap = TapTool(renderers=there, mode="replace")  # also of what is selected already
    figure.tools = [HoverTool(renderers=there, tooltips=None), tap, zoom, pan]
    figure.toolbar.active_scroll = zoom
    figure.toolbar.active_drag = pan
    if ranges.selects is not None:
        select = BoxSelectTool(
            dimensions=ranges.selects, renderers=_selected_in(figure), name=SELECT
        )
        box = select.overlay
        box.fill_color = box.line_color = asked.accent
        box.fill_alpha, box.line_alpha, box.line_width, box.line_dash = 0.08, 0.8, 1, "solid"
        figure.tools.append(select)
        figure.toolbar.active_drag = select
