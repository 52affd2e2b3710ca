"""The rows of wishes into drafts of events, claims, handovers and visits."""

from dataclasses import replace

from graph.load.registers.directory import Directory
from graph.load.registers.life.existing import existing_lives
from graph.load.registers.life.life import life_of
from graph.load.registers.life.steps import ACTORS, ENDS, Event, Life, LifeRow, Record
from graph.load.registers.notation import Step
from graph.load.registers.reading.assembling import Assembler
from graph.load.registers.reading.drafts import Drafts
from graph.load.registers.reading.sheet import RegisterSheet, SheetRow
from graph.load.registers.records import Values
from graph.load.table.problems import Place
from graph.model import FAR_TIME
from graph.model.words import word_of


class LifeWriter:
    """Turns the rows of wishes into drafts of events, claims, handovers and visits."""

    def __init__(self, sheet: RegisterSheet, assembler: Assembler) -> None:
        self._sheet, self._assembler = sheet, assembler
        self._directory: Directory = assembler.directory
        self._drafts: Drafts = assembler.drafts
        self._headers: dict[tuple[str, str], str] = {
            (part, field): header
            for part in ("wish", "claim", "handover", "visit", "made")
            for field, header in sheet.headers(part).items()
        }
        for bound in sheet.columns:
            if bound.column.step and bound.column.says != "outcome":
                what = "step" if bound.column.says == "at" else bound.column.says
                self._headers[what, bound.column.step] = bound.header

    def add_lives(self) -> None:
        """All wishes of the sheet, each with all its rows."""
        rows: dict[str, list[SheetRow]] = {}
        for row in self._sheet.rows:
            if "wish" in row.ids and not row.broken:
                rows.setdefault(row.ids["wish"], []).append(row)
        old = [id for id in rows if not self._directory.is_new(id)]
        existing = existing_lives(self._directory.records, old)
        known = self._directory.records.nodes("Wish", old) if old else {}
        for id, some in rows.items():
            life = life_of([self._life_row(row) for row in some], existing.get(id))
            self._add(id, some[0], life, known.get(id, {}))

    def _life_row(self, row: SheetRow) -> LifeRow:
        found = LifeRow(row.place)
        for bound in self._sheet.columns:
            column, cell = bound.column, row.cells.get(bound.column.zh)
            if column.step is None or cell is None:
                continue
            if isinstance(cell, Step):
                found.steps[column.step] = cell
            elif column.says == "outcome":
                found.outcome = str(cell)
        for bound in self._sheet.columns:
            step, cell = bound.column.step or "", row.cells.get(bound.column.zh)
            if cell is None or step not in found.steps:
                continue
            if bound.column.says == "reason":
                found.steps[step] = replace(found.steps[step], reason=str(cell))
            elif bound.column.says == "department":
                found.steps[step] = replace(found.steps[step], department=str(cell))
        found.handover = dict(row.values.get("handover", {}))
        found.visit = dict(row.values.get("visit", {}))
        found.claim = dict(row.values.get("claim", {}))
        if (maker := row.values.get("made", {}).get("start")) is not None:
            found.claim["maker"] = self._assembler.resolve(
                self._sheet, row, "made.start", str(maker)
            )
        return found

    def _add(self, id: str, row: SheetRow, life: Life, known: Values) -> None:
        for place, what, wrong in life.problems:
            self._sheet.problem(place, self._header_of(what), wrong)
        if self._directory.is_new(id):
            self._add_channel(id, row)
        self._add_wish(id, row, life, known)
        for n, event in enumerate(life.events):
            self._add_event(id, row, life.events, n, event)
        for claim in life.claims:
            if "claimedAt" not in claim.values and not claim.id:
                at = self._headers.get(("claim", "claimedAt"), "")
                self._sheet.missing(claim.place or row.place, at)
                continue
            self._add_claim(id, row, claim)

    def _header_of(self, what: str) -> str:
        for key in (("step", what), (what, "result"), ("claim", what), ("visit", "at")):
            if key in self._headers:
                return self._headers[key]
        return self._sheet.columns[0].header

    def _add_channel(self, id: str, row: SheetRow) -> None:
        """A new wish came in through what took it in, where its row does not say otherwise."""
        text = row.values.get("via", {}).get("end")
        if text is None or row.values["wish"].get("channel") is not None:
            return
        via = self._assembler.found("via.end", self._sheet, str(text)) or ""
        channel = {"ST": "station", "CHAT": "chat_group"}.get(via.partition("-")[0])
        if channel:
            self._drafts.add("Wish", row.place, {"id": id, "channel": channel}, {})

    def _add_wish(self, id: str, row: SheetRow, life: Life, known: Values) -> None:
        said = next(
            (
                r.values["wish"]["status"]
                for r in self._sheet.rows
                if r.ids.get("wish") == id and r.values["wish"].get("status") is not None
            ),
            None,
        )
        header = self._headers.get(("wish", "status"), self._sheet.columns[0].header)
        if not life.events:
            if said is None and known.get("status") is None:
                of_step = (
                    one.zh for one in self._sheet.register.columns if one.step == "SUBMITTED"
                )
                at = self._headers.get(("step", "SUBMITTED"), next(of_step, header))
                self._sheet.missing(row.place, at, _SUBMITTED)
            elif said is not None:
                self._drafts.add("Wish", row.place, {"id": id, "status": said}, {"status": header})
            return
        last = life.events[-1]
        if said not in (None, last.to, known.get("status")):
            now = (word_of("Wish", "status", last.to, lang) for lang in ("zh", "en"))
            zh, en = now
            wrong = (f"状态由各步日期得出，是“{zh}”", f"the status follows from the steps: {en}")
            self._sheet.problem(row.place, header, wrong, _BY_STEPS)
        first = {event.to: event.at for event in reversed(life.events)}
        values: Values = {"status": last.to, "submittedAt": first.get("SUBMITTED")}
        values["publishedAt"] = first.get("PUBLISHED")
        values["closedAt"] = last.at if last.to in ENDS else FAR_TIME
        told = {
            "status": self._step_header(last),
            "submittedAt": self._headers.get(("step", "SUBMITTED"), header),
            "publishedAt": self._headers.get(("step", "PUBLISHED"), header),
            "closedAt": self._headers.get(("step", "CLOSED"), header),
        }
        told = {name: text for name, text in told.items() if values[name] is not None}
        self._drafts.add("Wish", row.place, {"id": id, **values}, told)

    def _step_header(self, event: Event) -> str:
        return self._headers.get(("step", event.step), self._sheet.columns[0].header)

    def _add_event(
        self, wish: str, row: SheetRow, events: list[Event], n: int, event: Event
    ) -> None:
        place, header = event.place or row.place, self._step_header(event)
        id = event.id or self._new("WishEvent")
        after = events[n + 1].at if n + 1 < len(events) else FAR_TIME
        before = events[n - 1].to if n else None
        values: Values = {"id": id, "toStatus": event.to, "fromStatus": before, "seq": n + 1}
        values |= {"at": event.at, "until": after}
        values |= {"reason": event.reason, "department": event.department}
        told = dict.fromkeys(("toStatus", "seq", "at", "until"), header)
        if before is not None:
            told["fromStatus"] = header
        for name in ("reason", "department"):
            if values[name] is not None:
                told[name] = self._headers.get((name, event.step), header)
        if event.actor is not None and event.place is not None:
            told["actorRole"] = header
        values["actorRole"] = event.actor or ACTORS[event.to]
        self._drafts.add("WishEvent", place, values, told)
        self._link("HasEvent", place, wish, id, header)

    def _add_claim(self, wish: str, row: SheetRow, claim: Record) -> None:
        place = claim.place or row.place
        id = claim.id or self._new("Claim")
        values = {name: value for name, value in claim.values.items() if name != "maker"}
        headers = self._told("claim", values)
        self._drafts.add("Claim", place, {"id": id, **values}, headers)
        header = self._headers.get(("made", "start"), self._sheet.columns[0].header)
        if claim.values.get("maker") is not None:
            self._link("Made", place, str(claim.values["maker"]), id, header)
        elif not claim.id and "maker" not in claim.values:
            self._sheet.missing(place, header)
        self._link("For", place, id, wish, header)
        for handover in claim.after:
            self._add_handover(place, id, handover)

    def _add_handover(self, place: Place, claim: str, handover: Record) -> None:
        place = handover.place or place
        id = handover.id or self._new("Handover")
        self._drafts.add(
            "Handover",
            place,
            {"id": id, **handover.values},
            self._told("handover", handover.values),
        )
        self._link("ResultedIn", place, claim, id, self._header_of("FULFILLED"))
        for visit in handover.after:
            where, visited = visit.place or place, visit.id or self._new("Visit")
            values = {"id": visited, **visit.values}
            self._drafts.add("Visit", where, values, self._told("visit", visit.values))
            self._link("FollowedBy", where, id, visited, self._header_of("visit"))

    def _told(self, part: str, values: Values) -> dict[str, str]:
        """The header of each field that a row gives, or that follows from what it gives."""
        steps = {
            "acceptedAt": "CLAIMED",
            "endedAt": "ended",
            "status": "CLAIMED",
            "at": "FULFILLED",
        }
        first = self._sheet.columns[0].header
        found = {}
        for name in values:
            step = self._headers.get(("step", steps.get(name, "")), first)
            found[name] = self._headers.get((part, name), step)
        return found or {"provenance": first}

    def _link(self, kind: str, place: Place, start: str, end: str, header: str) -> None:
        named = "start" if kind == "Made" else "end"
        self._drafts.add(kind, place, {"start": start, "end": end}, {named: header})

    def _new(self, kind: str) -> str:
        id = self._directory.next_id(kind)
        self._directory.declare(kind, id)
        return id


_SUBMITTED = ("提交时间，如 2025-03-01 09:30", "when it was handed in, such as 2025-03-01 09:30")
_BY_STEPS = ("填上那一步的日期，状态留空", "give the day of that step, and leave the status blank")
