"""A record's form as its template shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from cypher.format import format_day
from dashboard.texts import say
from graph.entry.held import HeldRecord, HeldRelationship
from graph.entry.kinds import Pattern, entered_fields, is_long, patterns_of
from graph.entry.merging import Meeting
from graph.entry.problems import SlotProblem
from graph.load.table.fields import KINDS, Field
from graph.load.table.pydantic_messages import kinds_in_words
from graph.model import FAR_DAY, NODES, about_fields
from graph.model.town import Town
from graph.model.words import codes_of, word_of

_WIDE = 60
"""A text from so many characters on gets a whole line."""


@dataclass
class FormView:
    """What of a form beside its record is to be shown: what was typed, what is wrong, what both changed."""

    lang: str
    town: Town
    today: date
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: list[SlotProblem] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    who: Mapping[str, str] = field(default_factory=dict)
    """By slot, who has changed it meanwhile."""

    def context(self, kind: str, held: HeldRecord | None) -> dict[str, Any]:
        """What the template shows of a form's fields and relationships."""
        now = held.texts(self.lang) if held else {}
        fields = [
            self._field(kind, name, one, now.get(name, self._default(one)), name)
            for name, one in entered_fields(kind).items()
        ]
        return {
            "fields": fields,
            "patterns": [self._pattern(one, held, now) for one in patterns_of(kind)],
            "states": {slot: text for slot, text in now.items() if slot.endswith("|*")},
        }

    def _default(self, one: Field) -> str:
        default = NODES[one.kind].model_fields[one.attribute].default
        if isinstance(default, bool):
            return str(default).lower()
        return default if isinstance(default, str) else ""

    def _field(self, kind: str, name: str, one: Field, now: str, slot: str) -> dict[str, Any]:
        about = about_fields(KINDS[kind])[name]
        meeting = next((met for met in self.meetings if met.slot == slot), None)
        value = self.typed.get(slot, now)
        options = self._options(kind, name, one, value)
        return {
            "slot": slot,
            "label": about.zh if self.lang == "zh" else about.en,
            "unit": "元" if one.fen and self.lang == "zh" else "yuan" if one.fen else "",
            "hint": self._hint(one),
            "required": one.required,
            "options": options,
            "long": is_long(one),
            "wide": is_long(one) or len(value) >= _WIDE,
            "value": value,
            "was": meeting.theirs if meeting else now,
            "numeric": one.fen or one.base in (int, float),
            "problems": self._problems(slot),
            "meeting": self._meeting(meeting, kind, name, one) if meeting else None,
        }

    def _problems(self, slot: str) -> list[dict[str, str]]:
        return [
            {"text": one.get(self.lang), "ref": one.ref}
            for one in self.problems
            if one.slot == slot
        ]

    def _meeting(self, met: Meeting, kind: str, name: str, one: Field) -> dict[str, str]:
        who = self.who.get(met.slot) or say("record_somebody", self.lang)
        blank = say("record_blank", self.lang)
        before, theirs, mine = (
            self.word(kind, name, one, text) or blank for text in (met.before, met.theirs, met.mine)
        )
        return {"who": who, "before": before, "theirs": theirs, "mine": mine}

    def word(self, kind: str, name: str, one: Field, text: str) -> str:
        """A text of a form as a person reads it: a code's word, or the text itself."""
        for code in self._codes(kind, name, one):
            if str(code).lower() == text.lower():
                return word_of(kind, name, code, self.lang, self.town)
        return text

    def _codes(self, kind: str, name: str, one: Field) -> tuple[Any, ...]:
        return tuple(self.town.codes_of(kind, name)) or codes_of(kind, name)

    def _options(self, kind: str, name: str, one: Field, value: str) -> list[tuple[str, str]]:
        codes = self._codes(kind, name, one)
        if not codes:
            return []
        found = [
            (str(code).lower() if isinstance(code, bool) else str(code),
             word_of(kind, name, code, self.lang, self.town))
            for code in codes
        ]  # fmt: skip
        if value and value not in (code for code, _ in found):
            found.insert(0, (value, say("record_not_listed", self.lang, value=value)))
        if not value or not one.required:
            found.insert(0, ("", say("record_blank", self.lang)))
        return found

    def _hint(self, one: Field) -> str:
        hints = {date: "2026-03-01", datetime: "2026-03-01 08:30", time: "08:30"}
        return hints.get(one.base, "")

    def _pattern(
        self, pattern: Pattern, held: HeldRecord | None, now: Mapping[str, str]
    ) -> dict[str, Any]:
        kind, head = pattern.kind, f"{pattern.name}|{pattern.way}"
        rows = [self._held(one, now) for one in (held.of(pattern) if held else ())]
        new = f"{head}|+0"
        fields = [
            self._field(pattern.name, name, one, "", f"{new}|{name}")
            for name, one in pattern.fields().items()
        ]
        others = kinds_in_words(pattern.others)[0 if self.lang == "zh" else 1]
        state = next((met for met in self.meetings if met.slot == f"{head}|*"), None)
        return {
            "head": head,
            "title": kind.zh if self.lang == "zh" else kind.en,
            "others": others[:1].upper() + others[1:],
            "single": pattern.is_single,
            "rows": rows,
            "more": (held.more.get((pattern.name, pattern.way), 0) if held else 0),
            "other": {
                "slot": f"{new}|other",
                "value": self.typed.get(f"{new}|other", ""),
                "problems": self._problems(f"{new}|other") + self._problems(f"{head}|*"),
            },
            "new": fields,
            "open": any(self.typed.get(one["slot"]) for one in fields)
            or bool(self.typed.get(f"{new}|other")),
            "meeting": {
                "slot": f"{head}|*",
                "who": self.who.get(f"{head}|*") or say("record_somebody", self.lang),
                "theirs": "、".join(row["name"] for row in rows if not row["ended"]) or "—",
                "mine": state.mine,
            } if state else None,
        }  # fmt: skip

    def _held(self, one: HeldRelationship, now: Mapping[str, str]) -> dict[str, Any]:
        since, until = one.properties.get("from"), one.properties.get("to")
        fields = [
            self._field(one.pattern.name, name, field_, now.get(f"{one.slot}|{name}", ""),
                        f"{one.slot}|{name}")
            for name, field_ in one.fields.items()
        ]  # fmt: skip
        return {
            "id": one.other,
            "name": one.name,
            "since": format_day(since, self.lang) if isinstance(since, date) else "",
            "ended": isinstance(until, date) and until != FAR_DAY and until <= self.today,
            "fields": fields,
            "gone": {"slot": f"{one.slot}|gone", "value": self.typed.get(f"{one.slot}|gone", "")},
            "problems": self._problems(f"{one.slot}|from"),
        }
