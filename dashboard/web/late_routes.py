"""A page for a server that already runs."""

from collections.abc import Callable
from typing import Any

from bokeh.server.contexts import ApplicationContext
from bokeh.server.urls import per_app_patterns
from bokeh.server.views.ws import WSHandler
from panel.io.application import build_applications


def add_page(server: Any, path: str, answer: Callable[[], Any], title: str) -> None:
    """Answer under a path too, as Bokeh's server does for the paths that it begins with."""
    tornado = server._tornado
    if path in tornado._applications:
        return
    context = ApplicationContext(build_applications({path: answer}, title=title)[path], url=path)
    context._loop = server.io_loop
    shared = {"application_context": context, "bokeh_websocket_path": f"{path}/ws"}
    plain = {"compression_level": None, "mem_level": None}
    # a new mapping: Bokeh's housekeeping may be going through the old one
    tornado._applications = {**tornado._applications, path: context}
    tornado.add_handlers(
        ".*",
        [
            (path + pattern, handler, shared | (plain if issubclass(handler, WSHandler) else {}))
            for pattern, handler in per_app_patterns
        ],
    )
