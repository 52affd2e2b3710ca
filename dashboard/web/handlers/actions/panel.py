"""The next steps of a record as a part of a page, and the choices of their forms."""

from collections.abc import Mapping
from functools import partial

from dashboard.actions import Actions, Asked
from dashboard.actions.asked import asked_in
from dashboard.actions.form import step_form
from dashboard.actions.panel import panel_context, state_of, towards
from dashboard.errors import NoSuchCard, NoSuchPage
from dashboard.render.site import Site
from dashboard.render.templates import environment
from dashboard.texts import say
from dashboard.web.handlers.base import JsonHandler
from graph.model import node_of_id


def actions_of(site: Site) -> Actions:
    """The actions of a site. Raises NoSuchPage where there are none."""
    if site.actions is None:
        raise NoSuchPage("这里不能办理。", "Nothing can be done here.")
    return site.actions


class PanelHandler(JsonHandler):
    """The panel anew, after a step or for another record."""

    async def get(self) -> None:
        """``{"html": …}``; with ``to``, a state, also the step towards it: ``step`` or ``wrong``."""
        token = self.site.access.gate.token(self.request)
        asked = asked_in(
            self.request.query, self.location.lang, token, self.get_query_argument("id", "")
        )
        await self.send(self._panel(asked, self.get_query_argument("to", "")))

    async def _panel(self, asked: Asked, to: str) -> Mapping[str, object]:
        site, actions = self.site, actions_of(self.site)
        today = (await site.states.current()).today
        read = partial(panel_context, actions, site.runner, self.reader, asked, today)
        context = await site.executors.quick.run(read)
        answer: dict[str, object] = {}
        if to:
            kind = node_of_id(asked.id)
            state = await site.executors.quick.run(
                partial(state_of, site.runner, self.reader, asked.id)
            )
            answer = dict(towards(context, kind.__name__ if kind else "", state, to))
        return {"html": panel_html(context), **answer}


class StepChoicesHandler(JsonHandler):
    """The choices of one field of a step that what was typed may mean."""

    async def get(self, step: str, name: str) -> None:
        """``{"choices": [[value, label], …], "more": "…"}``"""
        await self.send(self._choices(step, name, self.get_query_argument("t.typed", "")))

    async def _choices(self, step: str, name: str, typed: str) -> Mapping[str, object]:
        site, lang = self.site, self.location.lang
        saved = actions_of(site).find(step)
        if name not in saved.header.parameters:
            raise NoSuchCard("没有这一项。", "There is no such field.")
        today = (await site.states.current()).today
        form = step_form(site.runner, saved, lang, today, self.reader)
        given = dict(self.location.values)
        found, beside = await site.executors.quick.run(partial(form.search, name, given, typed))
        more = say("more_choices", lang, n=f"{beside:,}") if beside else ""
        return {
            "choices": [list(one) for one in found],
            "more": more or ("" if found else say("no_choice", lang)),
        }


def panel_html(context: Mapping[str, object]) -> str:
    """The panel of one record."""
    return environment().get_template("action_panel.html").render(panel=context)
