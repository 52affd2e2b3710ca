"""Why an action cannot be done to a record now, in words."""

import re
from collections.abc import Mapping
from datetime import datetime

from cypher.act.action_file import SavedAction
from cypher.act.errors import ActionRefused
from cypher.act.wish_event import LastEvent
from cypher.header import Words
from graph.load.table.pydantic_messages import spoken
from graph.model import NODES
from graph.model.words import Code, word_of

_PLACE = re.compile(r"\{(\w+)\}")


def by_guard(saved: SavedAction, code: str, details: Mapping[str, object]) -> ActionRefused:
    """What a guard says, in the words of the action's header."""
    words = saved.header.refusals.get(code)
    if words is None:
        words = Words(
            zh=f"现在不能办“{saved.header.title.zh}”（{code}）。",
            en=f"{saved.header.title.en} is not possible now ({code}).",
        )
    return ActionRefused(_filled(words.zh, details), _filled(words.en, details), code)


def note_of(saved: SavedAction, row: Mapping[str, object]) -> Words | None:
    """What a guard has to say before the form is filled in; None where it has nothing."""
    words, details = saved.header.notes.get(str(row.get("note"))), row.get("details")
    if words is None:
        return None
    given = details if isinstance(details, Mapping) else {}
    return Words(zh=_filled(words.zh, given), en=_filled(words.en, given))


def _filled(text: str, details: Mapping[str, object]) -> str:
    return _PLACE.sub(lambda place: spoken(details.get(place[1])) or "—", text)


def by_state(saved: SavedAction, state: object, last: LastEvent | None) -> ActionRefused:
    """That a record is in another state than the action begins from, and who brought it there."""
    header = saved.header
    code: Code = state if isinstance(state, str | int | bool) else ""
    now = {lang: word_of(header.on, "status", code, lang) for lang in ("zh", "en")}
    kind = NODES[header.on]
    by_zh, by_en = _brought_by(last)
    return ActionRefused(
        f"这件{kind.zh}现在是“{now['zh']}”{by_zh}，不能办“{header.title.zh}”。",
        f"This {kind.en.lower()} is “{now['en']}” now{by_en}, so “{header.title.en}” is not possible.",
    )


def _brought_by(last: LastEvent | None) -> tuple[str, str]:
    if last is None or not isinstance(last.at, datetime):
        return "", ""
    zh, en = f"{last.at:%Y-%m-%d %H:%M}", f"{last.at:%Y-%m-%d at %H:%M}"
    if not last.by:
        return f"（{zh}）", f" (since {en})"
    return f"（{last.by}，{zh}）", f" (by {last.by}, {en})"
