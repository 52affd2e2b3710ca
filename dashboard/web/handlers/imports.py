"""The addresses of the page 导入: plan, land, undo, cancel, how far a job is, and parts of a plan."""

from collections.abc import Callable, Mapping
from functools import partial

from dashboard.concurrency.executors import BoundedExecutor
from dashboard.errors import NoSuchUpload
from dashboard.imports.plans.choices import ChosenOnPage
from dashboard.imports.service import Imports
from dashboard.jobs import JobRecord
from dashboard.render.import_part import Wanted, part_html
from dashboard.texts import either
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError

_CHUNK = 1 << 18
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportHandler(Handler):
    """What all of them share: the imports of this home, which may be missing, and who may load."""

    @property
    def imports(self) -> Imports:
        """The imports. Raises NoSuchUpload where the dashboard has no home."""
        if self.site.imports is None:
            raise NoSuchUpload("这里不能导入。", "Nothing can be imported here.")
        return self.site.imports

    def check_right(self) -> None:
        """Raise NotAllowed for a reader who may not load."""
        self.require("load")

    async def answer(
        self, work: Callable[[], Mapping[str, object]], executor: BoundedExecutor | None = None
    ) -> None:
        """Send what the work comes to as JSON, or why it failed: ``{"wrong": sentence}``.

        It is done by the executor of files, or by another where it may take long.
        """
        try:
            self.check_right()
            answer = await self.wait((executor or self.site.executors.files).run(work))
        except GraphError as error:
            self.tell_wrong(error)
        else:
            self.send_json(answer)


class ImportActHandler(ImportHandler):
    """Begins work, or drops what was brought. The router lets only our own pages in."""

    async def post(self, act: str, id: str) -> None:
        """Plan a file again, land it, drop it; undo a load; cancel a job."""
        acts: Mapping[str, Callable[[], JobRecord | None]] = {
            "plan": lambda: self.imports.plan(id, self.body_as(ChosenOnPage), self.reader),
            "land": lambda: self.imports.land(id, self.reader),
            "drop": lambda: self.imports.drop(id),
            "undo": lambda: self.imports.undo(id, self.reader),
            "cancel": lambda: self.imports.jobs.store.ask_to_stop(id),
        }

        def begun() -> Mapping[str, object]:
            job = acts[act]()
            return {"job": job.id} if job else {}

        await self.answer(begun)


class JobHandler(ImportHandler):
    """How far a job is."""

    async def get(self, id: str) -> None:
        """State, sentence, steps and result as JSON."""
        await self.answer(partial(self._job, id))

    def _job(self, id: str) -> Mapping[str, object]:
        job = self.imports.jobs.store.get(id)
        return {
            "state": job.state, "kind": job.kind, "text": either(job, self.lang), "done": job.done,
            "total": job.total, "may_cancel": job.may_cancel, "result": job.result,
        }  # fmt: skip


class ChangesHandler(ImportHandler):
    """A part of what a plan would change, or of what a load changed, as HTML."""

    async def get(self, of: str, id: str) -> None:
        """``{"html": …}`` for ``part``, ``sheet``, ``action``, ``q`` and ``page`` of the query."""
        given = self.get_query_argument
        number = given("page", "1")
        wanted = Wanted(
            given("part", "change"), given("sheet", ""), given("action", ""), given("q", ""),
            int(number) if number.isdecimal() and len(number) < 7 else 1,
        )  # fmt: skip
        await self.answer(lambda: {"html": part_html(self.imports, of, id, wanted, self.lang)})


class ImportFileHandler(ImportHandler):
    """A workbook to take away: blank, with the town's data, or a brought one with its faults marked."""

    async def get(self, kind: str, id: str) -> None:
        """The file, made now."""
        try:
            self.check_right()
            make = partial(self.imports.workbook, kind, id, self.lang)
            if id == "town" or kind == "marked":
                await self.note("export", f"{kind}/{id}", format="xlsx")
            file = await self.wait(self.site.executors.heavy.run(make))
        except GraphError as error:
            self.refuse(error)
            return
        self.set_header("Content-Type", _XLSX)
        self.name_as(file.name, f"{kind}.xlsx")
        read = partial(self.site.executors.heavy.run, bounded=False)
        try:
            with file.path.open("rb") as opened:
                while data := await self.wait(read(partial(opened.read, _CHUNK))):
                    self.write(data)
                    await self.flush()
        finally:
            file.close()
