"""The addresses of agendas: make and change one, print it, keep its meeting, files that were kept."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dashboard.agenda.as_page import agenda_page, page_id
from dashboard.agenda.desk import AgendaDesk, Wanted
from dashboard.agenda.errors import AgendaRefused, NoSuchAgenda, no_agenda
from dashboard.agenda.model import Agenda, Item
from dashboard.agenda.names import with_names
from dashboard.agenda.page_context import is_open, items_of
from dashboard.agenda.store import added, dropped, files_in, moved, named, replaced
from dashboard.pages.reload import SiteFiles
from dashboard.texts import say
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Head(_Strict):
    title: Annotated[str, Field(max_length=120)]
    day: date | None = None
    audience: Annotated[str, Field(pattern="^(committee|staff)$")] = "committee"
    items: Annotated[list[Item], Field(max_length=20)] = []


class _Added(_Strict):
    items: Annotated[list[Item], Field(min_length=1, max_length=20)]
    before: str = ""


class _Moved(_Strict):
    key: str
    before: str = ""


class _Note(_Strict):
    key: str
    note: Annotated[str, Field(max_length=4000)]


class _Key(_Strict):
    key: str = ""


class AgendaHandler(Handler):
    """What all of them share: the desk of this home, which may be missing."""

    @property
    def desk(self) -> AgendaDesk:
        """The agendas. Raises NoSuchAgenda where the dashboard has no home."""
        if self.site.agendas is None:
            raise NoSuchAgenda("这里没有议程。", "There are no agendas here.")
        return self.site.agendas

    async def answer(
        self, work: Callable[[], Mapping[str, object]], *, long: bool = False, writes: bool = False
    ) -> None:
        """Send what the work comes to as JSON, or why it failed: ``{"wrong": sentence}``. What it
        ``writes`` is on every page of this process once it is answered."""
        executors = self.site.executors
        try:
            answer = await self.wait((executors.heavy if long else executors.files).run(work))
            if writes:
                await self.wait(self.site.newest_files())
        except GraphError as error:
            self.tell_wrong(error)
        else:
            self.send_json(answer)

    def items(
        self, files: SiteFiles, agendas: Mapping[str, Agenda]
    ) -> dict[str, list[dict[str, object]]]:
        """The items of agendas, by the agenda's name, as a list shows them; records by their names
        while the graph answers."""
        pages = [agenda_page(*one, files.pages, files.catalogue) for one in agendas.items()]
        if self.site.states.answers:
            with suppress(GraphError):
                pages = with_names(pages, self.site.runner, self.reader)
        return {
            name: items_of(page, agenda, files, self.lang)
            for page, (name, agenda) in zip(pages, agendas.items(), strict=True)
        }

    def wanted(self, files: SiteFiles, name: str) -> Wanted:
        """An agenda as its file is at this moment, for the day of the address. Raises NoSuchAgenda
        also where it is not for the reader."""
        agenda = self.desk.agendas.get(name)
        if not is_open(agenda, self.reader):
            raise no_agenda(name)
        page = agenda_page(name, agenda, files.pages, files.catalogue)
        pages = {**files.pages, page.id: page}
        shown = SiteFiles(files.catalogue, pages, files.marks)
        return Wanted(name, agenda, page, shown, self.day(), self.site.views)


class AgendaMakeHandler(AgendaHandler):
    """Makes an agenda. The router lets only our own pages in."""

    async def post(self) -> None:
        """``{"name": …, "link": …}``"""

        def work() -> Mapping[str, object]:
            given = self.body_as(_Head)
            if not given.title.strip():
                raise AgendaRefused(
                    say("agenda_title_missing", "zh"), say("agenda_title_missing", "en")
                )
            agenda = Agenda(
                title=given.title.strip(), day=given.day, items=tuple(given.items),
                audience="staff" if given.audience == "staff" else "committee",
            )  # fmt: skip
            name = self.desk.agendas.make(agenda, self.reader)
            return {"name": name, "link": f"{page_id(name)}?lang={self.lang}"}

        await self.answer(work, writes=True)


class AgendaChangeHandler(AgendaHandler):
    """Changes one agenda by one step, so that several people may change it at once."""

    async def post(self, act: str, name: str) -> None:
        """``{"items": […]}`` as they are then; ``added`` holds the keys of what came."""
        files = await self.wait(self.site.files())
        changes = {
            "add": self._add, "move": self._move, "drop": self._drop, "note": self._note,
            "name": self._name,
        }  # fmt: skip

        def work() -> Mapping[str, object]:
            before = {key for key, _ in self.desk.agendas.get(name).keyed()}
            after = self.desk.agendas.change(name, changes[act](), self.reader)
            items = self.items(files, {name: after})[name]
            came = [key for key, _ in after.keyed() if key not in before]
            return {"items": items, "title": after.title, "added": came}

        await self.answer(work, writes=True)

    def _add(self) -> Callable[[Agenda], Agenda]:
        given = self.body_as(_Added)
        return added(given.items, given.before)

    def _move(self) -> Callable[[Agenda], Agenda]:
        given = self.body_as(_Moved)
        return moved(given.key, given.before)

    def _drop(self) -> Callable[[Agenda], Agenda]:
        return dropped(self.body_as(_Key).key)

    def _note(self) -> Callable[[Agenda], Agenda]:
        given = self.body_as(_Note)
        if not given.note.strip():
            return dropped(given.key)
        return replaced(given.key, Item(note=given.note.strip()))

    def _name(self) -> Callable[[Agenda], Agenda]:
        given = self.body_as(_Head)
        if not given.title.strip():
            raise AgendaRefused(
                say("agenda_title_missing", "zh"), say("agenda_title_missing", "en")
            )
        return named(given.title.strip(), given.day, given.audience)


class AgendaRemoveHandler(AgendaHandler):
    """Takes an agenda away; its file and the records of its meetings stay in the home."""

    async def post(self, name: str) -> None:
        """``{}``"""

        def work() -> Mapping[str, object]:
            self.desk.agendas.remove(name, self.reader)
            return {}

        await self.answer(work, writes=True)


class AgendaFreezeHandler(AgendaHandler):
    """Keeps what an agenda shows now as the record of its meeting."""

    async def post(self, name: str) -> None:
        """``{"text": sentence, "name": …}``"""
        files = await self.wait(self.site.files())

        def work() -> Mapping[str, object]:
            meeting = self.desk.freeze(self.wanted(files, name), self.reader)
            text = say("agenda_frozen", self.lang, name=meeting.name)
            return {"text": text, "name": meeting.name}

        await self.answer(work, long=True)


class AgendaListHandler(AgendaHandler):
    """The agendas to which a card can be added, with their items."""

    async def get(self) -> None:
        """``{"agendas": [{name, title, link, items}]}``, the newest first."""
        files = await self.wait(self.site.files())
        await self.answer(partial(self._listed, files))

    def _listed(self, files: SiteFiles) -> Mapping[str, object]:
        agendas = {
            one.name: one.agenda
            for one in files_in(self.desk.agendas.folder.parent)
            if one.agenda is not None and is_open(one.agenda, self.reader)
        }
        items = self.items(files, agendas)
        found = [
            {
                "name": name, "title": one.title, "day": one.day.isoformat() if one.day else "",
                "link": f"{page_id(name)}?lang={self.lang}", "items": items[name],
            }
            for name, one in agendas.items()
        ]  # fmt: skip
        found.sort(key=lambda one: (one["day"], one["name"]), reverse=True)
        return {"agendas": found}
