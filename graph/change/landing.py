"""A change on its way into the graph: tried again where the server asks for it, and never in doubt."""

import random
from collections.abc import Callable
from threading import BoundedSemaphore, Event
from time import monotonic
from typing import Generic, TypeVar

from graph.change.errors import ChangeBusy, ChangeError, ChangeUnknown
from graph.change.run import Act, ChangeRun, statement
from graph.client import Graph, Tx
from graph.errors import ConnectionFailed, ConstraintViolated, LoadError, StatementFailed, TimedOut
from graph.load.write.noting import WriteLog

T = TypeVar("T")
WITHIN = 10.0
"""Seconds that one try may take, and within which it is tried again."""
_BACK_WITHIN, _ASK_EVERY = 20.0, 0.5
_AGAIN = "Neo.TransientError."
_PAUSE = 0.2
_TURNS = BoundedSemaphore(24)
"""Acts of this process that are under way at one moment: fewer than the driver has connections, so
that those who wait for a record's lock leave some for everybody else."""


class Repeated(Exception):
    """A form was carried out before: as the change ``id``, done to ``subject``."""

    def __init__(self, id: str, subject: str) -> None:
        super().__init__(id)
        self.id, self.subject = id, subject


def refuse_repeated(tx: Tx, request: str) -> None:
    """Look whether a form was carried out before, and whether a large load is under way.

    Called once the record is held. Raises Repeated, and ChangeBusy.
    """
    row = tx.run(statement("former_run"), request=request)[0]
    if row["id"] is not None:
        raise Repeated(str(row["id"]), str(row["subject"]))
    if row["loading"]:
        raise ChangeBusy(by_load=True)


def carry_out(
    graph: Graph, act: Act, work: Callable[[Tx, ChangeRun], T], writes: WriteLog | None = None
) -> T:
    """Do the work in one transaction: all of it lands, or none.

    ``work`` may be called again, each time with a new run. Where the connection breaks while the
    server confirms, it is asked what became of it. Raises ChangeBusy where others are in the way for
    too long, ChangeUnknown where the server does not come back, Repeated, and what ``work`` raises.
    """
    end = monotonic() + WITHIN
    if not _TURNS.acquire(timeout=WITHIN):
        raise ChangeBusy
    try:
        return _carried_out(graph, act, work, writes, end)
    finally:
        _TURNS.release()


def _carried_out(
    graph: Graph,
    act: Act,
    work: Callable[[Tx, ChangeRun], T],
    writes: WriteLog | None,
    end: float,
) -> T:
    while True:
        landing = _Landing(act, work)
        try:
            done = graph.write_all(landing.attempt, seconds=WITHIN)
        except ConnectionFailed as error:
            done = landing.outcome(graph, error)
        except (ConstraintViolated, StatementFailed, LoadError) as error:
            if isinstance(error, TimedOut) or not _may_succeed(error):
                raise _in_words(error) from error
            if monotonic() > end:
                raise ChangeBusy from error
            Event().wait(random.uniform(0.02, _PAUSE))
            continue
        if writes is not None:
            writes.done(landing.run.id)
        return done


class _Landing(Generic[T]):
    """The tries of one call to the server, each of which is a run of its own."""

    def __init__(self, act: Act, work: Callable[[Tx, ChangeRun], T]) -> None:
        self._act, self._work = act, work
        self.run = ChangeRun(act)
        self._result: T | None = None

    def attempt(self, tx: Tx) -> T:
        """Do the work once."""
        self.run = ChangeRun(self._act)
        self._result = result = self._work(tx, self.run)
        return result

    def outcome(self, graph: Graph, error: ConnectionFailed) -> T:
        """What the last try gave, where it has landed. Raises the error where it has not."""
        end, pause = monotonic() + _BACK_WITHIN, Event()
        while self._result is not None:
            text = "MATCH (c:ChangeRun {id: $id}) RETURN count(c)"
            try:
                if graph.read(text, {"id": self.run.id}).value():
                    return self._result
                break
            except ConnectionFailed:
                if monotonic() >= end:
                    raise ChangeUnknown from error
                pause.wait(_ASK_EVERY)
        raise error


def _may_succeed(error: Exception) -> bool:
    """Whether the same may go through the next moment: a circle of waiting, or an id just taken."""
    if isinstance(error, ConstraintViolated):
        return True
    return isinstance(error, StatementFailed) and error.code.startswith(_AGAIN)


def _in_words(error: Exception) -> Exception:
    if isinstance(error, TimedOut) and not isinstance(error, ChangeError):
        return ChangeBusy()
    return ChangeBusy(by_load=True) if isinstance(error, LoadError) else error
