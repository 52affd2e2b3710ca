"""An act taken back: what it changed is as it was, and what it made is gone, where nothing rests on it."""

from collections.abc import Iterator

from graph.change.errors import ChangeRefused, RecordChanged
from graph.change.history import REMOVAL, changes_of, in_force
from graph.change.landing import carry_out
from graph.change.run import Act, ChangeRun
from graph.change.writing import write_records
from graph.client import Graph, Tx
from graph.load.plan.properties import search_text
from graph.load.record import RecordChange
from graph.load.resting import Now, Resting, given_back, records_now, resting_on
from graph.load.table.fields import KINDS
from graph.load.write.noting import WriteLog
from graph.reach import moves, reach_after

_RUN = "MATCH (c:ChangeRun {id: $id}) RETURN c.title, c.titleEn, c.subject, c.action"
_TRIES, _NAMED = 3, 10


def undo_change(graph: Graph, id: str, *, by: str, writes: WriteLog | None = None) -> str:
    """Give back what was before a change, as a change of its own that can be undone too; gives its id.

    Raises ChangeRefused where later loads or changes rest on it, where it was undone before, and
    where there is no such change.
    """
    for left in range(_TRIES - 1, -1, -1):
        try:
            return _undo(graph, id, by, writes)
        except RecordChanged:  # between the look and the locks; look again
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _undo(graph: Graph, id: str, by: str, writes: WriteLog | None) -> str:
    title, title_en, subject = _run_of(graph, id)
    changes = changes_of(graph, id)
    now = records_now(graph, changes)
    if (resting := resting_on(graph, id, changes, now)) is not None:
        raise _rested_on(id, title, title_en, resting)
    back = list(_back(changes, now))
    act = Act("undo", (f"撤销{title}", f"Undo {title_en}"), by, undoes=id)

    def work(tx: Tx, run: ChangeRun) -> str:
        write_records(tx, run, subject, back, writes, {})
        return run.id

    change = carry_out(graph, act, work, writes)
    if moves(back):
        reach_after(graph)
    return change


def _run_of(graph: Graph, id: str) -> tuple[str, str, str]:
    rows = graph.read(_RUN, {"id": id}).rows
    if not rows:
        raise ChangeRefused(f"没有编号为“{id}”的办理。", f"There is no change {id}.")
    if later := in_force(graph, id):
        raise ChangeRefused(
            f"这次办理已由 {later} 撤销。", f"This change has been undone already, by {later}."
        )
    title, title_en, subject, action = map(str, rows[0])
    if action == REMOVAL:
        raise ChangeRefused(
            "个人数据清除后不能恢复。", "A person's data that was removed cannot be given back."
        )
    return title, title_en, subject


def _back(changes: list[RecordChange], now: Now) -> Iterator[RecordChange]:
    """The changes that give back; what search finds a record by is made anew."""
    for change in changes:
        held = now.get(change.identity)
        back = given_back(change, held)
        if back.before is not None and back.after is not None:
            back.before = {name: back.before.get(name) for name in back.after}
        if back.id and back.after is not None:
            text = search_text(KINDS[back.kind], back.id, {**(held or {}), **back.after})
            if text is not None:
                back.after["searchText"] = text
        yield back


def _rested_on(id: str, title: str, title_en: str, resting: Resting) -> ChangeRefused:
    records, more = resting.records[:_NAMED], len(resting.records) - _NAMED
    zh = "、".join(records) + (f" 等 {len(resting.records)} 项" if more > 0 else "")
    en = ", ".join(records) + (f" and {more} more" if more > 0 else "")
    first_zh = "；".join(one for one, _ in resting.later)
    first_en = "; ".join(one for _, one in resting.later)
    return ChangeRefused(
        f"不能撤销“{title}”：后来的改动以它为基础（{zh}）。"
        + (f"请先撤销：{first_zh}。" if first_zh else "没有作任何改动。"),
        f"“{title_en}” cannot be undone: later changes rest on it ({en}). "
        + (f"First undo: {first_en}." if first_en else "Nothing was changed."),
        resting.records,
        [one for one, _ in resting.later],
    )
