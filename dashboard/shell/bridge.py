"""The component that joins the finished page to its Panel session."""

import panel as pn
import param


class Bridge(pn.custom.JSComponent):
    """Adopts the cards that the server has already drawn; draws nothing itself."""

    went = param.List(default=[], doc="[query, count]: the address that the reader went to")
    touched = param.List(
        default=[], doc="[card, size, width, dark]: the figure someone reached for"
    )
    live = param.List(default=[], doc="cards with a live picture in their slot")
    leads = param.List(default=[], doc="[address]: where the reader goes now")

    _bundle = "bridge.js"
