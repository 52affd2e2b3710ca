"""Saved views: those one may open, one of them, what has changed since; keep, share and remove."""

from collections.abc import Callable, Mapping
from functools import partial

from dashboard.explorer.asked import asked
from dashboard.explorer.asking import Asker
from dashboard.explorer.errors import NoSuchView
from dashboard.explorer.views import keeping
from dashboard.explorer.views.changes import changes_since
from dashboard.explorer.views.store import Views
from dashboard.explorer.views.view import View
from dashboard.web.handlers.explorer.questions import Answer, ExplorerHandler


class ViewHandler(ExplorerHandler):
    """What the addresses of views share."""

    @property
    def views(self) -> Views:
        """The views of this home. Raises NoSuchView where the dashboard has none."""
        if self.site.views is None:
            raise NoSuchView("这里不能保存视图。", "No view can be kept here.")
        return self.site.views


class ViewsHandler(ViewHandler):
    """The views that the reader may open; with ``name`` one of them, with its walk."""

    async def get(self) -> None:
        """``{"views": […]}`` or ``{"view": …}``."""
        await self.send(partial(self._answer, self.get_query_argument("name", "")))

    def _answer(self, name: str) -> Answer:
        reader = self.reader
        if not name:
            return {"views": [view.listed(reader) for view in self.views.all(reader)]}
        view = self.views.get(name, reader)
        walk = view.walk
        if reader.audience != "staff":  # kept files hold no persons; one put there by hand might
            walk = keeping.without_persons(walk)
        # which relationships it had is for whoever kept it: the reader's own are asked for anew
        stands = walk.model_dump(mode="json", exclude={"ties"})
        # of persons others are not told that there were any
        left_out = view.left_out if reader.audience == "staff" else 0
        return {"view": {**view.listed(reader), "walk": stands, "persons_left_out": left_out}}


class ChangesHandler(ViewHandler):
    """What has come, gone and changed since a view was kept."""

    async def post(self) -> None:
        """``{"came": […], "gone": […], "changed": […]}``, each ``{"text": …, "ids": […]}``."""
        await self.send(self._answer)

    def _answer(self) -> Answer:
        given = asked(keeping.ChangesAsked, self.request.body)
        view = self.views.get(given.name, self.reader)
        asker = Asker(self.site.runner, self.reader, self.lang, given.as_of)
        return changes_since(asker, view)


class ViewActHandler(ViewHandler):
    """Keeps, shares or removes a view; each has its line in the trail."""

    async def post(self, act: str) -> None:
        """The view as the list says it, or ``{}`` once it is removed."""
        acts: Mapping[str, Callable[[], Answer]] = {
            "keep": self._keep,
            "share": self._share,
            "remove": self._remove,
        }
        await self.send(acts[act])

    def _keep(self) -> Answer:
        given = asked(keeping.KeepAsked, self.request.body)
        if given.shared != "me":
            self.require("share_views")
        asker = Asker(self.site.runner, self.reader, self.lang, given.as_of)
        view = keeping.keep(self.views, asker, given, self._noted)
        return {"view": view.listed(self.reader), "persons_left_out": view.left_out}

    def _share(self) -> Answer:
        given = asked(keeping.ShareAsked, self.request.body)
        view = keeping.share(self.views, self.reader, given, self._noted)
        return {"view": view.listed(self.reader)}

    def _remove(self) -> Answer:
        given = asked(keeping.RemoveAsked, self.request.body)
        others = self.site.access.gate.allows(self.reader, "undo_others")
        keeping.remove(self.views, self.reader, given, self._noted, others)
        return {}

    def _noted(self, act: keeping.Act, view: View) -> None:
        """Have the trail hold what is about to be done. Raises AuditFailed."""
        self.site.trail.record("view", self.reader, view.name, act=act, shared=view.shared)
