"""Two records that become one: the other is chosen, what moves is shown, then it is written as one change."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from cypher.header import Words
from cypher.words import word
from dashboard.audit.writes import Writes
from dashboard.records.service import new_request
from dashboard.records.wording import value_words
from dashboard.texts import LANGS, either, say
from dashboard.web.handlers.records.form import EditHandler
from graph.entry.held import HeldRecord, held_record
from graph.entry.merger import PLACE, Merger, MergerPlan, can_merge, plan_merger
from graph.entry.problems import NoSuchEntry
from graph.entry.writing import write_entry, written_before
from graph.errors import GraphError
from graph.load.plan.mergers.merging import MERGERS
from graph.load.record import RecordChange
from graph.model import NODES, RELATIONSHIPS, about_fields

_NAMED = 12


@dataclass
class _Group:
    """Relationships of one kind that move, end or stay: how many, and the names of some."""

    title: str
    count: int = 0
    names: list[str] = field(default_factory=list)


class MergeHandler(EditHandler):
    """The page. ``id`` is who goes, ``into`` who stays, ``day`` from when on they are one."""

    async def get(self) -> None:
        """The other one to be chosen; once it is, what would move."""
        notice = say("merge_did", self.lang) if self.get_query_argument("did", "") else ""
        await self.show_merger(notice=notice)

    async def post(self) -> None:
        """Merge the two, where they are as they were shown."""
        try:
            change = await self.run(self._merged)
        except GraphError as error:
            self.set_failed(error)
            await self.show_merger(fault=self.sentence_of(error))
            return
        if not change:
            self.set_status(409)
            await self.show_merger(fault=say("merge_changed", self.lang))
            return
        self.lead("records/history", id=self.get_query_argument("into", ""), merged=change)

    def _merged(self) -> str:
        graph, key = self.site.runner.graph, self.get_body_argument("request", "")
        if former := written_before(graph, key):
            return former.id
        plan = plan_merger(graph, self._merger(), town=self.site.runner.catalogue.town)
        for one in plan.problems:
            raise NotMerged(one.zh, one.en)
        if any(self.get_body_argument(f"rev.{id}", "") != str(n) for id, n in plan.revs.items()):
            return ""
        return write_entry(
            graph, "merge", plan.into.id, plan.records, by=self.reader.name or "local",
            ends=plan.revs, request=key, writes=Writes(self.site.trail, self.reader),
        ).id  # fmt: skip

    def _merger(self) -> Merger:
        into = (self.get_query_argument("into", "").split() or [""])[-1]
        try:
            day = date.fromisoformat(self.get_query_argument("day", ""))
        except ValueError:
            raise NotMerged(
                "日期看不懂，请写成 2026-03-01 的样子。",
                "The day cannot be read; write it as 2026-03-01.",
            ) from None
        names = self.request.body_arguments
        taken = frozenset(
            name.removeprefix("take.") for name in names
            if name.startswith("take.") and self.get_body_argument(name) == "old"
        )  # fmt: skip
        return Merger(self.get_query_argument("id", ""), into, day, taken)

    async def show_merger(self, *, notice: str = "", fault: str = "") -> None:
        """Send the page, with what would move where the other one is chosen."""
        id, chosen = self.get_query_argument("id", ""), self.get_query_argument("into", "")
        shown: dict[str, Any] | None = None
        try:
            today = (await self.wait(self.site.states.current())).today
            held, names = await self.run(partial(self._others, id))
            if chosen:
                shown = await self.run(self._shown)
        except NotMerged as error:
            fault = fault or self.sentence_of(error)
        except GraphError as error:
            if not chosen:
                self.fail(error)
                return
            fault = fault or self.sentence_of(error)
        title = Words(**{one: say("merge_of", one, name=held.name) for one in LANGS})
        await self.show(
            "record_merge.html", title, id=id, kind_word=word("kind", held.kind, self.lang),
            back=self.record_link(id), names=names, into=_with_name(chosen, names), merger=shown,
            day=self.get_query_argument("day", "") or today.isoformat(),
            request_key=new_request(), notice=notice, fault=fault, scripts=["account.js"],
        )  # fmt: skip

    def _others(self, id: str) -> tuple[HeldRecord, list[str]]:
        """The record, and all that it could go up in."""
        graph = self.site.runner.graph
        held = held_record(graph, id)
        if held is None or not can_merge(held.kind):
            raise NoSuchEntry(id)
        text = f"MATCH (n:{held.kind}) WHERE n.id <> $id RETURN n.name + ' ' + n.id ORDER BY n.name"
        return held, [str(row[0]) for row in graph.read(text, {"id": id}, rows=None).rows]

    def _shown(self) -> dict[str, Any]:
        town, lang = self.site.runner.catalogue.town, self.lang
        plan = plan_merger(self.site.runner.graph, self._merger(), town=town)
        kind, about = plan.old.kind, about_fields(NODES[plan.old.kind])
        differing = [
            {"name": name, "label": say("merge_place", lang) if name == PLACE[0]
             else either(about[name], lang),
             "old": self._value(plan.old, name), "into": self._value(plan.into, name),
             "empty": not plan.into.texts()[name]}
            for name in plan.differing
        ]  # fmt: skip
        return {
            "old": plan.old, "into": plan.into, "kind": kind, "differing": differing,
            "problems": [one.get(lang) for one in plan.problems],
            "notes": [one.get(lang) for one in plan.notes], "revs": plan.revs,
            **self._groups(plan),
        }  # fmt: skip

    def _value(self, held: HeldRecord, name: str) -> str:
        if name == PLACE[0]:
            numbers = [held.texts()[one] for one in PLACE[:2]]
            return ", ".join(filter(None, numbers)) or say("record_blank", self.lang)
        town = self.site.runner.catalogue.town
        return value_words(held.kind, name, held.value(name), self.lang, town)

    def _groups(self, plan: MergerPlan) -> dict[str, Any]:
        """What moves, what ends, and what stays with the one that goes, by kind of relationship."""
        new = {(one.kind, _other(one, plan.into.id)) for one in plan.records if _is_new(one)}
        moves: dict[str, _Group] = {}
        ends: dict[str, _Group] = {}
        for one in plan.records:
            if one.id or one.before is None or one.kind in MERGERS:
                continue
            other = _other(one, plan.old.id)
            groups = moves if (one.kind, other) in new else ends
            group = groups.setdefault(one.kind, _Group(self._title(one.kind)))
            group.count += 1
            if len(group.names) < _NAMED:
                group.names.append(plan.names.get(other, other))
        kept: Counter[str] = plan.kept
        stays = [_Group(self._title(name), count) for name, count in kept.most_common()]
        return {"moves": [*moves.values()], "ends": [*ends.values()], "stays": stays}

    def _title(self, name: str) -> str:
        return either(RELATIONSHIPS[name], self.lang)


class NotMerged(GraphError):
    """Two records that cannot become one, with why."""


def _is_new(one: RecordChange) -> bool:
    return not one.id and one.before is None


def _other(one: RecordChange, id: str) -> str:
    return one.end if one.start == id else one.start


def _with_name(chosen: str, names: list[str]) -> str:
    """A record that was chosen by its id as the list offers it: its name, then its id."""
    return next((one for one in names if one.split()[-1] == chosen), chosen)
