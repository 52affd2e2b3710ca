"""The addresses at which an agenda is looked at otherwise than on its page: its handout, those that were
kept, pictures of saved views."""

from functools import partial
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from cypher.reader import OPEN_TO
from dashboard.agenda.as_page import page_id
from dashboard.agenda.errors import NoSuchAgenda
from dashboard.agenda.meetings import HANDOUTS
from dashboard.texts import either, lang_of, say
from dashboard.web.handlers.base import Handler
from dashboard.web.handlers.meeting.agendas import AgendaHandler
from graph.errors import GraphError

_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


class AgendaViewHandler(AgendaHandler):
    """The picture of a saved view, as the page of an agenda shows it."""

    async def get(self, name: str) -> None:
        """Its HTML; a sentence where it is gone or not for the reader."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        try:
            marks = (await self.wait(self.site.files())).marks
            work = partial(self.desk.view, name, marks, self.reader, self.lang, self.day())
            found = await self.wait(self.site.executors.quick.run(work))
        except GraphError as error:
            self.set_failed(error)
            self.finish(Markup('<p class="empty">{}</p>').format(either(error, self.lang)))
            return
        large = say("agenda_view_large", self.lang, n=found.records)
        lost = say("agenda_view_lost", self.lang, n=found.lost) if found.lost else ""
        shown = found.svg or Markup('<p class="empty">{}</p>').format(large)
        self.finish(shown + Markup('<p class="muted">{}</p>').format(lost))


class AgendaHandoutHandler(AgendaHandler):
    """An agenda as a handout, printed at this moment."""

    async def get(self, name: str) -> None:
        """The PDF; ``in`` is its language where it is not that of the page. With ``ahead`` one of its
        questions, by its number, is asked so that the PDF comes quickly: ``{"of": how many}``."""
        lang = lang_of(self.get_query_argument("in", None), self.lang)
        try:
            files = await self.wait(self.site.files())
            wanted = await self.wait(
                self.site.executors.files.run(partial(self.wanted, files, name))
            )
            if (ahead := self.get_query_argument("ahead", "")).isdecimal():
                ask = partial(self.desk.ahead, wanted, self.reader, int(ahead))
                self.send_json({"of": await self.wait(self.site.executors.heavy.run(ask))})
                return
            await self.note("download", page_id(name), format="pdf")
            work = partial(self.desk.handout, wanted, self.reader, lang)
            data = await self.wait(self.site.executors.heavy.run(work))
        except GraphError as error:
            self.refuse(error)
            return
        send_pdf(self, data, f"{wanted.agenda.title}.pdf", f"{page_id(name)}.pdf")


class MeetingFileHandler(AgendaHandler):
    """A handout that was kept with the record of a meeting."""

    async def get(self, agenda: str, name: str, file: str) -> None:
        """The PDF."""
        try:
            read = partial(self._read, agenda, name, file)
            data = await self.wait(self.site.executors.files.run(read))
            await self.note("download", f"{page_id(agenda)}/{name}", file=file)
        except GraphError as error:
            self.refuse(error)
            return
        send_pdf(self, data, f"{name}-{file}", f"{name}-{file}")

    def _read(self, agenda: str, name: str, file: str) -> bytes:
        meeting = self.desk.meetings.get(agenda, name)
        folder: Path = self.desk.meetings.folder(agenda, name)
        is_open = meeting.audience in OPEN_TO[self.reader.audience]
        if file not in HANDOUTS.values() or file not in meeting.files or not is_open:
            raise NoSuchAgenda("没有这个文件。", "There is no such file.")
        return (folder / file).read_bytes()


def send_pdf(handler: Handler, data: bytes, name: str, plain: str) -> None:
    """Send a PDF that the browser shows, under a name to keep it by."""
    named = quote(name, safe="")
    handler.set_header(
        "Content-Disposition", f"inline; filename=\"{plain}\"; filename*=UTF-8''{named}"
    )
    handler.set_header("Content-Type", "application/pdf")
    handler.set_header("Content-Security-Policy", _PDF_POLICY)
    handler.finish(data)
