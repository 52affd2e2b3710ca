"""A plan landed, or a load undone: a backup before the first of a day, then whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cypher.format import format_number
from cypher.reader import Reader
from dashboard.audit.elsewhere import seal_after_write, seal_for
from dashboard.audit.trail import Trail
from dashboard.audit.writes import Writes
from dashboard.auth.rights import Right
from dashboard.imports.plans.planning import Planned
from graph.backup.automatic import Server, backup_before_first_load
from graph.client import Graph
from graph.load import ImportReport, LoadStore, land, undo
from graph.progress import Reporter

Require = Callable[[Reader, Right], None]
"""Looks up now whether a reader has a right, and raises NotAllowed where not."""


@dataclass(frozen=True)
class LoadPlace:
    """Where loads land: a graph, the home that keeps them, whether its server is the private one, the home's
    trail."""

    graph: Graph
    home: Path
    server: Server
    trail: Trail = field(default_factory=lambda: Trail(None))

    @property
    def store(self) -> LoadStore:
        """What each load was and changed."""
        return LoadStore(self.home / "loads")


@dataclass(frozen=True)
class Landed:
    """A load that has landed; ``backup_seconds`` is what the backup before it took, None without."""

    report: ImportReport
    backup_seconds: float | None

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What is told beside: that a backup was made and how long it took, what has no reach."""
        found = []
        if self.backup_seconds is not None:
            zh, en = (format_number(self.backup_seconds, lang) for lang in ("zh", "en"))
            found.append(
                (
                    f"写入前先做了今天的备份，用时 {zh} 秒。",
                    f"A backup was made first, the first of today; it took {en} s.",
                )
            )
        unplaced = self.report.reach.unplaced_words
        return [*found, unplaced] if unplaced else found


def require_undo(store: LoadStore, load_id: str, reader: Reader, require: Require) -> None:
    """Make sure that a reader may undo a load: their own, or another's by a right to that.

    Raises NotAllowed, LoadError where there is no such load.
    """
    require(reader, "load")
    if store.get(load_id).by != reader.name:
        require(reader, "undo_others")


def land_plan(place: LoadPlace, planned: Planned, reader: Reader, progress: Reporter) -> Landed:
    """Write a plan. Raises PlanOutdated where somebody wrote since it was made, LoadError,
    AuditFailed."""
    seconds, plan = _backed_up(place, progress), planned.plan
    writes = Writes(place.trail, reader)
    place.trail.record("load", reader, plan.file, rows=plan.rows, sha256=plan.sha256)
    report = land(
        place.graph, plan, by=reader.name, store=place.store, progress=progress, writes=writes
    )
    seal_after_write(place.trail, place.graph)
    return Landed(report, seconds)


def undo_load(place: LoadPlace, load_id: str, reader: Reader, progress: Reporter) -> Landed:
    """Give back what was there before a load. Raises LoadError where later ones rest on it."""
    seconds = _backed_up(place, progress)
    place.trail.record("undo", reader, load_id)
    report = undo(
        place.graph, load_id, by=reader.name, store=place.store, progress=progress,
        writes=Writes(place.trail, reader),
    )  # fmt: skip
    seal_after_write(place.trail, place.graph)
    return Landed(report, seconds)


def _backed_up(place: LoadPlace, progress: Reporter) -> float | None:
    made = backup_before_first_load(
        place.graph, place.home, place.server, progress, seal=seal_for(place.trail, "backup")
    )
    return made.seconds if made else None
