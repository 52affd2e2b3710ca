"""The imports of one home: files that were brought, their plans, landing, undoing, workbooks."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

from pydantic import JsonValue

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.errors import PlanDiffers, UploadRefused
from dashboard.imports.landing import (
    Landed,
    LoadPlace,
    Require,
    land_plan,
    require_undo,
    undo_load,
)
from dashboard.imports.loads import LoadViews
from dashboard.imports.plans.choices import ChosenOnPage
from dashboard.imports.plans.differing import differing
from dashboard.imports.plans.plan_file import PlanFile
from dashboard.imports.plans.plan_items import items_of
from dashboard.imports.plans.plan_summary import PlanSummary, read_summary, summary_of
from dashboard.imports.plans.planning import Planned, Planner
from dashboard.imports.plans.value_text import ValueText
from dashboard.imports.registers.draft import Draft
from dashboard.imports.registers.making import OwnRegisters
from dashboard.imports.uploads import Receiving, Upload, Uploads
from dashboard.imports.workbooks import MadeFile, made, marked
from dashboard.jobs import JobProgress, JobRecord, Jobs, JobStore
from dashboard.texts import Lang
from graph.backup.automatic import Server
from graph.client import Graph
from graph.load import LoadStore
from graph.load.plan import PlanOutdated
from graph.load.table.problems import RowProblem
from graph.model.town import Town
from graph.progress import Silent

_HELD = 2
"""So many plans are kept in memory; another is made anew from its file."""


class Imports:
    """What the page 导入 and its addresses share."""

    def __init__(
        self,
        graph: Graph,
        home: Path,
        town: Callable[[], Town],
        server: Server = "private",
        trail: Trail | None = None,
        require: Require = lambda reader, right: None,
    ) -> None:
        """``require``: asked at the moment of doing whether who began it may do so still."""
        self.uploads = Uploads(home / "uploads")
        self.jobs = Jobs(JobStore(home / "jobs"))
        self.loads = LoadStore(home / "loads")
        self.planner = Planner(graph, home / "own", town)
        trail = trail or Trail(None)
        self.registers = OwnRegisters(self.uploads, self.planner, trail)
        self._views = LoadViews(home / "cache", self.loads, graph)
        self.place = LoadPlace(graph, home, server, trail)
        self.require = require
        self._held: OrderedDict[str, Planned] = OrderedDict()
        self._lock = Lock()

    def tidy(self) -> None:
        """Remove files and records of jobs that are older than seven days."""
        self.uploads.tidy()
        self.jobs.store.tidy()
        self._views.tidy()

    def receive(self, name: str) -> Receiving:
        """Begin to receive a file. Raises UploadRefused."""
        self.tidy()
        return self.uploads.begin(name)

    def received(self, one: Receiving, reader: Reader) -> tuple[Upload, JobRecord]:
        """Keep a file that has come, and begin to plan it. Raises UploadRefused, Busy."""
        upload = self.uploads.finish(one, reader.name)
        return upload, self._start_plan(upload)

    def plan(self, token: str, chosen: ChosenOnPage, reader: Reader) -> JobRecord:
        """Plan a file again with what was chosen. Raises NoSuchUpload, UploadRefused, Busy."""
        upload = self.uploads.get(token).model_copy(update={"chosen": chosen})
        return self._start_plan(upload)

    def make_register(self, token: str, draft: Draft, reader: Reader) -> JobRecord:
        """Save the register of a table, and plan its file by it. Raises as ``OwnRegisters.save``."""
        upload = self.uploads.get(token)
        self.registers.save(token, draft, reader)
        return self._start_plan(upload)

    def land(self, token: str, reader: Reader) -> JobRecord:
        """Begin to land the plan of a file. Raises NoSuchUpload, UploadRefused, Busy."""
        upload, summary = self.uploads.get(token), self.summary(token)
        if summary is None or not summary.may_land:
            raise UploadRefused(
                "这份方案还有没定下的事，或没有可写入的改动。",
                "Something in this plan is still open, or there is nothing to write.",
            )
        return self.jobs.start("land", token, lambda progress: self._land(upload, reader, progress))

    def undo(self, load_id: str, reader: Reader) -> JobRecord:
        """Begin to undo a load. Raises NotAllowed, LoadError, Busy."""
        require_undo(self.loads, load_id, reader, self.require)
        return self.jobs.start(
            "undo", load_id, lambda progress: self._undo(load_id, reader, progress)
        )

    def drop(self, token: str) -> None:
        """Remove a file that is not to be loaded; what works on it is asked to stop."""
        job = self.jobs.store.latest(token)
        if job is not None and job.state == "running":
            self.jobs.store.ask_to_stop(job.id)
        self._forget(token)

    def summary(self, token: str) -> PlanSummary | None:
        """What is known of a file's plan. Raises NoSuchUpload."""
        return read_summary(self.uploads.folder(token))

    def plan_file(self, token: str) -> PlanFile:
        """The items of a file's plan. Raises NoSuchUpload."""
        return PlanFile(self.uploads.folder(token) / "plan.sqlite")

    def load_file(self, id: str) -> PlanFile:
        """What a load changed, as items to be paged and searched. Raises LoadError."""
        return self._views.file(id, ValueText(self.planner.town()))

    def workbook(self, kind: str, id: str, lang: Lang) -> MadeFile:
        """A workbook to take away: ``workbook`` of a kind, or the ``marked`` one of an upload."""
        if kind == "marked":
            upload = self.uploads.get(id)
            return marked(
                self.uploads.path(upload), upload.name, self._faults(upload), self.planner, lang
            )
        return made(id, self.planner, lang)

    def _faults(self, upload: Upload) -> list[RowProblem]:
        """Every fault of a file, from its plan in memory or from another."""
        with self._lock:
            planned = self._held.get(upload.token)
        if planned is None:
            path = self.uploads.path(upload)
            planned = self.planner.plan(path, upload.name, upload.chosen, Silent())
        return planned.plan.problems

    def _start_plan(self, upload: Upload) -> JobRecord:
        return self.jobs.start("plan", upload.token, lambda progress: self._plan(upload, progress))

    def _plan(self, upload: Upload, progress: JobProgress) -> Mapping[str, JsonValue]:
        self._plan_anew(upload, progress)
        self.uploads.write(upload)
        return {"token": upload.token}

    def _land(
        self, upload: Upload, reader: Reader, progress: JobProgress
    ) -> Mapping[str, JsonValue]:
        with self._lock:
            planned = self._held.get(upload.token)
        if planned is None or planned.chosen != upload.chosen:
            planned = self._planned_as_shown(upload, progress)
        try:
            landed = self._landed(planned, reader, progress)
        except PlanOutdated:
            landed = self._landed(self._planned_as_shown(upload, progress), reader, progress)
        self._forget(upload.token)
        return {"load": landed.report.import_id, "notes": [list(note) for note in landed.notes]}

    def _undo(self, load_id: str, reader: Reader, progress: JobProgress) -> Mapping[str, JsonValue]:
        require_undo(self.loads, load_id, reader, self.require)
        landed = undo_load(self.place, load_id, reader, progress)
        return {"undone": load_id, "notes": [list(note) for note in landed.notes]}

    def _landed(self, planned: Planned, reader: Reader, progress: JobProgress) -> Landed:
        self.require(reader, "load")
        return land_plan(self.place, planned, reader, progress)

    def _planned_as_shown(self, upload: Upload, progress: JobProgress) -> Planned:
        """The plan made anew. Raises PlanDiffers where it is not the one that was shown."""
        shown = self.plan_file(upload.token).changes_by_ref()
        planned = self._plan_anew(upload, progress)
        now = self.plan_file(upload.token).changes_by_ref()
        if differs := list(differing(shown, now)):
            self.plan_file(upload.token).add(differs)
            folder = self.uploads.folder(upload.token)
            summary_of(planned.plan, upload.chosen, len(differs)).write(folder)
            raise PlanDiffers(len(differs))
        return planned

    def _plan_anew(self, upload: Upload, progress: JobProgress) -> Planned:
        path = self.uploads.path(upload)
        planned = self.planner.plan(path, upload.name, upload.chosen, progress)
        items = items_of(planned.plan, planned.notes, ValueText(self.planner.town()))
        self.plan_file(upload.token).write(items)
        summary_of(planned.plan, upload.chosen).write(self.uploads.folder(upload.token))
        with self._lock:
            self._held[upload.token] = planned
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return planned

    def _forget(self, token: str) -> None:
        self.uploads.remove(token)
        with self._lock:
            self._held.pop(token, None)
