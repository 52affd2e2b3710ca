"""The live picture of a scene: HoloViews on the same coordinates, colours and words as the still one."""

from collections.abc import Callable
from typing import Any

import holoviews as hv

from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Scene

BARE = {
    "responsive": True,
    "xaxis": None,
    "yaxis": None,
    "toolbar": None,
    "show_frame": False,
    "border": 0,
    "invert_yaxis": True,
    "show_legend": False,
    "backend_opts": {
        "plot.outline_line_color": None,
        "plot.background_fill_color": None,
        "plot.border_fill_color": None,
        "plot.min_border": 0,
    },
}
_HOVER: dict[str, Any] = {"tools": ["hover", "tap"], "hover_tooltips": [("", "@about")]}


def picture(
    scene: Scene,
    scale: float,
    ink: str = colours.INK,
    follow: Callable[[str], object] | None = None,
) -> Any:
    """A HoloViews overlay of a scene; ``scale`` is how many screen pixels one of its units takes,
    ``ink`` the colour of its words. ``follow`` is called with the address of a node that is clicked.
    """
    flows, bars = _flows(scene), _bars(scene)
    if follow is not None:
        _followed(bars, scene, follow)
    return _with_words(flows * bars, scene, scale, ink).opts(
        xlim=(0, scene.width), ylim=(0, scene.height), active_tools=["wheel_zoom", "pan"], **BARE
    )


def _flows(scene: Scene) -> Any:
    return hv.Polygons(
        [
            {
                ("x", "y"): flow.outline(),
                "colour": flow.colour,
                "about": flow.about.replace("\n", " · "),
            }
            for flow in scene.ribbons
        ],
        vdims=["colour", "about"],
    ).opts(
        fill_color="colour",
        line_width=0,
        fill_alpha=0.34,
        hover_fill_alpha=0.72,
        selection_fill_alpha=0.72,
        nonselection_fill_alpha=0.08,
        **_HOVER,
    )


def _bars(scene: Scene) -> Any:
    return hv.Rectangles(
        [
            (b.x, b.y, b.x + b.width, b.y + b.height, b.colour, b.about.replace("\n", " · "))
            for b in scene.bars
        ],
        vdims=["colour", "about"],
    ).opts(
        color="colour",
        line_width=0,
        nonselection_fill_alpha=1.0,
        **_HOVER,
    )


def _followed(bars: Any, scene: Scene, follow: Callable[[str], object]) -> None:
    """A node that is clicked leads to its address, as in the still picture."""

    def chosen(index: list[int]) -> None:
        if index and scene.bars[index[-1]].link:
            follow(scene.bars[index[-1]].link)

    hv.streams.Selection1D(source=bars).add_subscriber(chosen)


def _with_words(drawn: Any, scene: Scene, scale: float, ink: str) -> Any:
    """The picture with its names, one layer for each way they are aligned."""
    for anchor, align in (("start", "left"), ("middle", "center"), ("end", "right")):
        words = [word for word in scene.words if word.anchor == anchor]
        if words:
            drawn = drawn * hv.Labels(
                [(word.x, word.y - word.size * 0.36, word.text) for word in words]
            ).opts(
                text_align=align,
                text_baseline="middle",
                text_color=ink,
                text_font_size=f"{words[0].size * scale:.1f}px",
            )
    return drawn
