"""POST /act: a step is taken, or a change taken back; a page for a plain form, JSON for the script."""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.actions.asked import CHANGE, Asked
from dashboard.pages import record_page_of
from dashboard.pages.location import Location
from dashboard.texts import say
from dashboard.web.handlers.access.sign_in import FormHandler
from dashboard.web.handlers.actions.panel import actions_of
from dashboard.web.handlers.pages import PageHandler
from graph.errors import GraphError

_OWN = ("token", "action", "id", "request", "undo", "seen")
"""Fields of the form beside the values of a step."""


class ActHandler(FormHandler, PageHandler):
    """Takes a step of a record. Its route asks for the right to act, the step for its own."""

    async def get(self, path: str = "") -> None:
        """What the address shows when it is opened: the record, for a step is only taken by a form."""
        id = self.get_query_argument("id", "")
        page = f"record?{urlencode({'id': id, 'lang': self.lang})}" if id else f"?lang={self.lang}"
        self.redirect(f"{self.site.network.root}{page}")

    async def post(self) -> None:
        """The record with what was done, or the form again with the sentence why it was not."""
        form = {name: self.get_body_argument(name, "") for name in self.request.body_arguments}
        try:
            change, id, note = await self.wait(
                self.site.executors.quick.run(lambda: self._carried_out(form))
            )
        except GraphError as error:
            await self._refused(form, error)
            return
        pairs = {"id": id, "lang": self.lang, CHANGE: change}
        address = f"record?{urlencode(pairs)}"
        if self._is_script:
            self.send_json({"next": address, "text": note, "change": change, "id": id})
        else:
            self.redirect(f"{self.site.network.root}{address}#next", status=303)

    @property
    def _is_script(self) -> bool:
        return "X-Lianxin" in self.request.headers

    def _carried_out(self, form: Mapping[str, str]) -> tuple[str, str, str]:
        """The id of the change, of the record, and what is said of it."""
        actions, lang, id = actions_of(self.site), self.lang, form.get("id", "")
        if form.get("undo"):
            change = actions.undo(self.reader, id, form["undo"])
            return change, id, say("steps_undone", lang)
        step = form.get("action", "")
        values = {k: v.strip() for k, v in form.items() if k not in _OWN and v.strip()}
        request, seen = form.get("request", ""), form.get("seen", "")
        result = actions.run(self.reader, step, id, values, request, seen)
        if result.repeated:
            return result.change_id, result.id, say("steps_repeated", lang)
        title = actions.find(step).header.title.get(lang)
        return result.change_id, result.id, say("steps_did", lang, title=title)

    async def _refused(self, form: Mapping[str, str], error: GraphError) -> None:
        """The sentence beside the button, what was typed being kept."""
        wrong, id = self.sentence_of(error), form.get("id", "")
        self.set_failed(error)
        if self._is_script:
            self.send_json({"wrong": wrong})
            return
        values = {name: value for name, value in form.items() if name not in _OWN}
        token = self.site.access.gate.token(self.request)
        asked = Asked(self.lang, token, id, form.get("action", ""), values, wrong=wrong)
        files = await self.wait(self.site.files())
        page = record_page_of(files.pages, id).id if id else files.page_making(asked.step)
        if page is None:
            self.refuse(error)
            return
        await self.show(files, Location(page, self.lang, None, {"id": id} if id else {}), asked)
