"""What a command completes first: a restore that was cut off, and removals of persons."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.cli.shared import Run
    from graph.client import Graph


def settle_restored(run: "Run", graph: "Graph") -> None:
    """Complete a restore that was cut off, or clear it away. Raises GraphError."""
    from graph.backup.drafts import remove_draft
    from graph.backup.restoring import Restore, settle_restore

    remove_draft(run.settings.home)
    cut_off = Restore.found(run.settings.home)
    settled = settle_restore(graph, run.settings.home, run.progress())
    if settled == "done":
        run.note("上次中断的恢复已经完成。", "The restore that was cut off is completed.")
        if cut_off is not None and cut_off.journal.before:
            file = Path(cut_off.journal.before).name
            run.note(
                f"此前的数据保存在 backups/{file}。",
                f"What there was before is kept in backups/{file}.",
            )
    if settled == "undone":
        run.note(
            "上次的恢复被中断，数据没有改动。", "A restore was cut off; the data is as it was."
        )


def settle_removed(run: "Run", graph: "Graph") -> None:
    """Complete removals that were cut off; remove again whom a backup brought back.

    Where that fails it is said, and tried again the next time: nothing else waits for it.
    """
    from graph.removal.journal import Removals

    if not Removals(run.settings.home).all():
        return
    from dashboard.imports.landing import LoadPlace
    from dashboard.removal.removing import settle_removals
    from graph.errors import GraphError
    from graph.removal.journal import RemovalUnderWay

    place = LoadPlace(graph, run.settings.home, run.server, run.trail)
    try:
        ids = settle_removals(place, run.progress())
    except RemovalUnderWay:  # another process does it
        return
    except GraphError as error:
        run.note(
            f"有人的个人数据还没有清除完，下次再试。{error.zh}",
            f"Somebody's personal data are not removed to the end; it is tried again. {error.en}",
        )
        return
    if ids:
        zh, en = "、".join(ids), ", ".join(ids)
        run.note(
            f"已清除过的个人数据又出现或没有清完，已再次清除：{zh}。",
            f"Personal data that had been removed was back, or not removed to the end; it is now: {en}.",
        )
