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


NODES = "nodes"
"""The name of the data source of the nodes; its tags are the addresses that they lead to."""


def picture(scene: Scene, scale: float, *, dark: bool = False) -> Any:
    """A HoloViews overlay of a scene; ``scale`` is how many screen pixels one of its units takes.

    On a ``dark`` page it has that page's colours, as the still picture does. A node that is clicked
    leads where the still one does.
    """
    shade = colours.in_the_dark if dark else str
    ink = shade(colours.INK)
    flows, bars = _flows(scene, shade), _bars(scene, shade)
    return _with_words(flows * bars, scene, scale, ink).opts(
        xlim=(0, scene.width), ylim=(0, scene.height), active_tools=["wheel_zoom", "pan"], **BARE
    )


def _flows(scene: Scene, shade: Callable[[str], str]) -> Any:
    return hv.Polygons(
        [
            {
                ("x", "y"): flow.outline(),
                "colour": shade(flow.colour),
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


def _bars(scene: Scene, shade: Callable[[str], str]) -> Any:
    links = [bar.link for bar in scene.bars]

    def follow(plot: Any, _: object) -> None:
        plot.handles["source"].update(name=NODES, tags=links)

    return hv.Rectangles(
        [
            (b.x, b.y, b.x + b.width, b.y + b.height, shade(b.colour), b.about.replace("\n", " · "))
            for b in scene.bars
        ],
        vdims=["colour", "about"],
    ).opts(
        color="colour",
        line_width=0,
        nonselection_fill_alpha=1.0,
        hooks=[follow],
        **_HOVER,
    )


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
