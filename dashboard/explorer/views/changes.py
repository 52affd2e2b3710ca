"""What has come, gone and changed since a view was kept, each named in a sentence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cypher.format import format_day
from cypher.words import word
from dashboard.explorer.asking import DERIVED, Asker
from dashboard.explorer.records import group_label, state_label
from dashboard.explorer.relationships import Relationship, label_of
from dashboard.explorer.sentences import step_sentence
from dashboard.explorer.views.then import Now, look
from dashboard.explorer.views.view import RecordThen, Then, View
from dashboard.explorer.walking import Answer
from dashboard.texts import say
from graph.model import node_of_id

Line = dict[str, object]
"""``{"text": …, "ids": […]}``: a sentence and the records that it names."""


def changes_since(asker: Asker, view: View) -> Answer:
    """``came``, ``gone`` and ``changed`` since a view was kept, each a list of lines."""
    then, audience = view.then_for(asker.reader)
    if then is None:
        return {"came": [], "gone": [], "changed": [], "since": view.data_day.isoformat()}
    asker, day = replace(asker, reader=asker.reader.for_audience(audience)), asker.day
    now = look(asker, [one.id for one in view.walk.nodes])
    new = [one for id, one in now.ties.items() if id not in then.ties and _holds(one, asker)]
    came = [_tie_line(asker, one, now, "came") for one in new]
    gone = [
        _line(asker, "gone", [id], name=_name_then(asker, id, record))
        for id, record in then.records.items()
        if id not in now.records
    ]
    changed: list[Line] = []
    lost: list[Relationship] = []
    for id, was in then.ties.items():
        one = now.ties.get(id)
        if one is None:
            lost += _lost_tie(id, now)
        elif one.ended is not None and was.ended is None and one.ended <= day:
            gone.append(_tie_line(asker, one, now, "ended", day=format_day(one.ended, asker.lang)))
        elif one.count != was.count:
            changed.append(_tie_line(asker, one, now, "count", before=was.count, after=one.count))
    for id, before in then.records.items():
        if id in now.records:
            changed += _record_lines(asker, id, before, now)
    gone += [_tie_line(asker, one, now, "gone") for one in lost]
    changed += _around_lines(asker, then, now, _named(new, lost))
    return {"came": came, "gone": gone, "changed": changed, "since": view.data_day.isoformat()}


def _holds(one: Relationship, asker: Asker) -> bool:
    return one.ended is None or one.ended > asker.day


def _line(asker: Asker, key: str, ids: list[str], **values: object) -> Line:
    return {"text": say(f"explored_{key}", asker.lang, **values), "ids": ids}


def _tie_line(asker: Asker, one: Relationship, now: Now, key: str, **values: object) -> Line:
    text = _tie_words(asker, one, now)
    return _line(asker, f"tie_{key}", [one.start, one.end], text=text, **values)


def _tie_words(asker: Asker, one: Relationship, now: Now) -> str:
    """A relationship as a sentence; of one that is worked out the names and its label, for what is
    behind it changes."""
    ends = {"from": now.records[one.start].label, "to": now.records[one.end].label}
    if not one.tie.startswith(DERIVED):
        return step_sentence(asker, one, {one.start: ends["from"], one.end: ends["to"]}, asker.lang)
    return say("explored_tie", asker.lang, **ends, label=label_of(asker, one.tie))


def _lost_tie(id: str, now: Now) -> list[Relationship]:
    """A relationship that is there no more between two records that still are; none where one of
    them has gone, which says it."""
    tie, start, end, *_ = id.split("|")
    if start not in now.records or end not in now.records:
        return []
    kinds = now.records[start].kind, now.records[end].kind
    return [Relationship(tie, start, kinds[0], end, kinds[1], None, None)]


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
        states = {"was": was.state, "now": one.state}
        states = {key: state_label(one.kind, code, lang) or "—" for key, code in states.items()}
        lines.append(_line(asker, "state", [id], name=one.label, **states))
    if was.group != one.group:
        town = asker.runner.catalogue.town
        groups = {"was": was.group, "now": one.group}
        groups = {k: group_label(one.kind, code, lang, town) or "—" for k, code in groups.items()}
        lines.append(_line(asker, "regrouped", [id], name=one.label, **groups))
    ended = was.ended is None and one.ended is not None and one.ended <= asker.day
    if ended and was.state == one.state:  # a state says it too
        day = format_day(one.ended, lang) if one.ended else ""
        lines.append(_line(asker, "record_ended", [id], name=one.label, day=day))
    return lines


def _named(new: Sequence[Relationship], lost: Sequence[Relationship]) -> Counter[tuple[str, str]]:
    """How many relationships have come at each record less those that went, by the key of what is
    counted around."""
    found: Counter[tuple[str, str]] = Counter()
    for n, some in ((1, new), (-1, lost)):
        for one in some:
            found[one.start, f"{one.tie}|out|{one.end_kind}"] += n
            found[one.end, f"{one.tie}|in|{one.start_kind}"] += n
    return found


def _around_lines(
    asker: Asker,
    then: Then,
    now: Now,
    named: Mapping[tuple[str, str], int],
) -> list[Line]:
    """Where more or fewer records hang on one than did, but for those ``named`` by themselves."""
    lines = []
    for id in then.records:
        one, was = now.records.get(id), then.around.get(id, {})
        counts = now.around.get(id, {}) if one else {}
        for key in sorted({*was, *counts}) if one else ():
            before, after = was.get(key, 0), counts.get(key, 0)
            if one is None or before == after - named.get((id, key), 0):
                continue
            tie, _, kind = key.split("|")
            values = {
                "name": one.label,
                "label": label_of(asker, tie, one.kind, kind),
                "kind": word("kind", kind, asker.lang),
                "was": before,
                "now": after,
            }
            lines.append(_line(asker, "around", [id], **values))
    return lines
