"""What has come, gone and changed since a view was kept, each named in a sentence."""

from collections import Counter
from collections.abc import Mapping, Sequence

from cypher.format import format_day
from cypher.words import word, words
from dashboard.explorer.asking import Asker
from dashboard.explorer.relationships import Relationship, label_of
from dashboard.explorer.views.then import Now, look
from dashboard.explorer.views.view import RecordThen, View
from dashboard.explorer.walking import Answer
from dashboard.texts import say
from graph.model import node_of_id

Line = dict[str, object]
"""``{"text": …, "ids": […]}``: a sentence and the records that it names."""


def changes_since(asker: Asker, view: View) -> Answer:
    """``came``, ``gone`` and ``changed`` since a view was kept, each a list of lines."""
    then, day = view.then, asker.day
    now = look(asker, [one.id for one in view.walk.nodes])
    new = [one for id, one in now.ties.items() if id not in then.ties and _holds(one, asker)]
    came = [_tie_line(asker, one, now, "came") for one in new]
    gone = [
        _line(asker, "gone", [id], name=_name_then(asker, id, record))
        for id, record in then.records.items()
        if id not in now.records
    ]
    changed: list[Line] = []
    for id, was in then.ties.items():
        one = now.ties.get(id)
        if one is None:
            gone += _lost_tie(asker, id, now, then.records)
        elif one.ended is not None and was.ended is None and one.ended <= day:
            gone.append(_tie_line(asker, one, now, "ended", day=format_day(one.ended, asker.lang)))
        elif one.count != was.count:
            changed.append(_tie_line(asker, one, now, "count", before=was.count, after=one.count))
    for id, before in then.records.items():
        if id in now.records:
            changed += _record_lines(asker, id, before, now)
    changed += _around_lines(asker, then.around, now, _named(new))
    return {"came": came, "gone": gone, "changed": changed, "since": view.data_day.isoformat()}


def _holds(one: Relationship, asker: Asker) -> bool:
    return one.ended is None or one.ended > asker.day


def _line(asker: Asker, key: str, ids: list[str], **values: object) -> Line:
    return {"text": say(f"explored_{key}", asker.lang, **values), "ids": ids}


def _tie_line(asker: Asker, one: Relationship, now: Now, key: str, **values: object) -> Line:
    names = {"from": now.records[one.start].label, "to": now.records[one.end].label}
    label = label_of(asker, one.tie)
    return _line(asker, f"tie_{key}", [one.start, one.end], **names, label=label, **values)


def _lost_tie(asker: Asker, id: str, now: Now, then: Mapping[str, RecordThen]) -> list[Line]:
    """A relationship that is there no more between two records that still are."""
    tie, start, end, *_ = id.split("|")
    if start not in now.records or end not in now.records:
        return []  # that the record has gone says it
    names = {"from": now.records[start].label, "to": now.records[end].label}
    return [_line(asker, "tie_gone", [start, end], **names, label=label_of(asker, tie))]


def _name_then(asker: Asker, id: str, record: RecordThen) -> str:
    kind = node_of_id(id)
    label = word("kind", kind.__name__, asker.lang) if kind else ""
    return record.label or f"{label} {id}".strip()


def _record_lines(asker: Asker, id: str, was: RecordThen, now: Now) -> list[Line]:
    one, lang = now.records[id], asker.lang
    lines = []
    if was.label and was.label != one.label:
        lines.append(_line(asker, "renamed", [id], was=was.label, now=one.label))
    if was.state != one.state:
        states = {"was": _code(was.state, lang), "now": _code(one.state, lang)}
        lines.append(_line(asker, "state", [id], name=one.label, **states))
    if was.group != one.group:
        groups = {"was": _code(was.group, lang), "now": _code(one.group, lang)}
        lines.append(_line(asker, "regrouped", [id], name=one.label, **groups))
    if was.ended is None and one.ended is not None and one.ended <= asker.day:
        day = format_day(one.ended, lang)
        lines.append(_line(asker, "record_ended", [id], name=one.label, day=day))
    return lines


def _code(code: str, lang: str) -> str:
    found = words()["code"].get(code)
    return found.get(lang) if found else code or "—"


def _named(new: Sequence[Relationship]) -> Counter[tuple[str, str]]:
    """How many of some relationships are at each record, by the key of what is counted around."""
    found: Counter[tuple[str, str]] = Counter()
    for one in new:
        found[one.start, f"{one.tie}|out|{one.end_kind}"] += 1
        found[one.end, f"{one.tie}|in|{one.start_kind}"] += 1
    return found


def _around_lines(
    asker: Asker,
    then: Mapping[str, Mapping[str, int]],
    now: Now,
    named: Mapping[tuple[str, str], int],
) -> list[Line]:
    """Where more or fewer records hang on one than did, but for those ``named`` by themselves."""
    lines = []
    for id, was in then.items():
        one = now.records.get(id)
        counts = now.around.get(id, {}) if one else {}
        for key in sorted({*was, *counts}) if one else ():
            before, after = was.get(key, 0), counts.get(key, 0)
            if one is None or before == after - named.get((id, key), 0):
                continue
            tie, way, kind = key.split("|")
            values = {
                "name": one.label,
                "label": label_of(asker, tie),
                "arrow": "→" if way == "out" else "←",
                "kind": word("kind", kind, asker.lang),
                "was": before,
                "now": after,
            }
            lines.append(_line(asker, "around", [id], **values))
    return lines
