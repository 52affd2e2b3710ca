"""The live picture of one card: a Panel document of its own, in a frame over the still picture.

Nothing of Panel's is private here: Bokeh's application is built by its documented parts
(``BokehTornado``, ``BaseServer``) and stands behind our router.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import holoviews as hv
import panel as pn
from bokeh.server.auth_provider import AuthProvider
from bokeh.server.tornado import BokehTornado
from panel.io.application import build_applications
from tornado.web import GZipContentEncoding, RequestHandler

from cypher.reader import Reader
from dashboard.auth.gate import Gate
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import card_request
from dashboard.figures import PHONE, room_of
from dashboard.figures.live import live_picture
from dashboard.figures.live.picture import MARKS, PAN, PICTURE, SELECT, ZOOM, Asked
from dashboard.pages.location import read
from dashboard.render.site import Site
from dashboard.render.templates import environment
from dashboard.texts import lang_of
from dashboard.web.http.headers import NONCE, LiveHeaders
from dashboard.web.http.live_reader import READER, read_reader
from dashboard.web.http.router import LIVE
from graph.errors import GraphError

KEEP_UNUSED_MS = 10_000
ASK_UNUSED_MS = 5_000
WIDEST = 4000
"""Pixels: a wider picture than this is not drawn."""
NAMES = {"picture": PICTURE, "marks": MARKS, "zoom": ZOOM, "pan": PAN, "select": SELECT}
"""What the page's script finds in the document, by the names that it has there."""


class GateProvider(AuthProvider):
    """Panel's way to the gate: whoever it does not know gets none of Bokeh's addresses either."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        super().__init__()

    @property
    def get_user(self) -> Callable[[RequestHandler], str | None]:
        """A function from the handler of a request to who asks; None for nobody."""

        def user(handler: RequestHandler) -> str | None:
            reader = self._gate.reader_of(handler.request)
            return None if reader is None else reader.name

        return user

    @property
    def login_url(self) -> str:
        """Where one signs in."""
        return "/sign-in"


def live_application(site: Site, log_function: Callable[[RequestHandler], None]) -> BokehTornado:
    """Bokeh's application with the one document of live pictures.

    It keeps no header and no cookie of a reader's in its tokens, and signs them.
    """
    pn.extension()
    hv.extension("bokeh", logo=False)
    hv.renderer("bokeh").webgl = False  # without a GPU a picture takes half a minute by WebGL

    def document() -> pn.Template:  # Panel takes nothing but a plain function
        return live_document(site)

    return BokehTornado(
        build_applications({LIVE: document}, title="Lianxin", location=False),
        extra_websocket_origins=sorted(site.network.hosts),
        prefix=site.network.prefix,
        secret_key=site.signing_key,
        sign_sessions=True,
        include_headers=[NONCE, READER],
        auth_provider=GateProvider(site.access.gate),
        include_cookies=[],
        use_index=False,
        check_unused_sessions_milliseconds=ASK_UNUSED_MS,
        unused_session_lifetime_milliseconds=KEEP_UNUSED_MS,
        transforms=[LiveHeaders.of(site.network), GZipContentEncoding],
        log_function=log_function,
    )


def live_document(site: Site) -> pn.Template:
    """The document for the card that the address names; its picture is drawn once it is shown."""
    given = {k: v[0].decode("utf-8", "replace") for k, v in (pn.state.session_args or {}).items()}
    place = pn.Column(pn.Spacer(), sizing_mode="stretch_both", margin=0)
    document = pn.Template(environment().get_template("live.html"), items={"picture": place})
    headers = pn.state.headers or {}
    variables = {
        "nonce": headers.get(NONCE, ""), "lang": lang_of(given.get("lang"), site.lang),
        "dark": given.get("dark") == "1", "names": NAMES,
    }  # fmt: skip
    for name, value in variables.items():
        document.add_variable(name, value)
    reader = read_reader(headers.get(READER, ""))

    async def draw() -> None:
        try:
            picture = await drawn_picture(site, reader, given)
        except GraphError:
            return  # the still picture stays
        if picture is not None:
            place[:] = [pn.pane.HoloViews(picture, sizing_mode="stretch_both", margin=0)]

    pn.state.onload(draw)
    return document


async def drawn_picture(site: Site, reader: Reader, given: dict[str, str]) -> Any:
    """The HoloViews picture of a card for who reads, from the answer that its still picture was drawn
    from; None where there is none. ``width`` and ``height`` are its own, in pixels of the screen."""
    location = read(given.get("page", ""), urlencode(given), site.lang)
    request = card_request(await site.files(), reader, location, given.get("card", ""))
    answer = await site.cards.answer(request, await site.states.current())
    return await site.executors.heavy.run(partial(_drawn, answer, given))


def _drawn(answer: Answer, given: dict[str, str]) -> Any:
    asked = Asked(
        answer.location.lang,
        room=PHONE if given.get("size") == "narrow" else max(room_of(answer.card.width), 620),
        width=_pixels(given.get("width", ""), 1000),
        height=_pixels(given.get("height", ""), 600),
        dark=given.get("dark") == "1",
        leads=answer.leads,
        link=answer.link,
    )
    return live_picture(answer.kind, answer.table, asked)


def _pixels(text: str, otherwise: int) -> int:
    return max(1, min(int(text), WIDEST)) if text.isascii() and text.isdigit() else otherwise
