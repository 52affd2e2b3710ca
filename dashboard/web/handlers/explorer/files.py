"""What is shown in a walk, as a file to take away."""

from functools import partial

from dashboard.explorer.asked import TakeAsked, asked
from dashboard.explorer.asking import Asker
from dashboard.explorer.marks.files import Marks
from dashboard.explorer.taken.files import FORMATS, taken
from dashboard.explorer.taken.picture import pictured
from dashboard.texts import say
from dashboard.web.handlers.cards import MEDIA
from dashboard.web.handlers.explorer.questions import ExplorerHandler
from graph.errors import GraphError


class TakeHandler(ExplorerHandler):
    """A file of the records and relationships that the browser names, as far as the reader may see."""

    async def post(self, format: str) -> None:
        """The file, named in the reader's language; ``{"wrong": sentence}`` where it fails."""
        try:
            given = asked(TakeAsked, self.request.body)
            asker = Asker(self.site.runner, self.reader, self.lang, given.as_of)
            marks = (await self.wait(self.site.files())).marks
            make = partial(self._made, asker, given, marks, format)
            data, day = await self.wait(self.site.executors.heavy.run(make))
            await self.note("download", "explore", format=format, rows=len(given.ids))
        except GraphError as error:
            self.tell_wrong(error)
            return
        self.set_header("Content-Type", {**FORMATS, **MEDIA}[format])
        name = say("explored_file_name", self.lang)
        self.name_as(f"{name}_{day}.{format}", f"explorer_{day}.{format}")
        self.finish(data)

    def _made(self, asker: Asker, given: TakeAsked, marks: Marks, format: str) -> tuple[bytes, str]:
        """The file and its day."""
        made = pictured if format in MEDIA else taken
        data = made(asker, given, marks, format)
        return data, asker.day.isoformat()
