"""The page 自己的报表 of stewards: the reports of the town's own, beginning one, writing on it, trying it."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from cypher.errors import BadValue, ChangedMeanwhile, UnknownReport
from cypher.header import Words
from dashboard.own_reports import Draft, OwnReports, Trial
from dashboard.own_reports.context import drafted, listed, models, trial_context
from dashboard.own_reports.desk import fault_of
from dashboard.texts import say
from dashboard.web.handlers.access.people_page import PeoplePage
from graph.errors import GraphError

_DID = ("save", "remove", "put_back")
_TYPED = ("name", "title_zh", "title_en", "about_zh", "about_en", "model")


class OwnReportsHandler(PeoplePage):
    """The list of all, or the one that the address names with its text to be written on."""

    page, template = "own_reports", "own_reports.html"

    @property
    def title(self) -> str:
        """The key of the page's title."""
        return "own_reports"

    def about(self) -> str:
        """The sentence under the title."""
        return say("own_reports_about", self.lang)

    async def get(self) -> None:
        """The page, with what was done last."""
        did, of = self.get_query_argument("did", ""), self.get_query_argument("of", "")
        words = say(f"own_report_did_{did}", self.lang) if did in _DID else ""
        try:
            draft = await self.run(partial(self.reports.draft, of)) if of else None
            await self.show(draft=draft, did=words)
        except GraphError as error:
            await self.show(error)

    @property
    def reports(self) -> OwnReports:
        """Those of this home. Raises UnknownReport where there is none."""
        if self.site.own_reports is None:
            raise UnknownReport("这里没有自己的报表。", "There are no reports of one's own here.")
        return self.site.own_reports

    def context(self) -> dict[str, Any]:
        """The reports there are; reads files."""
        files = self.site.file_reader.held
        assert files is not None, "the page has been shown its files"
        return {
            "listed": listed(self.reports, files, self.lang),
            "removed": self.reports.removed(),
            "models": models(files, self.reader.audience, self.lang),
            "typed": {}, "draft": None, "trial": None, "scripts": ["own_reports.js"],
        }  # fmt: skip

    async def show(self, error: GraphError | None = None, **more: Any) -> None:
        """Send the page; a ``draft`` is told of with where it stands, a ``trial`` with what it came to."""
        draft, trial = more.get("draft"), more.get("trial")
        if draft is not None:
            files = await self.wait(self.site.files())
            more["draft"] = drafted(draft, files, self.lang)
        if trial is not None:
            drawn = partial(trial_context, trial, self.lang)
            more["trial"] = await self.wait(self.site.executors.heavy.run(drawn))
        await super().show(error, **more)


class OwnReportsActHandler(OwnReportsHandler):
    """Begins, tries, saves, takes away or puts back a report. Its route asks for the right to."""

    async def get(self, act: str) -> None:  # type: ignore[override]
        """The page: an act has nothing of its own to show."""
        self.again()

    async def post(self, act: str) -> None:
        """Do it; the page says what was done, or why not, with everything that was typed."""
        acts: Mapping[str, Callable[[], Awaitable[None]]] = {
            "begin": self._begin, "try": self._try, "save": self._save,
            "remove": self._remove, "put_back": self._put_back,
        }  # fmt: skip
        if self.reader.account is None:
            await self.show()
            return
        try:
            await acts[act]()
        except GraphError as error:
            await self._refused(act, error)

    async def _refused(self, act: str, error: GraphError) -> None:
        if act == "begin":
            await self.show(error, typed={name: self.given(name) for name in _TYPED})
            return
        if act not in ("try", "save"):
            await self.show(error)
            return
        fault, draft = fault_of(error), self._draft()
        if fault is not None:
            self.set_failed(error)
            await self.show(draft=draft, trial=Trial((fault,)), not_saved=True)
            return
        if isinstance(error, ChangedMeanwhile):
            draft = await self.run(partial(self.reports.again, draft))
        await self.show(error, draft=draft)

    def _draft(self) -> Draft:
        """What stands in the form."""
        text = self.given("text").replace("\r\n", "\n").rstrip() + "\n"
        return Draft(self.given("id"), text, self.given("before"))

    def _words(self, name: str, key: str) -> Words:
        zh, en = (self.given(f"{name}_{lang}").strip() for lang in ("zh", "en"))
        if not (zh and en):
            raise BadValue(*(say(f"own_report_no_{key}", lang) for lang in ("zh", "en")))
        return Words(zh=zh, en=en)

    async def _begin(self) -> None:
        title, about = self._words("title", "title"), self._words("about", "about")
        begin = partial(self.reports.begun, self.given("name"), title, about, self.given("model"))
        await self.show(draft=await self.run(begin))

    async def _try(self) -> None:
        draft = self._draft()
        work = partial(self.reports.tried, draft, self.reader)
        await self.show(draft=draft, trial=await self.wait(self.site.executors.heavy.run(work)))

    async def _save(self) -> None:
        save = partial(self.reports.save, self._draft(), self.reader)
        saved = await self.wait(self.site.executors.heavy.run(save))
        await self.wait(self.site.newest_files())
        self.back(of=saved.id, did="save")

    async def _remove(self) -> None:
        await self.run(partial(self.reports.remove, self.given("of"), self.reader))
        await self.wait(self.site.newest_files())
        self.back(did="remove")

    async def _put_back(self) -> None:
        id = await self.run(partial(self.reports.put_back, self.given("of"), self.reader))
        await self.wait(self.site.newest_files())
        self.back(of=id, did="put_back")
