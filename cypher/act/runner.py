"""Actions carried out: each in one transaction with its event, its stamps and its notes, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cypher.act.action_file import SavedAction
from cypher.act.action_library import ActionLibrary
from cypher.act.admitting import admit_action
from cypher.act.errors import ActionRefused, RecordMissing
from cypher.act.refusals.choosing import refuse_unlisted
from cypher.act.refusals.seen import seen_of
from cypher.act.refusals.wording import note_of
from cypher.act.running import Running, asked
from cypher.act.wish_event import LastEvent, last_event
from cypher.errors import BadValue, UnknownAction
from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.values.parameters import given_or_default, parsed, resolved, to_bind
from graph.change.history import changes_of
from graph.change.landing import Repeated, carry_out
from graph.change.run import Act, ChangeRun
from graph.client import Graph, Tx
from graph.entry.writing import written_before
from graph.identifiers import quote
from graph.load.record import RecordChange
from graph.load.write.noting import WriteLog
from graph.model import node_of_id
from graph.reach import moves, reach_after
from graph.today import today


@dataclass(frozen=True)
class Possible:
    """An action on a record's kind: why it cannot be done now (None: it can), and what its form begins with."""

    action: SavedAction
    refusal: Words | None
    values: dict[str, object]
    note: Words | None = None
    """What is to be known before it is done."""
    seen: str = ""
    """What its form shows of the record; see ``ActionRunner.run``."""


@dataclass(frozen=True)
class ActionResult:
    """What an action has done: the change, the record, how often that is written now, each difference.

    ``repeated``: the same form was carried out before, and this is what it did then.
    """

    change_id: str
    id: str
    rev: int
    changes: Sequence[RecordChange] = field(default_factory=tuple)
    repeated: bool = False


class ActionRunner:
    """Carries out saved actions. Whether somebody may is asked before: it knows no accounts."""

    def __init__(self, graph: Graph, library: ActionLibrary, reports: Runner | None = None) -> None:
        """``reports`` reads the files of choices; without it what is chosen is not looked up."""
        self._graph, self._library, self._reports = graph, library, reports
        self._admitted: set[tuple[str, str]] = set()

    def run(
        self,
        reader: Reader,
        action_id: str,
        id: str,
        values: Mapping[str, object],
        *,
        rev: int | None = None,
        seen: str = "",
        request: str = "",
        writes: WriteLog | None = None,
    ) -> ActionResult:
        """Do an action to a record (``id`` "" where the action makes it), by a reader's name.

        ``rev``: how often the record was written when it was looked at (None: whatever). ``seen``: what
        a form showed of it ("": whatever); others may have changed the rest since. ``request``: a key
        of the form; the same again gives the first result. Raises ActionRefused, RecordChanged,
        RecordMissing, ChangeBusy, ChangeUnsound, BadValue, UnknownAction, NotAdmitted.
        """
        saved = self._approved(action_id)
        _refuse_other_kind(saved, id)
        day = today(self._graph)
        chosen = resolved(saved, values, day.day)  # type: ignore[arg-type]
        self._refuse_unlisted(saved, id, chosen, reader, request)
        given = to_bind(saved, chosen)  # type: ignore[arg-type]
        title = (saved.header.title.zh, saved.header.title.en)
        act = Act(saved.id, title, reader.name, request)

        def work(tx: Tx, run: ChangeRun) -> ActionResult:
            running = Running(tx, run, saved, id, given, rev, day, seen)
            return ActionResult(*running.carried_out(writes))

        try:
            result = carry_out(self._graph, act, work, writes)
        except Repeated as former:
            return self._former(former)
        if moves(result.changes):
            reach_after(self._graph)
        return result

    def _approved(self, id: str) -> SavedAction:
        """The action as it was approved. One of the town's own is admitted again before it first runs,
        whatever its approval says. Raises UnknownAction, NotAdmitted."""
        held = self._library.all()
        saved = held.find(id)
        if not held.approval(saved).holds:
            raise UnknownAction(
                f"操作 {id} 还没有批准，不能办。",
                f"The action {id} has not been approved and cannot be carried out.",
            )
        if saved.source == "own" and (saved.id, saved.digest) not in self._admitted:
            admit_action(self._graph, saved)
            self._admitted.add((saved.id, saved.digest))
        return saved

    def _refuse_unlisted(
        self,
        saved: SavedAction,
        id: str,
        chosen: Mapping[str, object],
        reader: Reader,
        request: str,
    ) -> None:
        """Refuse what is no choice, unless the form was carried out before: it may have been one then."""
        if self._reports is None:
            return
        try:
            refuse_unlisted(self._reports, saved, id, chosen, reader)
        except BadValue:
            if written_before(self._graph, request) is None:
                raise

    def possible(self, reader: Reader, id: str) -> list[Possible]:
        """Every action on the kind of a record, in the order of the buttons. Raises RecordMissing."""
        kind = node_of_id(id)
        actions = self._library.on(kind.__name__) if kind is not None else []
        if kind is None or not actions:
            return []
        text = f"MATCH (n:{quote(kind.__name__)} {{id: $id}}) RETURN properties(n) AS properties"
        rows = self._ask(text, {"id": id})
        if not rows:
            raise RecordMissing(id)
        subject = rows[0]["properties"]
        assert isinstance(subject, dict)
        last = last_event(self._ask, id) if kind.__name__ == "Wish" else None
        now = today(self._graph).moment()
        return [self._possible(reader, saved, id, subject, last, now) for saved in actions]

    def _possible(
        self,
        reader: Reader,
        saved: SavedAction,
        id: str,
        subject: Mapping[str, object],
        last: LastEvent | None,
        now: datetime,
    ) -> Possible:
        """The guard is asked with what the form begins with: what one has yet to choose is empty."""
        begun = {
            name: parsed(name, parameter, given_or_default(name, parameter, {}), now.date())
            if parameter.default is not None
            else None
            for name, parameter in saved.header.parameters.items()
        }
        bound = to_bind(saved, begun)  # type: ignore[arg-type]
        values = {"id": id, "at": now, "actor": reader.name, **bound}
        try:
            row = asked(self._ask, saved, subject, last, values)
        except ActionRefused as refusal:
            return Possible(saved, Words(zh=refusal.zh, en=refusal.en), begun)
        more = row.get("values")
        values = begun | (more if isinstance(more, dict) else {})
        return Possible(saved, None, values, note_of(saved, row), seen_of(saved, dict(subject)))

    def _ask(self, text: str, values: Mapping[str, object]) -> list[dict[str, object]]:
        return self._graph.read(text, values, rows=10).dicts()

    def _former(self, former: Repeated) -> ActionResult:
        kind = node_of_id(former.subject)
        assert kind is not None
        text = f"MATCH (n:{quote(kind.__name__)} {{id: $id}}) RETURN n.rev"
        rev = self._graph.read(text, {"id": former.subject}).value()
        changes = tuple(changes_of(self._graph, former.id))
        return ActionResult(former.id, former.subject, int(rev or 0), changes, repeated=True)


def _refuse_other_kind(saved: SavedAction, id: str) -> None:
    """Refuse an id of another kind of record than the action is for. Raises RecordMissing."""
    kind = node_of_id(id) if id else None
    if not saved.header.new and (kind is None or kind.__name__ != saved.header.on):
        raise RecordMissing(id, writing=True)
