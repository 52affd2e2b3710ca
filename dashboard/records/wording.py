"""What a change did, in one line of words."""

from collections.abc import Iterable, Mapping

from cypher.words import words
from dashboard.texts import say
from graph.entry.texts import text_of
from graph.load.plan.describing import field_changes
from graph.load.record import RecordChange
from graph.load.table.fields import KINDS, fields_of
from graph.model import about_fields
from graph.model.town import Town
from graph.model.words import is_coded, word_of

_MOST = 6


def who_words(by: str, lang: str) -> str:
    """Who did something: an account by its name, the program's own names in words."""
    if by == "local":
        return say("record_local", lang)
    named = words()["actor"].get(by)
    return named.get(lang) if named else by


def change_words(
    records: Iterable[RecordChange], names: Mapping[str, str], lang: str, town: Town
) -> str:
    """Each changed field with its value before and after: ``岗位：骑手 → 站点人员``."""
    parts = [part for one in records for part in _parts(one, names, lang, town)]
    between = "；" if lang == "zh" else "; "
    return between.join(parts[:_MOST]) + (" …" if len(parts) > _MOST else "")


def _parts(record: RecordChange, names: Mapping[str, str], lang: str, town: Town) -> Iterable[str]:
    kind = KINDS[record.kind]
    title = kind.zh if lang == "zh" else kind.en
    colon = "：" if lang == "zh" else ": "
    if not record.id:
        other = " → ".join(names.get(end, end) for end in (record.start, record.end))
        sign = {"new": "+", "removed": "−"}.get(record.action, "")
        if record.before is None or record.after is None:
            yield f"{sign} {title}{colon}{other}"
            return
        title = f"{title} {other} · "
    else:
        title = ""
    about = about_fields(kind)
    for change in field_changes(record, {}):
        if change.field not in about:
            continue
        label = about[change.field].zh if lang == "zh" else about[change.field].en
        before, after = (
            value_words(record.kind, change.field, value, lang, town)
            for value in (change.before, change.after)
        )
        yield f"{title}{label}{colon}" + (f"{before} → {after}" if record.before else after)


def value_words(kind: str, name: str, value: object, lang: str, town: Town) -> str:
    """A value as a person reads it; a dash for nothing."""
    field = fields_of(KINDS[kind]).get(name)
    if field is None:
        return "—" if value is None else str(value)
    if value is not None and is_coded(kind, name, town) and isinstance(value, str | int):
        return word_of(kind, name, value, lang, town)
    text = text_of(field, value, lang)
    unit = (" 元" if lang == "zh" else " yuan") if field.fen and text else ""
    return f"{text}{unit}" if text else say("record_blank", lang)
