"""Ending a record on a day, the usual way; or deleting it, which says what hangs on it."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from cypher.header import Words
from cypher.words import word
from dashboard.actions.asked import STEP
from dashboard.audit.writes import Writes
from dashboard.records.names import names_of
from dashboard.records.service import new_request
from dashboard.records.wording import change_words
from dashboard.texts import LANGS, say
from dashboard.web.handlers.records.form import EditHandler
from graph.entry.held import HeldRecord, held_record
from graph.entry.kinds import is_entered
from graph.entry.leaving import ENDED_BY_STEPS, deletion_of, ending_of, ends_by_form
from graph.entry.problems import NoSuchEntry
from graph.entry.texts import value_of
from graph.entry.writing import write_entry, written_before
from graph.errors import GraphError
from graph.load.record import RecordChange
from graph.load.table.cells import NotAValue
from graph.load.table.fields import fields_of
from graph.model import RELATIONSHIPS, node_of_id

_MOST = 100


class LeavingHandler(EditHandler):
    """The page on which a record is ended, or deleted by who may."""

    async def get(self) -> None:
        """The page."""
        await self.show_leaving(self.get_query_argument("id", ""))

    async def show_leaving(self, id: str, fault: str = "") -> None:
        """Send the page, with why nothing was done."""
        try:
            today = (await self.wait(self.site.states.current())).today
            held, hanging, ending = await self.run(partial(self._read, id, today))
        except GraphError as error:
            self.fail(error)
            return
        step = ENDED_BY_STEPS.get(held.kind, "")
        title = Words(**{one: say("record_remove_of", one, name=held.name) for one in LANGS})
        await self.show(
            "record_remove.html",
            title,
            id=id,
            kind_word=word("kind", held.kind, self.lang),
            back=self.record_link(id),
            can_end=ends_by_form(held.kind),
            step=f"{self.record_link(id)}&{urlencode({STEP: step})}#next" if step else "",
            day=today.isoformat(),
            ending=ending[:_MOST],
            more_ending=max(0, len(ending) - _MOST),
            hanging=hanging[:_MOST],
            more=max(0, len(hanging) - _MOST),
            request=new_request(),
            fault=fault,
            scripts=["account.js"],
        )

    def _read(self, id: str, today: date) -> tuple[HeldRecord, list[str], list[str]]:
        """The record, what goes with it where it is deleted, and what ends with it today."""
        graph = self.site.runner.graph
        held = held_record(graph, id)
        if held is None or not is_entered(held.kind):
            raise NoSuchEntry(id)
        gone = [one for one in deletion_of(graph, id) if not one.id]
        ended = [one for one in ending_of(graph, id, today) if not one.id]
        ids = {end for one in [*gone, *ended] for end in (one.start, one.end)}
        names = names_of(self.site.runner, self.reader, ids)[self.lang]
        town = self.site.runner.catalogue.town

        def listed(records: list[RecordChange]) -> list[str]:
            return [change_words([one], names, self.lang, town) for one in records]

        return (
            held,
            listed(gone),
            listed([replace(one, after=None, action="removed") for one in ended]),
        )

    async def end(self, id: str) -> None:
        """End the record on the day that was given."""
        graph = self.site.runner.graph
        try:
            day = _day(self.get_body_argument("day", ""))
            if await self.is_resent():
                return
            records = await self.run(partial(ending_of, graph, id, day))
            kind = node_of_id(id)
            if kind is not None and not ends_by_form(kind.__name__):
                self.set_status(409)
                await self.show_leaving(id, say("record_ends_by_step", self.lang))
                return
            if records:
                await self.run(partial(self.write_down, "end", id, records))
        except NotAValue:
            self.set_status(422)
            await self.show_leaving(id, say("record_end_day", self.lang))
        except GraphError as error:
            self.set_failed(error)
            await self.show_leaving(id, self.sentence_of(error))
        else:
            self.lead("records/history", id=id)

    def write_down(self, way: Any, id: str, records: Any) -> str:
        """Write changes in the name of who asks."""
        by, request = self.reader.name or "local", self.get_body_argument("request", "")
        writes = Writes(self.site.trail, self.reader)
        graph = self.site.runner.graph
        return write_entry(graph, way, id, records, by=by, request=request, writes=writes).id

    async def is_resent(self) -> bool:
        """Whether this form was carried out before: it leads to the history of its record then."""
        graph, request = self.site.runner.graph, self.get_body_argument("request", "")
        former = await self.run(partial(written_before, graph, request))
        if former is not None:
            self.lead("records/history", id=former.subject)
        return former is not None


class EndHandler(LeavingHandler):
    """Ends a record."""

    async def get(self) -> None:
        """Opened by itself it leads to the page."""
        self.lead("records/leave", id=self.get_query_argument("id", ""))

    async def post(self) -> None:
        """End it."""
        await self.end(self.get_query_argument("id", ""))


class DeleteHandler(EndHandler):
    """Deletes a record with what hangs on it; it can be taken back."""

    async def post(self) -> None:
        """Delete it where it was confirmed."""
        id = self.get_query_argument("id", "")
        if self.get_body_argument("sure", "") != "yes":
            self.set_status(422)
            await self.show_leaving(id, say("record_delete_unsure", self.lang))
            return
        try:
            if await self.is_resent():
                return
            records = await self.run(partial(deletion_of, self.site.runner.graph, id))
            await self.run(partial(self.write_down, "delete", id, records))
        except GraphError as error:
            self.set_failed(error)
            await self.show_leaving(id, self.sentence_of(error))
        else:
            self.lead("records/history", id=id)


def _day(text: str) -> date:
    found = value_of(fields_of(RELATIONSHIPS["WorksAt"])["to"], text)
    if isinstance(found, str):
        return date.fromisoformat(found)
    raise NotAValue
