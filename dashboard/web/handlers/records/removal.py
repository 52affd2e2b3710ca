"""The page on which a person's data are removed: what goes and what stays first, then the work as a job."""

from collections.abc import Mapping
from functools import partial

from pydantic import JsonValue

from cypher.header import Words
from cypher.reader import Reader
from cypher.words import word
from dashboard.errors import NoSuchPage
from dashboard.imports.service import Imports
from dashboard.jobs import JobProgress, JobRecord
from dashboard.removal.removing import plan_removal, remove_person
from dashboard.removal.words import PlanLines, in_words
from dashboard.texts import LANGS, either, say
from dashboard.web.handlers.records.form import EditHandler
from graph.errors import GraphError
from graph.removal.person import kind_of_person

_JOB = "removal"
_EVERY = "1"
"""Seconds after which the page is asked for again while the work goes on."""


class RemovalHandler(EditHandler):
    """The page of one person; ``id`` names the rider or the child."""

    @property
    def imports(self) -> Imports:
        """Where loads and jobs of this home are. Raises NoSuchPage without a home."""
        if self.site.imports is None:
            raise NoSuchPage("没有这个页面。", "There is no such page.")
        return self.site.imports

    async def get(self) -> None:
        """The plan; while the work goes on, how far it is."""
        await self.show_removal(self.get_query_argument("id", ""))

    async def show_removal(self, id: str, fault: str = "") -> None:
        """Send the page, with why nothing was done."""
        try:
            kind = kind_of_person(id)
            store = self.imports.jobs.store
            job = await self.wait(self.site.executors.files.run(partial(_last, store.all, id)))
            running = job is not None and job.state == "running"
            plan = None if running else await self._plan(id)
        except GraphError as error:
            self.fail(error)
            return
        if running:
            self.set_header("Refresh", _EVERY)
        title = Words(**{one: say("removal", one) for one in LANGS})
        await self.show(
            "person_removal.html",
            title,
            id=id,
            kind_word=word("kind", kind, self.lang),
            back=self.record_link(id),
            plan=plan,
            job=job if running else None,
            step=either(job, self.lang) if job is not None and running else "",
            notice=self._notice(id, job),
            fault=fault or self._fault(job),
            scripts=["account.js"],
        )

    async def post(self) -> None:
        """Begin where it was confirmed."""
        id = self.get_query_argument("id", "")
        if self.get_body_argument("sure", "") != "yes":
            self.set_status(422)
            await self.show_removal(id, say("removal_unsure", self.lang))
            return
        work = partial(_remove, self.imports, id, self.reader)
        try:
            kind_of_person(id)
            start = partial(self.imports.jobs.start, _JOB, id, work, may_cancel=False)
            await self.wait(self.site.executors.files.run(start))
        except GraphError as error:
            self.set_failed(error)
            await self.show_removal(id, self.sentence_of(error))
            return
        self.lead("records/remove-person", id=id, did="1")

    async def _plan(self, id: str) -> PlanLines:
        plan = await self.wait(
            self.site.executors.heavy.run(partial(plan_removal, self.imports.place, id))
        )
        return in_words(plan, self.lang)

    def _notice(self, id: str, job: JobRecord | None) -> str:
        is_done = job is not None and job.state == "done" and self.get_query_argument("did", "")
        return say("removal_done", self.lang, id=id) if is_done else ""

    def _fault(self, job: JobRecord | None) -> str:
        if job is None or job.state not in ("failed", "broken_off"):
            return ""
        more = "" if job.state == "broken_off" else f"{either(job, self.lang)} "
        return more + say("removal_broken_off", self.lang)


def _last(all_jobs: object, id: str) -> JobRecord | None:
    assert callable(all_jobs)
    return next((one for one in all_jobs() if one.kind == _JOB and one.about == id), None)


def _remove(
    imports: Imports, id: str, reader: Reader, progress: JobProgress
) -> Mapping[str, JsonValue]:
    imports.require(reader, "remove_person")
    left = remove_person(imports.place, id, reader, progress)
    return {"copies": len(left.copies)}
