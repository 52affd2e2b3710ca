"""A plan becomes what the graph holds: whole, or not at all, and kept so that it can be taken back."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, replace
from functools import partial
from itertools import islice

from graph.client import Graph, Tx
from graph.errors import GraphError, LoadError
from graph.load.collector import fewer_collections
from graph.load.plan import Plan, PlanOutdated
from graph.load.record import Action
from graph.load.store import LoadRecord, LoadStore
from graph.load.table.problems import FaultyRows
from graph.load.write.landed import LandingUnknown, confirm, has_landed
from graph.load.write.noting import ChangeSum, WriteLog
from graph.load.write.parts import Part, write_in_parts
from graph.load.write.run import ImportReport, Run, sample
from graph.load.write.statements import batches
from graph.load.write.unfinished import take_turn
from graph.progress import Reporter, Silent, Task, no_way_back
from graph.reach import reach_after

ONE_TRANSACTION = 60_000
"""Records that land in one transaction; measured to fit the private server's 768 MB of heap."""


@fewer_collections()
def land(
    graph: Graph,
    plan: Plan,
    *,
    by: str,
    store: LoadStore | None,
    progress: Reporter | None = None,
    undoes: str = "",
    writes: WriteLog | None = None,
) -> ImportReport:
    """Write what a plan says, by a person's name. All of it lands, or nothing.

    With a ``store`` the load can be undone; ``writes`` notes it outside the graph. Raises FaultyRows and LoadError where the plan has
    problems or open questions, and PlanOutdated where the graph is not as it was any more.
    """
    _refuse_unready(graph, plan, store)
    progress = progress or Silent()
    run = Run(plan.file, plan.sha256, by, undoes=undoes)
    landing = _Landing(graph, plan, run, store, progress, writes)
    with progress.task("写入数据", "Loading", len(plan.records)) as task:
        landing.land(task)
    sample(graph, len(plan.records))
    return replace(landing.report(), reach=reach_after(graph, progress))


def _refuse_unready(graph: Graph, plan: Plan, store: LoadStore | None) -> None:
    if plan.problems:
        raise FaultyRows(plan.problems)
    if plan.needs:
        zh, en = plan.needs[0].words
        raise LoadError(
            f"还有 {len(plan.needs)} 个问题要先回答，没有写入任何数据。第一个：{zh}。",
            f"{len(plan.needs)} questions have to be answered first; nothing was written. "
            f"The first: {en}.",
        )
    if store is None and len(plan.records) > ONE_TRANSACTION:
        refuse_unless_empty(
            graph,
            f"往已有数据的图里导入超过 {ONE_TRANSACTION:,} 行，要先存下原来的内容；这里没有地方存。",
            f"More than {ONE_TRANSACTION:,} rows into a graph that holds anything need a place to "
            "keep what was there before, and none was given.",
        )


def refuse_unless_empty(graph: Graph, zh: str, en: str) -> None:
    """Raise LoadError with these words where the graph holds anything but records of loads."""
    text = (
        "MATCH (n) WHERE NOT n:ImportRun AND NOT n:ChangeRun AND NOT n:ModelVersion "
        "AND NOT n:AuditRecord RETURN 1 LIMIT 1"
    )
    if graph.read(text, seconds=60).rows:
        raise LoadError(zh, en)


class _Landing:
    """One plan on its way into the graph."""

    def __init__(
        self,
        graph: Graph,
        plan: Plan,
        run: Run,
        store: LoadStore | None,
        progress: Reporter,
        writes: WriteLog | None,
    ) -> None:
        self._graph, self._plan, self._run, self._store = graph, plan, run, store
        self._progress, self._writes = progress, writes
        self._actions = Counter[Action](record.action for record in plan.records)

    def land(self, task: Task) -> None:
        """Write it; the store has it before the graph does, and forgets it where nothing landed."""
        store, run = self._store, self._run
        with store.landing(run.id) if store else nullcontext():
            try:
                confirm(self._graph, run.id, lambda: self._write(task), store)
            except LandingUnknown:
                raise  # seen to when the server is back: see ``settle``
            except KeyboardInterrupt:
                self._interrupted()
                raise
            except BaseException:
                if store is not None:
                    store.discard(run.id)
                raise
            if store is not None:
                store.landed(run.id)
        if self._writes is not None:
            self._writes.done(run.id)

    def _interrupted(self) -> None:
        """Keep what landed although somebody did not wait for it; what cannot be asked is settled later."""
        if self._store is not None:
            with suppress(GraphError):
                if has_landed(self._graph, self._run.id):
                    self._store.landed(self._run.id)
                else:
                    self._store.discard(self._run.id)

    def report(self) -> ImportReport:
        """What has landed."""
        return report_of(self._plan, self._run.id)

    def _write(self, task: Task) -> None:
        if len(self._plan.records) > ONE_TRANSACTION:
            self._in_parts(task)
            return
        with self._kept() as kept:

            def work(tx: Tx) -> None:
                self._begin(tx, "done")
                self._run.write(tx, batches(self._plan.records), task)
                changes = ChangeSum()
                for some in self._run.audits(self._plan.records):
                    self._run.audit(tx, some)
                    changes.add(some)
                kept.result()
                no_way_back(self._progress)
                self._note(changes)

            self._graph.write_all(work, seconds=600)

    def _note(self, changes: ChangeSum) -> None:
        """Note what is about to be committed."""
        if self._writes is not None:
            self._writes.begun(self._run.id, changes.sha256, changes.count)

    def _begin(self, tx: Tx, state: str) -> None:
        take_turn(tx)
        if self._plan.data_version != self._graph.data_version(at_most_every=0):
            raise PlanOutdated
        self._run.record(tx, state, self._plan.rows, self._actions)

    @contextmanager
    def _kept(self) -> Iterator["Future[None]"]:
        """The load is written to the store meanwhile; wait for it before anything is committed."""
        with ThreadPoolExecutor(1) as pool:
            yield pool.submit(self._keep)

    def _keep(self) -> None:
        if self._store is not None:
            self._store.prepare(self._record(), self._plan.records)

    def _record(self) -> LoadRecord:
        run, plan = self._run, self._plan
        return LoadRecord(
            id=run.id,
            file=run.file,
            sha256=run.sha256,
            at=run.at,
            by=run.by,
            rows=self._plan.rows,
            counts={sheet: dict(counted) for sheet, counted in plan.counts().items()},
            sheets={sheet: asdict(choice) for sheet, choice in plan.choices.sheets.items()},
            accepted=dict(plan.choices.accepted),
            undoes=run.undoes,
        )

    def _in_parts(self, task: Task) -> None:
        self._keep()
        run, changes = self._run, ChangeSum()

        def record(tx: Tx, state: str) -> None:
            if state == "done":
                no_way_back(self._progress)
                self._note(changes)
            run.record(tx, state, self._plan.rows, self._actions)

        write_in_parts(
            self._graph,
            lambda tx: self._begin(tx, "loading"),
            self._parts(changes, task),
            record,
            self._store,
        )

    def _parts(self, changes: ChangeSum, task: Task) -> Iterator[Part]:
        """What is written in one transaction each; ``changes`` is given what is noted of them."""
        run = self._run
        rest = iter(batches(self._plan.records))
        while some := list(islice(rest, 2)):
            yield partial(run.write, batches=some, task=task)
        for notes in run.audits(self._plan.records):
            changes.add(notes)
            yield partial(run.audit, some=notes)


def report_of(plan: Plan, id: str, *, dry_run: bool = False) -> ImportReport:
    """What a plan does, as a load of this id."""
    actions = Counter[Action](record.action for record in plan.records)
    actions["unchanged"] = plan.unchanged.total()
    return ImportReport(id, plan.rows, plan.by_kind, dry_run, dict(+actions))
