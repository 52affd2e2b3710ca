"""The agendas' desk of one running dashboard: prints handouts, keeps records of meetings."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from cypher.header import Words
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from dashboard.agenda.gathered import CardAnswer, Gathered, ItemAnswer, Wanted, gather, questions
from dashboard.agenda.handout import handout
from dashboard.agenda.later.changes import compared
from dashboard.agenda.meetings import FrozenCard, FrozenItem, Meeting, Meetings
from dashboard.agenda.saved_view import ViewPicture, view_picture
from dashboard.agenda.store import Agendas
from dashboard.audit.trail import Trail
from dashboard.edition.content.frozen_answers import as_json
from dashboard.edition.manifest import File
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.explorer.marks.files import Marks
from dashboard.explorer.views.store import Views
from dashboard.texts import LANGS
from graph.model import SHANGHAI


class AgendaDesk:
    """What is done with the agendas of a home. ``seal`` gives the last seal of its trail."""

    def __init__(
        self, runner: Runner, home: Path, font: Path | None, trail: Trail,
        seal: Callable[[], str] = str,
    ) -> None:  # fmt: skip
        self.agendas, self.meetings = Agendas(home, trail), Meetings(home)
        self._runner, self._trail, self._seal = runner, trail, seal
        self._letters, self._views = FontMetrics(font), Views(home)

    def view(
        self, name: str, marks: Marks, reader: Reader, lang: str, day: date | None
    ) -> ViewPicture:
        """The picture of a saved view. Raises NoSuchView, GraphError."""
        return view_picture(self._runner, self._views, marks, name, reader, lang, day)

    def handout(self, wanted: Wanted, reader: Reader, lang: str) -> bytes:
        """An agenda printed now, as PDF. Raises NotMade, GraphError."""
        shown = gather(self._runner, wanted, reader)
        return handout(shown, lang, datetime.now(SHANGHAI), self._letters)

    def ahead(self, wanted: Wanted, reader: Reader, at: int) -> int:
        """Ask one of the questions of a handout, the one numbered from 0, so that its answer is there
        when it is printed; gives how many there are. Raises GraphError."""
        found = questions(self._runner, wanted, reader)
        if 0 <= at < len(found):
            found[at]()
        return len(found)

    def freeze(self, wanted: Wanted, reader: Reader) -> Meeting:
        """Keep what an agenda shows now as the record of its meeting. Raises NotMade,
        AgendaRefused, NameTaken, AuditFailed."""
        shown, at = gather(self._runner, wanted, reader), datetime.now(SHANGHAI)
        day = wanted.agenda.day or at.date()
        printed: dict[str, bytes] = {
            lang: handout(shown, lang, at, self._letters) for lang in LANGS
        }
        self._trail.record("agenda", reader, wanted.name, act="freeze", rows=len(shown.cards))
        tables = {card.id: card.table for card in shown.cards if card.table is not None}
        seal = self._seal()

        def account(name: str, files: dict[str, File]) -> Meeting:
            return Meeting(
                agenda=wanted.name, name=name, title=wanted.agenda.title, day=day,
                as_of=shown.as_of, at=at, by=reader.name, audience=wanted.agenda.audience,
                synthetic=shown.synthetic, provenance=shown.provenance,
                data_version=shown.data_version, lianxin=version("lianxin"),
                items=tuple(map(_item, shown.items)), seal=seal, files=files,
            )  # fmt: skip

        meeting = self.meetings.keep(wanted.name, day, tables, printed, account)
        sum = self.meetings.seal(meeting)
        self._trail.record(
            "agenda", reader, f"{wanted.name}/{meeting.name}", act="frozen", sha256=sum
        )
        return meeting


def _item(one: ItemAnswer) -> FrozenItem:
    return FrozenItem(
        kind=one.item.kind, names="" if one.item.kind == "note" else one.item.names,
        title=one.title, note=one.item.note or "\n".join(one.lines.get("zh", ())), cards=tuple(map(_card, one.cards)), gone=one.gone,
    )  # fmt: skip


def _card(one: CardAnswer) -> FrozenCard:
    saved, table = one.request.saved, one.table
    given = table.parameters if table is not None else {}
    found = _value(one, table) if table is not None else ("", None)
    return FrozenCard(
        id=one.id, title=one.title, kind=one.kind, column=found[0] or None, report=saved.id,
        sha256=hashlib.sha256(saved.text.encode()).hexdigest(), version=saved.version,
        parameters=json.loads(json.dumps(given, default=as_json)),
        rows=len(table.rows) if table is not None else None, value=found[1],
        left_out=None if table is not None else one.wrong or _NOTHING,
    )  # fmt: skip


_NOTHING = Words(zh="没有结果。", en="There was no answer.")


def _value(one: CardAnswer, table: Table) -> tuple[str, int | float | None]:
    """The column that a number shows, and the number."""
    if one.kind != "number":
        return "", None
    changes = compared(table, table, one.kind, one.request.card.value)
    return changes.column, changes.value[1] if changes.value else None


__all__ = ["AgendaDesk", "Gathered", "Wanted"]
