"""The form of one record: shown, looked at while one types, and saved."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from cypher.header import Words
from cypher.words import word
from dashboard.records.service import new_request
from dashboard.texts import LANGS, say
from dashboard.web.handlers.errors import failed_html
from dashboard.web.handlers.records.record_page import RecordPage
from graph.change.errors import RecordChanged, RecordMissing
from graph.entry.held import HeldRecord
from graph.entry.saving import Entry, Outcome, WholeFormNeeded
from graph.errors import GraphError
from graph.model import NODES

_BEFORE, _CHOICE, _ACCEPT = "was.", "which.", "accept."
_SLOT = "f."


class EditHandler(RecordPage):
    """The form of a record, which ``id`` names."""

    async def get(self) -> None:
        """The form."""
        id = self.get_query_argument("id", "")
        try:
            held, context = await self.run(partial(self.desk.form, id, self.lang))
        except GraphError as error:
            self.fail(error)
            return
        await self.show_form(held.kind, held, context)

    def fail(self, error: GraphError) -> None:
        """The shell's page with why it cannot be shown."""
        self.set_failed(error)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(failed_html(self, error))

    async def show_form(
        self,
        kind: str,
        held: HeldRecord | None,
        context: dict[str, Any],
        *,
        request: str = "",
        **more: Any,
    ) -> None:
        """Send the form."""
        named = {lang: word("kind", kind, lang) for lang in LANGS}
        if held is not None:
            title = Words(**{one: say("record_edit_of", one, name=held.name) for one in LANGS})
        else:
            title = Words(**{one: say("record_new", one, kind=named[one]) for one in LANGS})
        await self.show(
            "record_form.html",
            title,
            kind=kind,
            kind_word=named[self.lang],
            id=held.id if held else "",
            mark=held.mark(self.lang) if held else "",
            back=self.record_link(held.id) if held else "",
            request=request or new_request(),
            **{"notice": "", "fault": "", "restored": False, **context, **more},
        )


class NewHandler(EditHandler):
    """The form of a new record. ``kind`` names what it is to be."""

    async def get(self) -> None:
        """The form."""
        kind = self.get_query_argument("kind", "")
        try:
            context = await self.run(partial(self.desk.new, kind, self.lang))
        except GraphError as error:
            self.fail(error)
            return
        await self.show_form(kind, None, context)


class SaveHandler(EditHandler):
    """Takes a form. What is open comes back in the form, with what was typed."""

    async def get(self) -> None:
        """Opened by itself it leads to the form."""
        self.lead("records/edit", id=self.get_query_argument("id", ""))

    async def post(self) -> None:
        """Save, and show the form again with what was saved, what is wrong, or what both changed."""
        entry, request = self.entry(), self.get_body_argument("request", "")
        desk = self.desk
        try:
            outcome = await self.run(partial(desk.save, entry, request, self.reader, self.lang))
        except WholeFormNeeded:
            self.set_status(412)
            self.send_json({})
            return
        except (RecordChanged, RecordMissing):
            await self._show_again(entry, request)
            return
        except GraphError as error:
            await self._keep(entry, request, error)
            return
        if outcome.is_open:
            self.set_status(409 if outcome.merged.meetings else 422)
            await self._again(entry, outcome, request)
            return
        try:
            await self._saved(entry, outcome)
        except GraphError as error:
            self.fail(error)

    async def _saved(self, entry: Entry, outcome: Outcome) -> None:
        desk, lang = self.desk, self.lang
        if outcome.repeated:
            notice = say("record_repeated", lang)
        elif not outcome.change:
            notice = say("record_same", lang)
        elif not entry.id:
            notice = say("record_created", lang)
        else:
            words = await self.run(partial(desk.change_sentence, outcome, lang))
            notice = say("record_saved", lang, changes=words)
        if entry.mark and not any("|" in slot for slot in entry.mine):
            await self._tell(entry, outcome, notice)
            return
        theirs = ""
        if entry.id and outcome.change:
            theirs = await self.run(partial(desk.with_theirs, entry, outcome, lang))
        held, context = await self.run(partial(desk.form, outcome.id, lang))
        await self.show_form(
            held.kind, held, context, notice=" ".join(filter(None, (notice, theirs))),
            change=outcome.change,
        )  # fmt: skip

    async def _tell(self, entry: Entry, outcome: Outcome, notice: str) -> None:
        """What is new on the form that is open already, where fields of the record alone were sent."""
        held = await self.run(partial(self.desk.held, outcome.id))
        texts = held.texts(self.lang)
        query = urlencode({"id": held.id, "lang": self.lang})
        history = f"{self.site.network.root}records/history?{query}" if outcome.change else ""
        self.send_json(
            {
                "notice": notice, "history": history, "word": say("record_history", self.lang),
                "mark": held.mark(self.lang), "request": new_request(),
                "texts": {slot: texts[slot] for slot in entry.mine},
                "heading": say("record_edit_of", self.lang, name=held.name),
            }
        )  # fmt: skip

    async def _again(self, entry: Entry, outcome: Outcome, request: str) -> None:
        context = await self.run(partial(self.desk.again, entry, outcome, self.lang))
        met, wrong = len(outcome.merged.meetings), len(outcome.problems)
        fault = say("record_met", self.lang) if met else say(
            "record_wrong_one" if wrong == 1 else "record_wrong", self.lang, n=wrong
        )  # fmt: skip
        whole = [one.get(self.lang) for one in outcome.problems if not one.slot]
        await self.show_form(
            entry.kind, outcome.held, context, request=request, fault=" ".join([fault, *whole]),
            refused=True,
        )  # fmt: skip

    async def _show_again(self, entry: Entry, request: str) -> None:
        outcome = await self.run(partial(self.desk.look, entry, self.lang))
        self.set_status(409)
        await self._again(entry, outcome, request)

    async def _keep(self, entry: Entry, request: str, error: GraphError) -> None:
        """The form as it was sent, with why it was not saved; the sentence alone where that fails too."""
        try:
            outcome = await self.run(partial(self.desk.look, entry, self.lang))
            context = await self.run(partial(self.desk.again, entry, outcome, self.lang))
        except GraphError:
            self.fail(error)
            return
        self.set_failed(error)
        await self.show_form(
            entry.kind, outcome.held, context, request=request, fault=self.sentence_of(error),
            refused=True,
        )  # fmt: skip

    def entry(self) -> Entry:
        """What was sent."""
        before: dict[str, str] = {}
        mine: dict[str, str] = {}
        choices: dict[str, str] = {}
        accepted: set[str] = set()
        for name in self.request.body_arguments:
            text: str = self.get_body_argument(name, "", strip=False)
            if name.startswith(_BEFORE):
                before[name.removeprefix(_BEFORE)] = text
            elif name.startswith(_SLOT):
                mine[name.removeprefix(_SLOT)] = text.replace("\r\n", "\n")
            elif name.startswith(_CHOICE):
                choices[name.removeprefix(_CHOICE)] = text
            elif name.startswith(_ACCEPT):
                accepted.add(name.removeprefix(_ACCEPT))
        for slot, choice in choices.items():
            if choice == "theirs":
                mine[slot] = before.get(slot, "")
                if slot.endswith("|*"):
                    mine = {n: t for n, t in mine.items() if not n.startswith(f"{slot[:-1]}+")}
        kind = self.get_body_argument("kind", "")
        id = self.get_body_argument("id", "")
        mark = self.get_body_argument("mark", "")
        return Entry(kind if kind in NODES else "", id, before, mine, frozenset(accepted), mark)


class CheckHandler(SaveHandler):
    """Looks at a form while it is filled in; nothing is written."""

    async def post(self) -> None:
        """``{"problems": {slot: [sentence, …]}}``"""
        entry = self.entry()
        try:
            outcome = await self.run(partial(self.desk.look, entry, self.lang))
        except GraphError as error:
            self.set_failed(error)
            self.send_json({"wrong": self.sentence_of(error)})
            return
        found: dict[str, list[str]] = {}
        for one in outcome.problems:
            found.setdefault(one.slot, []).append(one.get(self.lang))
        self.send_json({"problems": found})


class PickHandler(RecordPage):
    """The records that may stand at the other end of a relationship, found by name and pinyin."""

    async def get(self) -> None:
        """``{"choices": ["名称 编号", …]}``"""
        kind, head = self.get_query_argument("kind", ""), self.get_query_argument("of", "")
        name, _, way = head.partition("|")
        typed = self.get_query_argument("q", "")
        try:
            offered = await self.run(partial(self.desk.offered, kind, name, way, typed))
        except GraphError as error:
            self.set_failed(error)
            self.send_json({"wrong": self.sentence_of(error)})
            return
        self.send_json({"choices": [f"{called} {id}" for id, called in offered]})
