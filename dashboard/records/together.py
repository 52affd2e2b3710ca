"""Many records of a list changed at once: which there are, what can be changed, what a plan shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cypher.format import format_cell, format_heading
from cypher.kind_lists import path_of_list
from cypher.reader import Reader
from cypher.run.runner import Runner
from dashboard.cards.table_query import found
from dashboard.errors import NoSuchRecord
from dashboard.figures.lists.columns import shown
from dashboard.figures.lists.table import listed
from dashboard.pages.location import Location
from dashboard.records.form_view import FormView
from dashboard.records.wording import value_words, who_words
from dashboard.texts import Lang, say
from graph.entry.kinds import is_entered
from graph.entry.leaving import ends_by_form
from graph.entry.together import (
    END,
    MOST,
    Line,
    Together,
    TogetherPlan,
    fields_together,
    patterns_together,
)
from graph.identifiers import quote
from graph.load.plan.describing import NAME_FIELDS
from graph.model import NODES, about_fields

COLUMNS = 5
"""So many columns of the list stand beside each record."""
_OFFERED = 500


@dataclass(frozen=True)
class TogetherDesk:
    """The records of a kind as somebody changes many of them at once."""

    runner: Runner
    kind: str
    lang: Lang
    today: date

    def check(self) -> None:
        """Raise NoSuchRecord for a kind whose records are not changed by people."""
        if not is_entered(self.kind):
            raise NoSuchRecord("没有这种记录。", "There is no such kind of record.")

    def choosing(self, location: Location, reader: Reader) -> dict[str, Any]:
        """The records that the list's search and filters find, and what can be changed of them."""
        self.check()
        lang = self.lang
        saved = self.runner.catalogue.find(f"reports/kinds/{path_of_list(self.kind)}")
        table = found(self.runner.run(saved, {}, reader=reader), location.table, lang)
        names = shown(listed(table, lang), location.table)[:COLUMNS]
        at, called = table.names.index("id"), NAME_FIELDS.get(self.kind, "id")
        return {
            "columns": [format_heading(table, name, lang) for name in names],
            "rows": [
                {"id": str(row[at]), "name": str(row[table.names.index(called)]),
                 "cells": [format_cell(table, name, row[table.names.index(name)], lang)
                           for name in names]}
                for row in table.rows[:MOST]
            ],
            "total": len(table.rows), "most": MOST,
            "state": [("t." + name, text) for name, text in location.table.items() if name != "find"],
            "find": location.table.get("find", ""),
            "filtered": any(n == "find" or n.startswith("is.") for n in location.table),
            **self._choices(),
        }  # fmt: skip

    def _choices(self) -> dict[str, Any]:
        """What can be changed: fields, relationships of which there is one, and the end."""
        form = FormView(self.lang, self.runner.catalogue.town, self.today).context(self.kind, None)
        fields, patterns = fields_together(self.kind), patterns_together(self.kind)
        heads = {f"{one.name}|{one.way}": one for one in patterns}
        return {
            "fields": [one for one in form["fields"] if one["slot"] in fields],
            "others": [
                {"head": one["head"], "title": one["title"], "others": one["others"],
                 "dated": "from" in heads[one["head"]].fields(),
                 "names": self._names(heads[one["head"]].others)}
                for one in form["patterns"] if one["head"] in heads
            ],
            "end": END if ends_by_form(self.kind) else "",
        }  # fmt: skip

    def _names(self, labels: tuple[str, ...]) -> list[str]:
        found: list[str] = []
        for label in labels:
            base = next((n for n, one in NODES.items() if label in (n, *one.also.values())), label)
            named = quote(NAME_FIELDS.get(base, "id"))
            text = f"MATCH (n:{quote(label)}) RETURN coalesce(n.{named}, '') + ' ' + n.id ORDER BY n.{named} LIMIT {_OFFERED}"
            found += [str(row[0]).strip() for row in self.runner.graph.read(text, rows=None).rows]
        return found

    def planned(self, asked: Together, plan: TogetherPlan) -> dict[str, Any]:
        """What a plan shows, those first that change."""
        who = self._who([one.id for one in plan.of("met")])
        return {
            "title": self.title(asked),
            "faults": [one.get(self.lang) for one in plan.faults],
            "changes": [self._line(asked, one, who) for one in plan.of("changes")],
            "same": len(plan.of("same")),
            "left": [
                self._line(asked, one, who)
                for what in ("met", "refused", "gone")
                for one in plan.of(what)
            ],
        }

    def title(self, asked: Together) -> str:
        """What is changed, in words."""
        if asked.slot == END:
            return say("record_end", self.lang)
        if asked.slot in fields_together(self.kind):
            about = about_fields(NODES[self.kind])[asked.slot]
            return about.zh if self.lang == "zh" else about.en
        name = asked.slot.partition("|")[0]
        for one in patterns_together(self.kind):
            if one.name == name:
                return one.kind.zh if self.lang == "zh" else one.kind.en
        raise NoSuchRecord("没有这一项。", "There is no such field.")

    def _who(self, ids: list[str]) -> dict[str, str]:
        """Who has last changed each of some records, where that is noted."""
        if not ids:
            return {}
        text = (
            "UNWIND $ids AS id MATCH (a:AuditRecord {subject: id}) WITH id, a ORDER BY a.at DESC "
            "RETURN id, head(collect(a.actor))"
        )
        rows = self.runner.graph.read(text, {"ids": ids}, rows=None).rows
        return {str(id): who_words(str(by), self.lang) for id, by in rows if by}

    def _line(self, asked: Together, line: Line, who: Mapping[str, str]) -> dict[str, Any]:
        why = " ".join(one.get(self.lang) for one in line.problems)
        if line.what in ("met", "gone"):
            by = who.get(line.id) or say("record_somebody", self.lang)
            why = say(f"together_{line.what}", self.lang, who=by)
        return {
            "id": line.id, "name": line.name, "was": line.was, "why": why,
            "before": self._text(asked, line.before), "after": self._text(asked, line.after),
            "more": len(line.records) - 1 if asked.slot == END else 0,
        }  # fmt: skip

    def _text(self, asked: Together, value: object) -> str:
        if asked.slot in fields_together(self.kind):
            town = self.runner.catalogue.town
            return value_words(self.kind, asked.slot, value, self.lang, town)
        return str(value) if value else say("record_blank", self.lang)


def asked_in(kind: str, form: Mapping[str, list[str]]) -> Together:
    """What a form of the page asks for."""

    def first(name: str) -> str:
        return (form.get(name) or [""])[0].strip()

    slot, ids = first("slot"), form.get("id", [])
    if first("which") == "all":
        ids = first("every").split(",")
    seen = {id: first(f"was.{id}") for id in form.get("was", [])} if first("planned") else None
    text = first("text") or first(f"text.{slot}")
    day = first("day") or first(f"day.{slot}")
    return Together(kind, tuple(filter(None, ids))[:MOST], slot, text, day, seen)
