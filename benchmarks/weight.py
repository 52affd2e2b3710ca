"""What a page without a live component weighs: bytes before all is seen, websockets opened."""

from playwright.sync_api import Browser

from benchmarks.figures import Figure
from benchmarks.setting import Served

MOST_KB = 120.0
PAGE = "needs"
ALL_SEEN = (
    "() => document.documentElement.dataset.ready && !document.querySelector('.waiting, .pending')"
)
"""The network is never idle: the stream that tells of changes lasts as long as the page."""


def measure(browser: Browser, served: Served) -> list[Figure]:
    """One cold visit, as it comes over the network (compressed)."""
    sockets: list[str] = []
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.on("websocket", lambda socket: sockets.append(socket.url))
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[float] = []
        network.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        page.goto(f"{served.address}/{PAGE}")
        page.wait_for_function(ALL_SEEN)
    return [
        Figure(f"/{PAGE}: bytes before all is seen", sum(sizes) / 1000, "KB", most=MOST_KB),
        Figure(f"/{PAGE}: websockets", len(sockets), "", most=0),
    ]
