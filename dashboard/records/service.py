"""What the pages of records ask of the graph: a form, its saving, the names to pick from."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cypher.reader import Reader
from cypher.values.pinyin_match import found
from dashboard.errors import NoSuchRecord
from dashboard.records.form_view import FormView
from dashboard.records.wording import change_words, who_words
from dashboard.texts import Lang, say
from graph.client import Graph
from graph.entry.held import HeldRecord, held_record
from graph.entry.kinds import Pattern, is_entered, is_entered_new, pattern_of
from graph.entry.saving import Entry, Outcome, looked_at, save_entry
from graph.entry.writing import Written
from graph.identifiers import quote
from graph.load.plan.describing import NAME_FIELDS
from graph.load.plan.existing import named_nodes
from graph.load.record import RecordChange
from graph.model import NODES, node_of_id
from graph.model.town import Town

MOST_OFFERED = 30
Writer = Callable[[list[RecordChange], Mapping[str, int], str, str, Reader], Written]
"""Changes, ends, subject, request and who."""


@dataclass(frozen=True)
class RecordDesk:
    """The records of one graph as its people change them."""

    graph: Graph
    town: Callable[[], Town]
    today: Callable[[], date]
    write: Writer

    def form(self, id: str, lang: Lang) -> tuple[HeldRecord, dict[str, Any]]:
        """A record and its form. Raises NoSuchRecord, GraphError."""
        held = self.held(id)
        return held, self._view(lang).context(held.kind, held)

    def held(self, id: str) -> HeldRecord:
        """A record that a form changes, as it is now. Raises NoSuchRecord, GraphError."""
        held = held_record(self.graph, id)
        if held is None or not is_entered(held.kind):
            raise NoSuchRecord(
                f"没有编号为“{id}”的记录，或不能用表单修改。",
                f"There is no record {id!r}, or a form does not change it.",
            )
        return held

    def _view(self, lang: Lang, *more: Any) -> FormView:
        return FormView(lang, self.town(), self.today(), *more)

    def new(self, kind: str, lang: Lang) -> dict[str, Any]:
        """The form of a new record of a kind. Raises NoSuchRecord."""
        if not is_entered_new(kind):
            raise NoSuchRecord(
                "这种记录不能在这里新建。", "Records of this kind are not entered here."
            )
        return self._view(lang).context(kind, None)

    def save(self, entry: Entry, request: str, reader: Reader, lang: Lang) -> Outcome:
        """Write what a form changes. Raises NoSuchRecord, GraphError."""
        self._check(entry)

        def write(records: list[RecordChange], ends: Mapping[str, int]) -> Written:
            subject = entry.id or next(one.id for one in records if one.id)
            return self.write(records, ends, subject, request, reader)

        return save_entry(self.graph, entry, write, request=request, town=self.town(), lang=lang)

    def look(self, entry: Entry, lang: Lang) -> Outcome:
        """What a form would come to; nothing is written. Raises NoSuchRecord, GraphError."""
        self._check(entry)
        return looked_at(self.graph, entry, town=self.town(), lang=lang)[0]

    def _check(self, entry: Entry) -> None:
        known = is_entered(entry.kind) if entry.id else is_entered_new(entry.kind)
        of = node_of_id(entry.id) if entry.id else None
        if not known or (entry.id and (of is None or of.__name__ != entry.kind)):
            raise NoSuchRecord("没有这种记录。", "There is no such kind of record.")

    def again(self, entry: Entry, outcome: Outcome, lang: Lang) -> dict[str, Any]:
        """The form that was sent, with what is wrong and what both changed."""
        who = {slot: who_words(by, lang) for slot, by in self._who(entry, outcome).items()}
        merged = outcome.merged
        own = merged.mine | {one.slot for one in merged.meetings}
        typed = {slot: entry.mine[slot] for slot in own if slot in entry.mine}  # else it is theirs
        view = self._view(lang, typed, outcome.problems, merged.meetings, who)
        return view.context(entry.kind, outcome.held)

    def change_sentence(self, outcome: Outcome, lang: Lang) -> str:
        """What a saved form changed, in words."""
        ids = {id for one in outcome.records for id in (one.start, one.end) if id}
        names = named_nodes(self.graph, ids, NAME_FIELDS)
        return change_words(outcome.records, names, lang, self.town())

    def with_theirs(self, entry: Entry, outcome: Outcome, lang: Lang) -> str:
        """The sentence that others' changes were kept beside mine; empty where there were none."""
        fields = [slot for slot in outcome.merged.theirs if not slot.endswith("|*")]
        if not fields:
            return ""
        view = self._view(lang).context(entry.kind, outcome.held)
        labels = {one["slot"]: one["label"] for one in view["fields"]}
        labels |= {
            one["slot"]: f"{pattern['title']} {row['name']} {one['label']}"
            for pattern in view["patterns"] for row in pattern["rows"] for one in row["fields"]
        }  # fmt: skip
        named = [labels[slot] for slot in fields if slot in labels]
        who = self._who(entry, outcome, fields)
        names = dict.fromkeys(
            who_words(who[slot], lang) if slot in who else say("record_somebody", lang)
            for slot in fields
        )
        comma = "、" if lang == "zh" else ", "
        return say(
            "record_with_theirs", lang, who=comma.join(names), fields=comma.join(named) or "…"
        )

    def _who(
        self, entry: Entry, outcome: Outcome, slots: list[str] | None = None
    ) -> dict[str, str]:
        """Who has last changed each of some slots."""
        wanted = slots or [one.slot for one in outcome.merged.meetings]
        held = outcome.held
        if not wanted or held is None:
            return {}
        text = (
            "MATCH (a:AuditRecord) WHERE a.subject = $id OR a.object = $id "
            "RETURN a.actor, a.after, a.at ORDER BY a.at DESC LIMIT 50"
        )
        rows = self.graph.read(text, {"id": held.id}, rows=None).rows
        found: dict[str, str] = {}
        for slot in wanted:
            name = slot.rpartition("|")[2]
            for actor, after, _ in rows:
                if name == "*" or f'"{name}"' in str(after):
                    found[slot] = str(actor)
                    break
        return found

    def offered(self, kind: str, name: str, way: str, typed: str) -> list[tuple[str, str]]:
        """The records that may stand at the other end of a relationship: id and name."""
        pattern = pattern_of(kind, name, way) if kind in NODES else None
        if pattern is None:
            return []
        names = self._names(pattern)
        by_label = {f"{name} {id}": (id, name) for id, name in names}
        return [by_label[one] for one in found(by_label, typed)[:MOST_OFFERED]]

    def _names(self, pattern: Pattern) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = []
        for label in pattern.others:
            base = next((n for n, one in NODES.items() if label in (n, *one.also.values())), label)
            named = NAME_FIELDS.get(base, "id")
            text = f"MATCH (n:{quote(label)}) RETURN n.id, coalesce(n.{quote(named)}, n.id)"
            rows += [(str(id), str(name)) for id, name in self.graph.read(text, rows=None).rows]
        return rows


def new_request() -> str:
    """A key by which the same form is written once, however often it is sent."""
    return secrets.token_urlsafe(12)
