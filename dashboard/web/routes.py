"""Every address of ours: its path, its handler, and who may use it."""

import re
from functools import cache
from typing import NamedTuple

from tornado.routing import URLSpec
from tornado.web import RequestHandler

from dashboard.auth.gate import Needs
from dashboard.render.site import Site
from dashboard.web.handlers import (
    assets,
    audit,
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
from dashboard.web.handlers.access import accounts, own_account, provider, session, sign_in
from dashboard.web.handlers.actions import act, panel
from dashboard.web.handlers.embedded import desk as embeds
from dashboard.web.handlers.embedded import shown as shown_embeds
from dashboard.web.handlers.explorer import files, questions, views
from dashboard.web.handlers.fresh.changed import FreshHandler
from dashboard.web.handlers.fresh.stream import StreamHandler
from dashboard.web.handlers.meeting import agendas, outtray, shown, since
from dashboard.web.handlers.records import form, history, leaving, merging, removal, together
from dashboard.web.handlers.reports import own as reports
from dashboard.web.http.router import STREAM


class Route(NamedTuple):
    """One address: ``path`` is a regular expression, ``needs`` what it asks of who comes, which
    the router checks before the handler is made."""

    path: str
    handler: type[RequestHandler]
    needs: Needs = "look"


ROUTES = (
    Route(r"/livez", health.LiveHandler, "anyone"),
    Route(r"/readyz", health.ReadyHandler, "anyone"),
    Route(r"/metrics", health.MetricsHandler, "anyone"),
    Route(r"/assets/([\w./-]+)", assets.AssetHandler, "anyone"),
    Route(r"/sign-in", sign_in.SignInHandler, "anyone"),
    Route(r"/sign-in/once", sign_in.OnceHandler, "anyone"),
    Route(r"/sign-in/provider", provider.ProviderHandler, "anyone"),
    Route(rf"/{provider.BACK}", provider.ProviderBackHandler, "anyone"),
    Route(r"/sign-out", sign_in.SignOutHandler, "anyone"),
    Route(r"/session", session.SessionHandler, "signed_in"),
    Route(r"/session/(present|stop)", session.PresentingHandler, "signed_in"),
    Route(r"/account", own_account.OwnAccountHandler, "own_account"),
    Route(
        r"/account/(password|totp|totp-confirm|totp-off|end|end-others)",
        own_account.OwnAccountActHandler,
        "own_account",
    ),
    Route(r"/accounts", accounts.AccountsHandler, "accounts"),
    Route(
        r"/accounts/(add|role|password|disable|enable|end|remove)",
        accounts.AccountsActHandler,
        "accounts",
    ),
    Route(r"/card/([a-z0-9_]+)/([a-z0-9_]+)", cards.CardHandler),
    Route(r"/figure/([a-z0-9_]+)/([a-z0-9_]+)\.(svg|png)", cards.FigureHandler, "take_away"),
    Route(r"/find", cards.FindHandler),
    Route(r"/download/(.+)\.([a-z]+)", downloads.DownloadHandler, "take_away"),
    Route(r"/state/([a-z0-9_]+)", state.StateHandler),
    Route(STREAM, StreamHandler),
    Route(r"/fresh/([a-z0-9_]+)", FreshHandler),
    Route(r"/choices/([a-z0-9_]+)/([^/]+)", state.ChoicesHandler),
    Route(r"/listed", state.ListedHandler),
    Route(r"/count/(.+)", state.CountHandler),
    Route(r"/plan/(.+)", state.PlanHandler),
    Route(r"/editions/(make|cancel|compare|days)", editions.EditionActHandler, "make_edition"),
    Route(r"/editions/state", editions.EditionStateHandler, "make_edition"),
    Route(r"/editions/(of|compared)/([^/]+)/(.+)", editions.EditionFileHandler),
    Route(r"/editions/zip/([^/]+)", editions.EditionZipHandler),
    Route(r"/agendas/make", agendas.AgendaMakeHandler, "agenda"),
    Route(r"/agendas/(add|move|drop|note|name)/(\w+)", agendas.AgendaChangeHandler, "agenda"),
    Route(r"/agendas/remove/(\w+)", agendas.AgendaRemoveHandler, "agenda"),
    Route(r"/agendas/freeze/(\w+)", agendas.AgendaFreezeHandler, "agenda"),
    Route(r"/agendas/view/(\w+)", shown.AgendaViewHandler),
    Route(r"/agendas/list", agendas.AgendaListHandler, "agenda"),
    Route(r"/agendas/handout/(\w+)\.pdf", shown.AgendaHandoutHandler, "take_away"),
    Route(r"/agendas/kept/(\w+)/([\d-]+)/([a-z.-]+)", shown.MeetingFileHandler, "take_away"),
    Route(r"/(outtray)", outtray.OutTrayHandler, "outtray"),
    Route(r"/outtray/(\w+)/([\d-]+)/([\w.-]+)", outtray.OutTrayFileHandler, "outtray"),
    Route(r"/since", since.SinceMenuHandler),
    Route(r"/since/([a-z0-9_]+)", since.SinceHandler),
    Route(r"/imports/upload", uploads.UploadHandler, "load"),
    Route(r"/imports/(plan|land|drop|undo|cancel)/([\w-]+)", imports.ImportActHandler, "load"),
    Route(r"/imports/(guess|register)/([\w-]+)", registers.RegisterFormHandler, "load"),
    Route(r"/imports/registers/(remove|put_back)", registers.OwnRegisterHandler, "load"),
    Route(r"/imports/job/([\w-]+)", imports.JobHandler, "load"),
    Route(r"/imports/changes/(file|load)/([\w-]+)", imports.ChangesHandler, "load"),
    Route(r"/imports/(workbook)/([a-z_]+)", imports.ImportFileHandler, "load"),
    Route(r"/imports/(marked)/([\w-]+)", imports.ImportFileHandler, "load"),
    Route(r"/records/edit", form.EditHandler, "edit"),
    Route(r"/records/new", form.NewHandler, "edit"),
    Route(r"/records/save", form.SaveHandler, "edit"),
    Route(r"/records/check", form.CheckHandler, "edit"),
    Route(r"/records/pick", form.PickHandler, "edit"),
    Route(r"/records/history", history.HistoryHandler, "edit"),
    Route(r"/records/undo", history.UndoHandler, "edit"),
    Route(r"/records/leave", leaving.LeavingHandler, "edit"),
    Route(r"/records/end", leaving.EndHandler, "edit"),
    Route(r"/records/together", together.TogetherHandler, "edit"),
    Route(r"/records/merge", merging.MergeHandler, "edit"),
    Route(r"/records/delete", leaving.DeleteHandler, "delete"),
    Route(r"/records/remove-person", removal.RemovalHandler, "remove_person"),
    Route(r"/explore/take/(csv|xlsx|graphml|svg|png)", files.TakeHandler, "take_away"),
    Route(r"/explore/views", views.ViewsHandler),
    Route(r"/explore/told", questions.ToldPathHandler),
    Route(r"/explore/changes", views.ChangesHandler, "ask"),
    Route(r"/explore/views/(keep|remove)", views.ViewActHandler),
    Route(r"/explore/views/(share)", views.ViewActHandler, "share_views"),
    Route(r"/explore/(around|expand|add|path)", questions.QuestionHandler, "ask"),
    Route(r"/embed/([\w-]+)", shown_embeds.EmbedHandler, "embed_token"),
    Route(r"/embeds", embeds.EmbedsHandler, "embed"),
    Route(r"/embeds/(issue|renew|revoke)", embeds.EmbedsActHandler, "embed"),
    Route(r"/own_reports", reports.OwnReportsHandler, "keep_reports"),
    Route(
        r"/own_reports/(begin|try|save|remove|put_back)",
        reports.OwnReportsActHandler,
        "keep_reports",
    ),
    Route(r"/audit/entries\.(csv|xlsx)", audit.AuditFileHandler, "audit"),
    Route(r"/act", act.ActHandler, "act"),
    Route(r"/act/panel", panel.PanelHandler, "act"),
    Route(r"/act/choices/([a-z_]+/[a-z_]+)/([a-z_]+)", panel.StepChoicesHandler, "act"),
    Route(r"/(new_[a-z_]+)", pages.PageHandler, "act"),
    Route(r"/(audit)", pages.PageHandler, "audit"),
    Route(r"/(.*)", pages.PageHandler),
)


_PAGES = (
    pages.PageHandler,
    outtray.OutTrayHandler,
    act.ActHandler,
    embeds.EmbedsHandler,
    embeds.EmbedsActHandler,
    reports.OwnReportsHandler,
    reports.OwnReportsActHandler,
    accounts.AccountsHandler,
    accounts.AccountsActHandler,
    own_account.OwnAccountHandler,
    own_account.OwnAccountActHandler,
    form.EditHandler,
    form.NewHandler,
    form.SaveHandler,
    history.HistoryHandler,
    leaving.LeavingHandler,
    removal.RemovalHandler,
    together.TogetherHandler,
    merging.MergeHandler,
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Needs], ...]:
    return tuple((re.compile(route.path), route.needs) for route in ROUTES)


def needs_of(path: str) -> Needs:
    """What an address asks of who comes: that of the first route that takes its path."""
    return next((needs for pattern, needs in _patterns() if pattern.fullmatch(path)), "look")


def is_page(path: str) -> bool:
    """Whether a path is answered by a page."""
    taken = (route for route in ROUTES if re.fullmatch(route.path, path))
    return next(taken).handler in _PAGES


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
