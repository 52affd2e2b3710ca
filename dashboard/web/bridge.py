"""The one Panel component of a page: it hears when the reader reaches for a picture."""

from pathlib import Path

import param
from panel.custom import JSComponent


class Bridge(JSComponent):
    """``touched`` grows each time the reader reaches for the still picture."""

    touched = param.Integer(default=0, doc="How often the reader has reached for the picture.")

    _esm = Path(__file__).parent / "bridge.js"
