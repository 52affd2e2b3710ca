"""Live pictures: a Panel document in a frame over the still picture. A page has one frame, which is kept
with its scripts and shows one card after the other.

Nothing of Panel's is private here: Bokeh's application is built by its documented parts
(``BokehTornado``, ``BaseServer``) and stands behind our router.
"""

from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from urllib.parse import parse_qsl, urlencode

import holoviews as hv
import panel as pn
from bokeh.core.validation import silence
from bokeh.core.validation.warnings import EMPTY_LAYOUT
from bokeh.document import Document
from bokeh.models import Column
from bokeh.plotting import figure
from bokeh.server.auth_provider import AuthProvider
from bokeh.server.tornado import BokehTornado
from bokeh.server.views.static_handler import StaticHandler
from panel.io.application import build_applications
from tornado.web import GZipContentEncoding, RequestHandler

from cypher.reader import Reader
from dashboard.auth.gate import Gate
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import card_request
from dashboard.errors import SignInNeeded
from dashboard.figures import PHONE, room_of
from dashboard.figures.live import live_picture
from dashboard.figures.live.picture import MARKS, PAN, PICTURE, SELECT, ZOOM, Asked, Inset
from dashboard.pages.location import read
from dashboard.render.site import Site
from dashboard.render.templates import environment
from dashboard.texts import lang_of
from dashboard.web.http.headers import NONCE, LiveHeaders
from dashboard.web.http.live_reader import READER, read_reader
from dashboard.web.http.router import LIVE, SCRIPTS
from graph.errors import GraphError

KEEP_UNUSED_MS = 10_000
ASK_UNUSED_MS = 5_000
WIDEST = 4000
"""Pixels: a wider picture than this is not drawn."""
PLACE = "place"
"""The name of what holds the picture in the document; its tag is the query of what is asked for."""
NAMES = {
    "place": PLACE,
    "picture": PICTURE,
    "marks": MARKS,
    "zoom": ZOOM,
    "pan": PAN,
    "select": SELECT,
}
"""What the page's script finds in the document, by the names that it has there."""

silence(EMPTY_LAYOUT)  # the place of a picture is empty between two of them
_ONE_AT_A_TIME = Lock()
"""HoloViews keeps what it is drawing with in its modules."""


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

    def document() -> None:  # Panel takes nothing but a plain function
        live_document(site)

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


def live_document(site: Site) -> None:
    """Make the document of a frame: it shows the card that its address names, and each that the same frame
    asks for after that. Its scripts are Bokeh's core: of Panel's and of widgets' nothing is evaluated."""
    given = {k: v[0].decode("utf-8", "replace") for k, v in (pn.state.session_args or {}).items()}
    headers = pn.state.headers or {}
    document = pn.state.curdoc
    assert document is not None, "a document is made for a session"
    place = Column(name=PLACE, tags=[urlencode(given)], sizing_mode="stretch_both")
    document.add_root(place)
    document.template = environment().get_template("live.html")
    document.template_variables.update(
        nonce=headers.get(NONCE, ""),
        lang=lang_of(given.get("lang"), site.lang),
        dark=given.get("dark") == "1",
        names=NAMES,
        script=f"{site.network.prefix}{SCRIPTS}{StaticHandler.append_version('js/bokeh.min.js')}",
    )
    draw = _Shown(site, read_reader(headers.get(READER, "")), place).draw
    document.add_next_tick_callback(draw)
    place.on_change("tags", lambda attr, old, new: document.add_next_tick_callback(draw))


class _Shown:
    """What a frame shows at its ``place``, for who opened it."""

    def __init__(self, site: Site, reader: Reader, place: Column) -> None:
        self._site, self._reader, self._place = site, reader, place

    async def draw(self) -> None:
        """Draw what is asked for now; where there is no such picture the still one stays."""
        (asked,) = self._place.tags
        try:
            self._check()
            figure = await drawn_picture(self._site, self._reader, dict(parse_qsl(str(asked))))
        except GraphError:
            figure = None
        if figure is not None:
            figure.tags = [*figure.tags, asked]
        self._place.children = [] if figure is None else [figure]

    def _check(self) -> None:
        """Raise SignInNeeded or NotAllowed where who opened the frame may look no more. The end of a
        session closes its frames; who came while nobody had an account had none."""
        gate = self._site.access.gate
        if self._reader.is_local:
            if gate.has_accounts:
                raise SignInNeeded
        else:
            gate.rights.require(self._reader, "look")


async def drawn_picture(site: Site, reader: Reader, given: Mapping[str, str]) -> figure | None:
    """The picture of a card for who reads, from the answer that its still picture was drawn from; None
    where there is none. ``width`` and ``height`` are its own, in pixels of the screen. Raises GraphError."""
    location = read(given.get("page", ""), urlencode(given), site.lang)
    request = card_request(await site.files(), reader, location, given.get("card", ""))
    answer = await site.cards.answer(request, await site.states.current())
    return await site.executors.heavy.run(partial(_drawn, answer, given))


def _drawn(answer: Answer, given: Mapping[str, str]) -> figure | None:
    asked = Asked(
        answer.location.lang,
        room=PHONE if given.get("size") == "narrow" else max(room_of(answer.card.width), 620),
        width=_pixels(given.get("width", ""), 1000),
        height=_pixels(given.get("height", ""), 600),
        dark=given.get("dark") == "1",
        inset=_inset(given.get("inset", "")),
        scale=_pixels(given.get("percent", ""), 100) / 100,
        leads=answer.leads,
        link=answer.link,
    )
    with _ONE_AT_A_TIME:
        picture = live_picture(answer.kind, answer.table, asked)
        if picture is None:
            return None
        return hv.renderer("bokeh").get_plot(picture, doc=Document()).state


def _pixels(text: str, otherwise: int) -> int:
    return max(1, min(int(text), WIDEST)) if text.isascii() and text.isdigit() else otherwise


def _inset(text: str) -> Inset | None:
    far = [_pixels(one, 0) for one in text.split(" ")]
    return (far[0], far[1], far[2], far[3]) if len(far) == 4 else None
