"""The history of a record, and the taking back of one change."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from cypher.format import format_value
from cypher.header import Words
from cypher.words import word
from dashboard.records.names import names_of
from dashboard.records.taking_back import may_take_back, take_back
from dashboard.records.wording import value_words, who_words
from dashboard.texts import DOT, LANGS, either, say
from dashboard.web.handlers.records.form import EditHandler
from graph.change import ChangeRefused, HistoryEntry, Origin, history_of, origin_of
from graph.entry.held import HeldRecord, held_record
from graph.errors import GraphError
from graph.load.plan.describing import field_changes
from graph.load.record import RecordChange
from graph.load.table.fields import KINDS
from graph.model import about_fields, node_of_id


def _ids_in(names: Iterable[str]) -> list[str]:
    """The ids of nodes in names of records: a relationship is named by its ends."""
    return list(dict.fromkeys(one for name in names for one in name.split() if node_of_id(one)))


class HistoryHandler(EditHandler):
    """Every change of a record and its relationships. ``id`` names it; one that was deleted has one too."""

    async def get(self) -> None:
        """The page."""
        notice = say("record_undone", self.lang) if self.get_query_argument("did", "") else ""
        if self.get_query_argument("merged", ""):
            notice = say("merge_did", self.lang)
        await self.show_history(self.get_query_argument("id", ""), notice=notice)

    async def show_history(
        self, id: str, *, notice: str = "", fault: str = "", resting: Iterable[str] = ()
    ) -> None:
        """Send the page, with what was taken back, or why it was not: ``resting`` names the records that rest on it."""
        others = [one for one in _ids_in(resting) if one != id]
        try:
            held, entries, origin = await self.run(partial(self._read, id))
            names = await self.run(partial(self._names, others))
        except GraphError as error:
            self.fail(error)
            return
        kind = node_of_id(id)
        name = held.name if held else id
        title = Words(**{one: say("record_history_of", one, name=name) for one in LANGS})
        await self.show(
            "record_history.html",
            title,
            id=id,
            kind_word=word("kind", kind.__name__, self.lang) if kind else "",
            back=self.record_link(id) if held else "",
            entries=entries,
            origin=origin,
            notice=notice,
            fault=fault,
            resting=[(one, names.get(one, one)) for one in others],
            scripts=["account.js"],
        )

    def _read(self, id: str) -> tuple[HeldRecord | None, list[dict[str, Any]], str]:
        """The record, what has happened to it, and the sentence of the load that it came with."""
        graph = self.site.runner.graph
        found = history_of(graph, id)
        ids = {e for one in found for r in one.records for e in (r.id, r.start, r.end) if e}
        names = self._names(ids)
        entries = [self._entry(one, id, names) for one in found]
        return held_record(graph, id), entries, self._origin(origin_of(graph, id))

    def _names(self, ids: Collection[str]) -> dict[str, str]:
        return names_of(self.site.runner, self.reader, ids)[self.lang]

    def _origin(self, origin: Origin | None) -> str:
        if origin is None:
            return ""
        at, by = format_value(origin.at, self.lang), who_words(origin.by, self.lang)
        if origin.by == "seed":
            return say("record_origin_seed", self.lang, load=origin.load, at=at)
        return say("record_origin", self.lang, file=origin.file, load=origin.load, by=by, at=at)

    def _entry(self, one: HistoryEntry, id: str, names: dict[str, str]) -> dict[str, Any]:
        title = one.title[0 if self.lang == "zh" else 1]
        return {
            "id": one.id,
            "at": format_value(one.at, self.lang),
            "by": who_words(one.by, self.lang),
            "title": title or one.action or say("record_load", self.lang),
            "undo": may_take_back(self.site.access.gate, self.reader, one),
            "with": one.subject.partition(" +")[2] if one.action == "record/together" else "",
            "undone": bool(one.undone_by),
            "load": one.is_load,
            "records": [self._record(record, id, names) for record in one.records],
        }

    def _record(self, record: RecordChange, id: str, names: dict[str, str]) -> dict[str, Any]:
        kind, lang = KINDS[record.kind], self.lang
        title = kind.zh if lang == "zh" else kind.en
        if not record.id:
            other = record.end if record.start == id else record.start
            title += f"{DOT}{names.get(other, other)}"
        elif record.id != id:
            title += f"{DOT}{names.get(record.id, record.id)}"
        about, town = about_fields(kind), self.site.runner.catalogue.town
        fields = [
            {
                "label": either(about[change.field], lang),
                "before": value_words(record.kind, change.field, change.before, lang, town)
                if record.before is not None else "",
                "after": value_words(record.kind, change.field, change.after, lang, town)
                if record.after is not None else "",
            }
            for change in field_changes(record, {})
            if change.field in about
        ]  # fmt: skip
        return {
            "title": title,
            "action": word("load_action", record.action, lang),
            "fields": fields,
        }


class UndoHandler(HistoryHandler):
    """Takes one change back."""

    async def get(self) -> None:
        """Opened by itself it leads to the history."""
        self.lead("records/history", id=self.get_query_argument("id", ""))

    async def post(self) -> None:
        """Take it back, or say what rests on it."""
        id, change = self.get_query_argument("id", ""), self.get_body_argument("change", "")
        site = self.site
        undo = partial(take_back, site.runner.graph, site.trail, site.access, self.reader)
        try:
            await self.run(partial(undo, id, change))
        except GraphError as error:
            self.set_failed(error)
            resting = error.records if isinstance(error, ChangeRefused) else ()
            await self.show_history(id, fault=self.sentence_of(error), resting=resting)
            return
        self.lead("records/history", id=id, did=change)
