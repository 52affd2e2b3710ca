"""A path told in words: one sentence for each step, from templates in both languages."""

from collections.abc import Mapping

from cypher.format import format_day, format_value
from dashboard.explorer.asking import DERIVED, Asker
from dashboard.explorer.paths import By, Path
from dashboard.explorer.relationships import Relationship, label_of
from dashboard.texts import interface, say

_A_STEP = 2
"""Of so many relationships between two neighbours of a path one sentence each is told."""


def path_sentences(
    asker: Asker, path: Path, names: Mapping[str, str], by: By, lang: str
) -> list[str]:
    """What kind of path it is, then its steps in order; each sentence ends as its language does."""
    count = len(path.steps)
    weakest = min(max(one.weight for one in step) for step in path.steps)
    values = {"n": count, "weakest": format_value(round(weakest, 1), lang)}
    first = say(f"path_{by}{'_one' if count == 1 else ''}", lang, **values)
    end = "。" if lang == "zh" else "."
    steps = steps_of(asker, path, names, lang)
    return [first, *(text + end for step in steps for text in step)]


def steps_of(asker: Asker, path: Path, names: Mapping[str, str], lang: str) -> list[list[str]]:
    """The sentences of each step, without their stops."""
    return [
        list(dict.fromkeys(step_sentence(asker, one, names, lang) for one in step))[:_A_STEP]
        for step in path.steps
    ]


def step_sentence(asker: Asker, one: Relationship, names: Mapping[str, str], lang: str) -> str:
    """One relationship as a sentence, without its stop."""
    ends = {"from": names.get(one.start, one.start), "to": names.get(one.end, one.end)}
    if one.tie.startswith(DERIVED):
        return _derived(asker, one, ends, lang)
    key = f"path_{one.tie}"
    if key not in interface():
        return say("path_other", lang, **ends, label=label_of(asker, one.tie))
    return say(key, lang, **ends)


def _derived(asker: Asker, one: Relationship, ends: Mapping[str, str], lang: str) -> str:
    """A derived relationship by the sentence of its file: for one, for all there is, for many."""
    saved = asker.runner.catalogue.saved.get(f"explore/{one.tie}")
    said = saved.header.explore if saved else None
    if saved is None or said is None or not said.sentence:
        return say("path_other", lang, **ends, label=label_of(asker, one.tie))
    forms, all_there_is = said.sentence, one.more.get("all")
    wanted = ["one"] if one.count == 1 else []
    if all_there_is is not None and all_there_is == one.count:
        wanted = ["whole_one", "one"] if one.count == 1 else ["whole"]
    form = next((name for name in wanted if name in forms), "many")
    units = {name: column.unit for name, column in saved.header.columns.items()}
    values = {**one.more, "count": one.count, "weight": one.weight}
    values |= {"began": one.began, "ended": one.ended}
    written = {name: format_value(value, lang, units.get(name)) for name, value in values.items()}
    return forms[form].get(lang).format(**{**written, **ends})  # type: ignore[index]


def no_path(asker: Asker, start: str, end: str, most: int, lang: str) -> str:
    """That nothing relates two records."""
    day = format_day(asker.day, lang)
    return say("path_none", lang, **{"day": day, "from": start, "to": end, "most": most})
