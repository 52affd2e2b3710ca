"""What a walk asks, each by POST with JSON: the state of the walk stands in the browser."""

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup
from pydantic import ValidationError

from cypher.errors import BadValue
from dashboard.cards.error_html import sentence
from dashboard.explorer import asked
from dashboard.explorer.asking import Asker
from dashboard.explorer.walking import add, around, expand
from dashboard.explorer.way import path, path_in_words
from dashboard.pages.page_model import PathEnds
from dashboard.render.explorer.path_html import path_html
from dashboard.web.handlers.base import Handler
from graph.errors import GraphError

Answer = Mapping[str, object]


class ExplorerHandler(Handler):
    """What the addresses of the explorer share."""

    def sentence_of(self, error: GraphError) -> str:
        """What is said of a failure: a question is no form, though it is asked by POST."""
        return sentence(error, self.lang)

    async def send(self, work: Callable[[], Answer]) -> None:
        """Send what some work comes to as JSON, or why it failed."""
        try:
            answer = await self.wait(self.site.executors.quick.run(work))
        except GraphError as error:
            self.tell_wrong(error)
        else:
            self.send_json(answer)


class ToldPathHandler(ExplorerHandler):
    """What relates two records, as a card of a page says it."""

    async def get(self) -> None:
        """Its HTML; a sentence where there is no path, or where it cannot be looked for."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        try:
            ends = self._ends()
            asker = Asker(self.site.runner, self.reader, self.lang, self.day())
            told = await self.wait(
                self.site.executors.quick.run(
                    partial(path_in_words, asker, ends.start, ends.end, ends.by)
                )
            )
            day = await self.wait(self.site.executors.quick.run(lambda: asker.day))
        except GraphError as error:
            self.set_failed(error)
            self.finish(Markup('<p class="empty">{}</p>').format(sentence(error, self.lang)))
            return
        self.finish(path_html(told, self.lang, day))

    def _ends(self) -> PathEnds:
        given = {name: self.get_query_argument(name, "") for name in ("from", "to", "by")}
        try:
            return PathEnds.model_validate({name: one for name, one in given.items() if one})
        except ValidationError:
            raise BadValue("要写明两端的编号。", "Both ends are needed, each by its id.") from None


class QuestionHandler(ExplorerHandler):
    """One question of a walk. It changes nothing, and may be asked while presenting."""

    async def post(self, question: str) -> None:
        """The answer as JSON; ``{"wrong": sentence}`` where it fails."""
        await self.send(partial(_QUESTIONS[question], self, self.request.body))

    def asker(self, walk: asked.Walk) -> Asker:
        """Who asks, as of the walk's day."""
        return Asker(self.site.runner, self.reader, self.lang, walk.as_of)


def _around(handler: QuestionHandler, body: bytes) -> Answer:
    given = asked.asked(asked.AroundAsked, body)
    return around(handler.asker(given), given.ids, given.shown)


def _expand(handler: QuestionHandler, body: bytes) -> Answer:
    given = asked.asked(asked.ExpandAsked, body)
    part = (given.part.by, given.part.value) if given.part else None
    kind = (given.tie, given.way, given.kind)
    return expand(
        handler.asker(given), given.id, kind, given.shown, given.positions, part, given.all
    )


def _add(handler: QuestionHandler, body: bytes) -> Answer:
    given = asked.asked(asked.AddAsked, body)
    return add(handler.asker(given), given.ids, given.shown, given.positions)


def _path(handler: QuestionHandler, body: bytes) -> Answer:
    given = asked.asked(asked.PathAsked, body)
    walk = (given.shown, given.positions)
    return path(handler.asker(given), given.start, given.end, given.by, *walk)


_QUESTIONS: Mapping[str, Callable[[QuestionHandler, bytes], Answer]] = {
    "around": _around,
    "expand": _expand,
    "add": _add,
    "path": _path,
}
