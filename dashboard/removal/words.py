"""A removal in words: what goes, what stays as counts, what other copies still hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.removal.home_files import HomeFindings
from dashboard.removal.removing import RemovalPlan
from dashboard.texts import say


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
        [say(f"removal_stays_{one}", lang) for one in ("counts", "id", "notes")],
        list(left_words(plan.home, lang)),
    )


def _gone(plan: RemovalPlan, lang: str) -> Iterator[str]:
    person, graph, home = plan.person, plan.graph, plan.home
    if graph.own:
        yield say("removal_record", lang)
    numbers = {
        "consents": len(graph.person.consents), "guardians": graph.guardians,
        "remarks": len(graph.texts) + len(graph.between), "notes": len(graph.notes),
        "loads": len(plan.loads), "jobs": len(home.jobs), "logs": len(home.logs),
        "trail": len(home.trail),
    }  # fmt: skip
    for name, number in numbers.items():
        if number:
            yield say(f"removal_{name}", lang, n=f"{number:,}")
    if home.uploads:
        names = ("、" if lang == "zh" else ", ").join(one.name for one in home.uploads)
        yield say("removal_uploads", lang, names=names)
    if person.shared:
        yield say("removal_shared", lang)


def left_words(home: HomeFindings, lang: str) -> Iterator[str]:
    """What still holds the person, by name, and what must be known of the database's own files."""
    for path in home.copies:
        kind = "backup" if path.startswith("backups/") else "edition"
        yield say(f"removal_left_{kind}", lang, name=path.partition("/")[2])
    for path in home.other:
        yield say("removal_left_file", lang, name=path)
    yield say("removal_left_store", lang)
    yield say("removal_left_outside", lang)
