"""Since when a page is compared: a meeting whose figures were kept, or a day; and what changed for each
of its cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cypher.errors import BadValue
from cypher.format import format_day
from cypher.reader import OPEN_TO, Reader
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.agenda.errors import NoSuchAgenda
from dashboard.agenda.later.changes import Changes, compared
from dashboard.agenda.meetings import FrozenCard, Meeting, Meetings, given_of
from dashboard.cards.card_html import Answer
from dashboard.texts import say

NAME = "since"
"""Its name in an address, among those of a table's state: no report takes it for a parameter."""
MOST_OFFERED = 12


@dataclass(frozen=True)
class Since:
    """A day, and where it is that of a kept meeting what was shown then."""

    day: date
    meeting: Meeting | None = None
    kept: Mapping[str, Table] = field(default_factory=dict)

    def words(self, lang: str) -> str:
        """What it is called."""
        if self.meeting is None:
            return say("since_of_day", lang, day=format_day(self.day, lang))
        day = format_day(self.meeting.day, lang)
        return say("since_meeting", lang, title=self.meeting.title, day=day)


@dataclass(frozen=True)
class CardSince:
    """What changed on a card; ``wrong`` is the key of why that cannot be said. ``is_kept`` says that
    the figures of then are those that were kept at the meeting."""

    changes: Changes | None = None
    wrong: str = ""
    is_kept: bool = False


def since_of(text: str, meetings: Meetings | None, reader: Reader) -> Since:
    """What an address means: ``2025-07-25``, or ``AGENDA/RECORD``. Raises BadValue, NoSuchAgenda."""
    agenda, slash, name = text.partition("/")
    if slash and meetings is not None:
        meeting = meetings.get(agenda, name)
        if meeting.audience not in OPEN_TO[reader.audience]:
            raise NoSuchAgenda(
                f"没有“{name}”的会议记录。", f"There is no record of a meeting {name!r}."
            )
        return Since(meeting.as_of, meeting, meetings.answers(meeting))
    try:
        return Since(date.fromisoformat(text))
    except ValueError:
        raise BadValue(
            say("since_bad", "zh", text=text), say("since_bad", "en", text=text)
        ) from None


def offered(meetings: Meetings | None, reader: Reader) -> list[Meeting]:
    """The meetings with which a reader may compare, the newest first."""
    if meetings is None:
        return []
    return [one for one in meetings.all() if one.audience in OPEN_TO[reader.audience]][
        :MOST_OFFERED
    ]


def card_since(runner: Runner, answer: Answer, since: Since, reader: Reader) -> CardSince:
    """What changed on a card: beside what was kept of the same report with the same values, else
    beside the report asked again for that day. Raises GraphError."""
    table, saved = answer.table, answer.saved
    value = answer.card.value
    frozen = _kept(since, table, answer.kind)
    if frozen is not None:
        return CardSince(compared(frozen, table, answer.kind, value), is_kept=True)
    if table.as_of is None or saved.header.no_past is not None:
        return CardSince(wrong="since_no_past")
    if since.day >= table.as_of:
        return CardSince(wrong="since_not_after")
    given = {**table.parameters, "as_of": since.day}
    before = runner.run(saved, given, reader=reader)
    return CardSince(compared(before, table, answer.kind, value))


def _kept(since: Since, table: Table, kind: str) -> Table | None:
    """What the meeting was shown of the same report with the same values."""
    if since.meeting is None:
        return None
    wanted = given_of(table.parameters)
    fitting = [one for one in since.meeting.cards() if _is_same(one, table, wanted)]
    alike = next((one for one in fitting if one.kind == kind), fitting[0] if fitting else None)
    return since.kept.get(alike.id) if alike is not None else None


def _is_same(one: FrozenCard, table: Table, wanted: str) -> bool:
    return one.left_out is None and one.report == table.id and given_of(one.parameters) == wanted
