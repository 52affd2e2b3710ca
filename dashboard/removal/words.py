"""A removal in words: what goes, what stays as counts, what other copies still hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.removal.home_files import HomeFindings
from dashboard.removal.removing import RemovalPlan
from dashboard.texts import say

_NAMED = 10
"""So many of the records whose remarks are cleared are listed."""


@dataclass
class PlanLines:
    """Lines of a plan in one language: what is removed, what stays, what is only named."""

    gone: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


def in_words(plan: RemovalPlan, lang: str) -> PlanLines:
    """The lines of a plan."""
    return PlanLines(
        list(_gone(plan, lang)),
        list(_stays(plan, lang)),
        list(left_words(plan.home, lang)),
    )


def _gone(plan: RemovalPlan, lang: str) -> Iterator[str]:
    person, graph, home = plan.person, plan.graph, plan.home
    if graph.own:
        yield say("removal_record", lang)
    numbers = {
        "consents": len(graph.person.consents), "guardians": graph.guardians,
        "notes": len(graph.notes),
        "loads": len(plan.loads), "jobs": len(home.jobs), "logs": len(home.logs),
        "trail": len(home.trail),
    }  # fmt: skip
    for name, number in numbers.items():
        if number:
            yield say(f"removal_{name}", lang, n=f"{number:,}")
    if texts := [str(one["name"]) for one in (*graph.texts, *graph.between)]:
        more = f" … +{len(texts) - _NAMED}" if len(texts) > _NAMED else ""
        named = _listed(texts[:_NAMED], lang) + more
        yield say("removal_remarks", lang, n=f"{len(texts):,}", names=named)
    if home.uploads:
        yield say("removal_uploads", lang, names=_listed([one.name for one in home.uploads], lang))
    if person.shared:
        yield say("removal_shared", lang)
    if person.has_short_name:
        yield say("removal_short", lang)


def _stays(plan: RemovalPlan, lang: str) -> Iterator[str]:
    for one in ("counts", "id", "notes"):
        yield say(f"removal_stays_{one}", lang)
    if plan.open_wishes:
        yield say("removal_open_wishes", lang, n=plan.open_wishes)


def _listed(names: list[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(names)


def left_words(home: HomeFindings, lang: str) -> Iterator[str]:
    """What still holds the person, by name, and what must be known of the database's own files."""
    for kind in ("backups", "editions"):
        names = [
            name for one, _, name in (path.partition("/") for path in home.copies) if one == kind
        ]
        if names:
            yield say(f"removal_left_{kind}", lang, names=_listed(names, lang))
    if home.other:
        yield say("removal_left_files", lang, names=_listed(home.other, lang))
    yield say("removal_left_store", lang)
    yield say("removal_left_outside", lang)
