"""What stands at the end of the report: corrections, gaps in the data, what is left out, definitions."""

from cypher.format import format_day
from cypher.header import Words
from cypher.table import Table
from dashboard.edition.content.content import Content
from dashboard.edition.manifest import LeftOut
from dashboard.texts import say

Pairs = list[tuple[str, str]]


def definitions(used: list[Table], lang: str) -> Pairs:
    """How each report counts; every rate's denominator stands here."""
    found = {}
    for table in used:
        words = table.header.definition or table.header.about
        found[table.title.get(lang)] = words.get(lang)
    return list(found.items())


def gaps(content: Content, used: list[Table]) -> Pairs:
    """Columns with values that nobody recorded, and what keeps no past."""
    lang = content.plan.lang
    found: Pairs = []
    for table in used:
        lacks = [
            say(
                "gap",
                lang,
                column=table.column(name).label.get(lang),
                missing=missing,
                rows=len(table.rows),
            )
            for at, name in enumerate(table.names)
            if table.column(name).is_listed(lang)
            and (missing := sum(row[at] is None for row in table.rows))
        ]
        if table.header.no_past is not None:
            lacks.append(table.header.no_past.get(lang))
        if lacks:
            found.append((table.title.get(lang), ("；" if lang == "zh" else "; ").join(lacks)))
    return found


def left_out(content: Content) -> Pairs:
    """What is not in this edition, under each reason."""
    lang = content.plan.lang
    found: dict[str, list[str]] = {}
    for one in content.left_out:
        found.setdefault(one.why.get(lang), []).append((one.title or _named(one)).get(lang))
    comma = "、" if lang == "zh" else ", "
    return [(why, comma.join(dict.fromkeys(names))) for why, names in found.items()]


def _named(one: LeftOut) -> Words:
    return Words(zh=one.what, en=one.what)


def corrections(content: Content) -> Pairs:
    """What the last edition said otherwise of its own day, by what is known now."""
    lang, earlier = content.plan.lang, content.plan.earlier
    if earlier is None:
        return []
    found: Pairs = []
    for one in content.corrections:
        day, title = format_day(earlier.as_of, lang), one.title.get(lang)
        found.append((say("corrected_of", lang, report=title, day=day), one.text(lang)))
    return found
