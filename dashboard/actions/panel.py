"""The next steps of a record as the part of a page: buttons, the opened form, what was done before."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from cypher.act.action_file import SavedAction
from cypher.act.runner import Possible
from cypher.format import format_value
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.words import word_of, words
from dashboard.actions.asked import Asked, link_to
from dashboard.actions.form import is_direct, step_fields
from dashboard.actions.service import Actions
from dashboard.texts import either, say
from graph.change.history import HistoryEntry
from graph.model import node_of_id

SHOWN = 8
"""How many earlier steps are listed."""


def panel_context(
    actions: Actions, runner: Runner, reader: Reader, asked: Asked, today: date
) -> dict[str, Any]:
    """What the panel shows of one record. Asks the graph. Raises GraphError."""
    kind = node_of_id(asked.id)
    label = kind.__name__ if kind else ""
    state = state_of(runner, reader, asked.id)
    steps = [_step(one, asked, state) for one in actions.possible(reader, asked.id)]
    history = [
        _entry(actions, one, reader, asked) for one in actions.history(asked.id) if not one.is_load
    ]
    opened = next((one for one in steps if one["id"] == asked.step), None)
    return {
        "lang": asked.lang, "token": asked.token, "id": asked.id, "wrong": asked.wrong,
        "state": word_of(label, "status", state, asked.lang) if state else "",
        "ready": [one for one in steps if not one["refusal"]],
        "blocked": [one for one in steps if one["refusal"] and one["near"]],
        "others": [one for one in steps if one["refusal"] and not one["near"]],
        "opened": opened and {**opened, **_form(runner, reader, opened, asked, today)},
        "done": next((one for one in history if one["id"] == asked.change), None),
        "note": asked.note,
        "history": history[:SHOWN], "back": link_to("record", asked.lang, asked.id),
        "key": new_key(),
    }  # fmt: skip


def state_of(runner: Runner, reader: Reader, id: str) -> str:
    """The code of a record's state now; empty for a kind that has none."""
    kind = node_of_id(id)
    if kind is None or kind.about_person or "status" not in kind.model_fields:
        return ""
    saved = runner.catalogue.find("reports/records/thing")
    rows = runner.run(saved, {"id": id}, reader=reader).dicts()
    return next((str(row["value"]) for row in rows if row["property"] == "status"), "")


def new_key() -> str:
    """A key by which a form is known when it comes twice."""
    return secrets.token_urlsafe(12)


def towards(context: Mapping[str, Any], label: str, state: str, to: str) -> dict[str, str]:
    """The step by which a record comes to another state, or why there is none: ``wrong``."""
    lang = context["lang"]
    for name in ("ready", "blocked", "others"):
        for one in context[name]:
            if one["to"] == to and (name == "ready" or one["near"]):
                return {"step": one["id"], "wrong": one["refusal"]}
    now, then = (word_of(label, "status", code, lang) for code in (state, to))
    if state == to:
        return {"step": "", "wrong": say("steps_same", lang, to=then)}
    return {"step": "", "wrong": say("steps_no_way", lang, now=now, to=then)}


def new_record_context(
    actions: Actions, runner: Runner, reader: Reader, asked: Asked, today: date
) -> dict[str, Any]:
    """The form by which a new record is made, ``asked.step`` its action. Raises GraphError."""
    saved = actions.find(asked.step)
    step = {
        "id": saved.id,
        "saved": saved,
        "values": {},
        "title": saved.header.title.get(asked.lang),
    }
    return {
        "lang": asked.lang, "token": asked.token, "id": "", "wrong": asked.wrong, "key": new_key(),
        "opened": {**step, **_form(runner, reader, step, asked, today)}, "back": "",
    }  # fmt: skip


def _step(one: Possible, asked: Asked, state: str) -> dict[str, Any]:
    saved, lang = one.action, asked.lang
    return {
        "id": saved.id, "saved": saved, "values": one.values, "to": saved.header.to or "",
        "title": saved.header.title.get(lang), "about": saved.header.about.get(lang),
        "refusal": either(one.refusal, lang) if one.refusal else "",
        "near": not saved.header.before or state in saved.header.before,
        "seen": one.seen, "note": either(one.note, lang) if one.note else "",
        "direct": is_direct(saved), "link": link_to("record", lang, asked.id, saved.id),
    }  # fmt: skip


def _typed(value: object) -> str:
    """A value as somebody would type it: 280, not 280.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _form(
    runner: Runner, reader: Reader, step: Mapping[str, Any], asked: Asked, today: date
) -> dict[str, Any]:
    saved: SavedAction = step["saved"]
    known = {name: _typed(value) for name, value in step["values"].items() if value is not None}
    values = {**known, **asked.values}
    fields = step_fields(
        runner, saved, asked.id, values, asked.lang, today, reader, sent=asked.sent
    )
    confirm = saved.header.confirm
    return {
        "fields": fields, "about": saved.header.about.get(asked.lang),
        "confirm": confirm.get(asked.lang) if confirm else "",
    }  # fmt: skip


def _entry(actions: Actions, one: HistoryEntry, reader: Reader, asked: Asked) -> dict[str, Any]:
    lang = asked.lang
    by = words()["actor"].get(one.by)
    return {
        "id": one.id, "title": _title(actions, one, lang),
        "by": by.get(lang) if by else one.by, "at": format_value(one.at, lang),
        "taken_back": bool(one.undone_by), "may_undo": actions.may_undo(reader, one),
    }  # fmt: skip


def _title(actions: Actions, one: HistoryEntry, lang: str) -> str:
    saved = actions.library.all().saved.get(one.action)
    title = saved.header.title.get(lang) if saved else one.title[0 if lang == "zh" else 1]
    return title or say("steps_edit", lang)
