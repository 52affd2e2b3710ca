"""Many records of a list changed at once: chosen, planned, written as one change, taken back as one."""

from functools import partial
from typing import Any

from cypher.header import Words
from cypher.words import word
from dashboard.audit.writes import Writes
from dashboard.pages.location import read
from dashboard.records.service import new_request
from dashboard.records.taking_back import take_back
from dashboard.records.together import TogetherDesk, asked_in
from dashboard.texts import LANGS, say
from dashboard.web.handlers.records.form import EditHandler
from graph.entry.together import Together, TogetherPlan, plan_together, write_together
from graph.entry.writing import Written, write_entry, written_before
from graph.errors import GraphError
from graph.model import NODES


class TogetherHandler(EditHandler):
    """The page. ``kind`` names what is changed; ``t.…`` how the list was searched and filtered."""

    together: TogetherDesk

    async def is_ready(self) -> bool:
        """Look up the kind that the address names; where that cannot be, the answer says why."""
        kind = self.get_query_argument("kind", "")
        try:
            today = (await self.wait(self.site.states.current())).today
            self.together = TogetherDesk(self.site.runner, kind, self.lang, today)
            self.together.check()
        except GraphError as error:
            self.fail(error)
            return False
        return True

    async def get(self) -> None:
        """The records to choose from, and what can be changed."""
        if await self.is_ready():
            await self.show_choosing()

    async def post(self) -> None:
        """The plan, or what has been written, or what was taken back."""
        kind = self.get_query_argument("kind", "")
        names = self.request.body_arguments
        asked = asked_in(kind, {name: self.get_body_arguments(name) for name in names})
        if not await self.is_ready():
            return
        try:
            if self.get_body_argument("undo", ""):
                await self._take_back(self.get_body_argument("undo"))
            elif not asked.ids or not asked.slot:
                self.set_status(422)
                missing = "together_no_rows" if not asked.ids else "together_no_field"
                await self.show_choosing(fault=say(missing, self.lang))
            elif asked.seen is None:
                plan = await self.run(self._planned(asked))
                await self._show_plan(asked, plan)
            else:
                await self._write(asked)
        except GraphError as error:
            self.set_failed(error)
            await self.show_choosing(fault=self.sentence_of(error))

    def _planned(self, asked: Together) -> Any:
        town = self.site.runner.catalogue.town
        return partial(plan_together, self.site.runner.graph, asked, town=town)

    async def _show_plan(self, asked: Together, plan: TogetherPlan) -> None:
        context = await self.run(partial(self.together.planned, asked, plan))
        if plan.faults:
            self.set_status(422)
            await self.show_choosing(fault=" ".join(context["faults"]))
            return
        await self.show_together(plan=context, asked=asked, request_key=new_request())

    async def _write(self, asked: Together) -> None:
        graph, town = self.site.runner.graph, self.site.runner.catalogue.town
        by, key = self.reader.name or "local", self.get_body_argument("request", "")
        writes = Writes(self.site.trail, self.reader)

        def write(records: Any, ends: Any, subject: str) -> Written:
            return write_entry(
                graph, "together", subject, records, by=by, ends=ends, request=key, writes=writes
            )

        def work() -> TogetherPlan | Written:
            return written_before(graph, key) or write_together(graph, asked, write, town=town)

        result = await self.run(work)
        if isinstance(result, Written):
            notice, first = say("together_repeated", self.lang), result.subject.partition(" ")[0]
            await self.show_together(notice=notice, change=result.id, first=first)
            return
        context = await self.run(partial(self.together.planned, asked, result))
        count = len(context["changes"])
        notice = say("together_did", self.lang, n=count) if result.change else ""
        fault = "" if result.change else say("together_nothing", self.lang)
        first = next((line.id for line in result.of("changes")), "")
        await self.show_together(
            written=context, notice=notice, fault=fault, change=result.change, first=first
        )

    async def _take_back(self, change: str) -> None:
        site, first = self.site, self.get_body_argument("first", "")
        take = partial(take_back, site.runner.graph, site.trail, site.access, self.reader)
        await self.run(partial(take, first, change))
        await self.show_choosing(notice=say("record_undone", self.lang))

    async def show_choosing(self, *, notice: str = "", fault: str = "") -> None:
        """Send the page with the records to choose from."""
        location = read("", self.request.query, self.lang)
        try:
            choosing = await self.run(partial(self.together.choosing, location, self.reader))
        except GraphError as error:
            self.fail(error)
            return
        await self.show_together(choosing=choosing, notice=notice, fault=fault)

    async def show_together(self, **context: Any) -> None:
        """Send the page in one of its states."""
        kind = self.get_query_argument("kind", "")
        named = {lang: word("kind", kind, lang) for lang in LANGS} if kind in NODES else {}
        title = Words(**{one: say("together_of", one, kind=named.get(one, kind)) for one in LANGS})
        empty = {"choosing": None, "plan": None, "written": None, "notice": "", "fault": ""}
        await self.show(
            "record_together.html",
            title,
            kind=kind,
            kind_word=named.get(self.lang, kind),
            id="",
            back="",
            query=self.request.query,
            today=self.together.today.isoformat(),
            scripts=["account.js", "together.js"],
            **{**empty, "change": "", "first": "", **context},
        )
