"""Steps of records for one reader: which can be taken, taking one, taking one back."""

from collections.abc import Mapping, Sequence
from typing import cast

from cypher.act.action_file import SavedAction
from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionResult, ActionRunner, Possible
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.audit.writes import Writes
from dashboard.auth.access import Access
from dashboard.auth.rights import Right
from dashboard.records.taking_back import may_take_back, take_back
from graph.change.history import HistoryEntry, history_of


class Actions:
    """The saved actions on the graph that ``reports`` reads. Every method asks the graph, and raises GraphError.

    A right is asked for at the moment of doing; what is done has its lines in the trail.
    """

    def __init__(
        self,
        reports: Runner,
        library: ActionLibrary,
        trail: Trail,
        access: Access,
    ) -> None:
        self.library = library
        self._graph, self._trail, self._access = reports.graph, trail, access
        self._runner = ActionRunner(reports.graph, library, reports)

    def find(self, step: str) -> SavedAction:
        """The action of an id, as in ``wish/claim``. Raises UnknownAction, BrokenFile."""
        return self.library.all().find(step)

    def possible(self, reader: Reader, id: str) -> list[Possible]:
        """The steps of a record that the reader has the right to, each with why it cannot be taken."""
        allowed = self._access.gate.allows
        return [
            one for one in self._runner.possible(reader, id) if allowed(reader, _right(one.action))
        ]

    def history(self, id: str) -> Sequence[HistoryEntry]:
        """What was done to a record, the latest first."""
        return history_of(self._graph, id)

    def run(
        self,
        reader: Reader,
        step: str,
        id: str,
        values: Mapping[str, str],
        request: str,
        seen: str = "",
    ) -> ActionResult:
        """Take a step; the same ``request`` again gives the first result. ``seen`` is what the form
        showed of the record.

        Raises NotAllowed, ActionRefused, RecordChanged, BadValue.
        """
        saved = self.find(step)
        self._access.require(reader, _right(saved))
        writes = Writes(self._trail, reader)
        return self._runner.run(reader, step, id, values, seen=seen, request=request, writes=writes)

    def undo(self, reader: Reader, id: str, change: str) -> str:
        """Take a change of a record back; returns the id of the change that does. One's own needs
        less of a right than another's. Raises NotAllowed, NoSuchRecord for a change that the record
        has not, and ChangeError where something rests on it."""
        self._access.require(reader, "act")
        return take_back(self._graph, self._trail, self._access, reader, id, change)

    def may_undo(self, reader: Reader, entry: HistoryEntry) -> bool:
        """Whether taking a change back is offered."""
        return not entry.undoes and may_take_back(self._access.gate, reader, entry)


def _right(saved: SavedAction) -> Right:
    return cast(Right, saved.header.needs)
