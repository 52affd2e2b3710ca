"""Every address of ours: its path, its handler, and who may use it."""

from typing import Literal, NamedTuple

from tornado.routing import URLSpec
from tornado.web import RequestHandler

from dashboard.render.site import Site
from dashboard.web.handlers import (
    assets,
    cards,
    downloads,
    editions,
    health,
    imports,
    pages,
    registers,
    state,
    uploads,
)

Right = Literal["anyone", "reader"]


class Route(NamedTuple):
    """One address: ``path`` is a regular expression, ``right`` what one will need to
    use it once people sign in."""

    path: str
    handler: type[RequestHandler]
    right: Right = "reader"


ROUTES = (
    Route(r"/livez", health.LiveHandler, "anyone"),
    Route(r"/readyz", health.ReadyHandler, "anyone"),
    Route(r"/assets/([\w./-]+)", assets.AssetHandler, "anyone"),
    Route(r"/card/([a-z0-9_]+)/([a-z0-9_]+)", cards.CardHandler),
    Route(r"/figure/([a-z0-9_]+)/([a-z0-9_]+)\.(svg|png)", cards.FigureHandler),
    Route(r"/find", cards.FindHandler),
    Route(r"/download/(.+)\.([a-z]+)", downloads.DownloadHandler),
    Route(r"/state/([a-z0-9_]+)", state.StateHandler),
    Route(r"/choices/([a-z0-9_]+)/([^/]+)", state.ChoicesHandler),
    Route(r"/listed", state.ListedHandler),
    Route(r"/count/(.+)", state.CountHandler),
    Route(r"/plan/(.+)", state.PlanHandler),
    Route(r"/editions/(make|cancel|compare|days)", editions.EditionActHandler),
    Route(r"/editions/state", editions.EditionStateHandler),
    Route(r"/editions/(of|compared)/([^/]+)/(.+)", editions.EditionFileHandler),
    Route(r"/editions/zip/([^/]+)", editions.EditionZipHandler),
    Route(r"/imports/upload", uploads.UploadHandler),
    Route(r"/imports/(plan|land|drop|undo|cancel)/([\w-]+)", imports.ImportActHandler),
    Route(r"/imports/(guess|register)/([\w-]+)", registers.RegisterFormHandler),
    Route(r"/imports/registers/(remove|put_back)", registers.OwnRegisterHandler),
    Route(r"/imports/job/([\w-]+)", imports.JobHandler),
    Route(r"/imports/changes/(file|load)/([\w-]+)", imports.ChangesHandler),
    Route(r"/imports/(workbook)/([a-z_]+)", imports.ImportFileHandler),
    Route(r"/imports/(marked)/([\w-]+)", imports.ImportFileHandler),
    Route(r"/(.*)", pages.PageHandler),
)


def url_specs(site: Site) -> list[URLSpec]:
    """The routes as Tornado takes them, all for one site."""
    shared = downloads.Downloads(site)
    return [
        URLSpec(
            route.path,
            route.handler,
            {"site": site, "downloads": shared}
            if route.handler is downloads.DownloadHandler
            else {"site": site},
        )
        for route in ROUTES
    ]
