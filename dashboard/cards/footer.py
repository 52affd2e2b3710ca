"""What stands under a figure, and how it was made: definition, day, rows, kinds of data, Cypher."""

from collections.abc import Mapping

from markupsafe import Markup

from cypher.file.parse import SavedStatement
from cypher.format import format_day, format_heading, format_value
from cypher.header import Header
from cypher.table import Table
from cypher.words import words
from dashboard.cards.cypher_html import coloured
from dashboard.texts import say


def foot(
    table: Table, lang: str, *, rows: Markup | None = None, more: Markup | None = None
) -> Markup:
    """The quiet line under a figure: what a reader must not miss, and what can be done with it.

    That rows are left out (``rows``), that something is as it is now and not as on the day, that
    something was not understood; the rest stands in the card's dialog and at the foot of the page.
    Nothing where there is nothing of it.
    """
    parts: list[str | Markup] = [rows] if rows else []
    as_now = table.header.no_past is not None
    if as_now:
        title = table.header.no_past.get(lang) if table.header.no_past else ""
        parts.append(Markup('<span data-tip="{}">{}</span>').format(title, say("as_now", lang)))
    parts += [note.get(lang) for note in table.notes]
    if not parts and not more:
        return Markup("")
    return Markup('<footer class="facts">{}{}</footer>').format(
        Markup("").join(Markup("<span>{}</span>").format(part) for part in parts), more or ""
    )


def facts_of_report(table: Table, lang: str) -> Markup:
    """The line under the rows of a report: its day, what was asked, its kinds of data, how it was made."""
    parts = asked_words(table, lang)
    if table.header.no_past is not None:
        parts.append(table.header.no_past.get(lang))
    parts += [note.get(lang) for note in table.notes]
    return Markup(
        '<footer class="facts">{}{}<a class="version" href="#made">{}</a></footer>'
    ).format(
        Markup("").join(Markup("<span>{}</span>").format(part) for part in parts),
        badges(table, lang),
        say("how_made", lang),
    )


def asked_words(table: Table, lang: str) -> list[str]:
    """The day of an answer and the values it was asked with, each in words."""
    day = [] if table.as_of is None else [say("as_of", lang, day=format_day(table.as_of, lang))]
    return day + [
        say("named", lang, name=label, value=value)
        for name, label, value in table.asked(lang)
        if name != "as_of"
    ]


def badges(table: Table, lang: str) -> Markup:
    """The kinds of data that the figure rests on."""
    named = words().get("provenance", {})
    spans = Markup("").join(
        Markup('<span class="badge {}">{}</span>').format(
            kind, named[kind].get(lang) if kind in named else kind
        )
        for kind in table.provenance
    )
    return Markup('<span class="badges" title="{}">{}</span>').format(say("rests_on", lang), spans)


def rows_sentence(table: Table, lang: str, listed: int, total: int | None = None) -> str:
    """How many rows are shown of how many there are; never a silent cut."""
    held = len(table.rows) if total is None or table.truncated else max(total, listed)
    if table.truncated:
        return say("rows_of_more", lang, shown=f"{listed:,}", held=f"{held:,}")
    if listed < held:
        return say("items_of", lang, shown=f"{listed:,}", all=f"{held:,}")
    return say("items_one" if held == 1 else "items_all", lang, all=f"{held:,}")


def how_made(
    saved: SavedStatement,
    table: Table,
    lang: str,
    *,
    rows: str,
    link: str,
    files: Markup,
    more: Mapping[str, str],
) -> Markup:
    """How it was made: definition, facts and the Cypher, in a dialog that opens over the page.

    ``files`` are the links to what can be taken away, ``more`` other facts by their terms.
    """
    return Markup(
        '<dialog class="details" aria-label="{title}"><div class="details-head"><h3>{title}</h3>'
        '<form method="dialog"><button class="plain" aria-label="{close}">×</button></form></div>'
        '{body}<p class="details-foot"><a class="button" href="{link}">{open}</a>'
        '<span class="menu">{files}</span></p></dialog>'
    ).format(
        title=table.header.title.get(lang),
        close=say("close", lang),
        body=explained(saved.header, lang)
        + particulars(table, lang, rows, more)
        + statement(saved, lang),
        link=link,
        open=say("open_report", lang),
        files=files,
    )


def explained(header: Header, lang: str) -> Markup:
    """What the report shows and how its numbers are defined."""
    about = Markup("<p>{}</p>").format(header.about.get(lang))
    if header.definition is None:
        return about
    return about + Markup("<h4>{}</h4><p>{}</p>").format(
        say("definition", lang), header.definition.get(lang)
    )


def particulars(
    table: Table, lang: str, rows: str, more: Mapping[str, str] | None = None
) -> Markup:
    """The facts, and more of them, as a list of terms."""
    named = words().get("provenance", {})
    kinds = [named[kind].get(lang) if kind in named else kind for kind in table.provenance]
    no_past = table.header.no_past
    pairs: Mapping[str, str] = {
        **{label: value for _, label, value in table.asked(lang)},
        say("rows", lang): rows,
        say("rests_on", lang): format_value(kinds or None, lang),
        say("report", lang): f"{table.id} · {table.version}",
        **({say("as_now", lang): no_past.get(lang)} if no_past is not None else {}),
        **(more or {}),
    }
    terms = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(key, value) for key, value in pairs.items()
    )
    return Markup('<dl class="terms">{}</dl>').format(terms)


def statement(saved: SavedStatement, lang: str) -> Markup:
    """The Cypher as it is run, with a button that copies it."""
    return Markup(
        '<div class="code"><button class="plain copy" data-copy data-copied="{}">{}</button>'
        '<pre tabindex="0">{}</pre></div>'
    ).format(say("copied", lang), say("copy", lang), coloured(saved.statement.strip()))


def list_tools(table: Table, name: str, lang: str) -> Markup:
    """What copies the names of a column as a list, and prints the card as one."""
    return Markup(
        '<button type="button" class="plain quiet" data-copy-names="{}" data-copied="{}">{}</button>'
        '<button type="button" class="plain quiet" data-print-card>{}</button>'
    ).format(
        format_heading(table, name, lang),
        say("names_copied", lang, n="{n}"),
        say("copy_names", lang),
        say("print_list", lang),
    )
