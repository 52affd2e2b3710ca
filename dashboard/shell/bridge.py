"""The components that join the finished page to its Panel session."""

from typing import ClassVar

import panel as pn
import param

_DAY = """
label { position: relative; display: block; font: 12px/1 var(--font, sans-serif); color: var(--muted, #6d665c) }
span { position: absolute; left: 9px; top: -6px; padding: 0 5px; background: var(--card, #fff) }
input { box-sizing: border-box; width: 100%; height: 40px; padding: 0 12px; color: var(--ink, #2a2622);
  font: 15px var(--font, sans-serif); background: transparent; border: 1px solid var(--field, #c9c1b4);
  border-radius: 6px; color-scheme: inherit }
input:focus { outline: 2px solid var(--accent, #a3221f); outline-offset: -1px }
input:not(:focus) { color: transparent }
b { position: absolute; left: 12px; top: 0; font: 15px/40px var(--font, sans-serif); color: var(--ink, #2a2622); pointer-events: none }
label:focus-within b { display: none }
"""


class Bridge(pn.custom.JSComponent):
    """Adopts the cards that the server has already drawn; draws nothing itself."""

    shown = param.Dict(default={}, doc="card -> address of its finished text")
    here = param.Dict(default={}, doc="query: the address bar's; push: whether it is a new entry")
    went = param.List(default=[], doc="[query, count]: where the back button led, told by the page")
    touched = param.List(
        default=[], doc="[card, size, width, dark]: the figure someone reached for"
    )
    live = param.List(default=[], doc="cards with a live picture in their slot")

    _bundle = "bridge.js"


class Day(pn.custom.JSComponent):
    """A day, chosen with the browser's own calendar and written as people here write it."""

    value = param.String(default="", doc="ISO day, or empty")
    label = param.String(default="")
    lang = param.String(default="zh")

    _bundle = "bridge.js"
    _stylesheets: ClassVar[list[str]] = [_DAY]
