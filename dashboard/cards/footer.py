"""What every figure carries: day, rows, report and version, kind of data, and how it was made."""

from collections.abc import Mapping

from markupsafe import Markup

from cypher.file.parse import SavedStatement
from cypher.format import format_day, format_value
from cypher.header import Header
from cypher.table import Table
from cypher.words import words
from dashboard.cards.cypher_html import coloured
from dashboard.texts import say


def foot(
    table: Table,
    lang: str,
    *,
    rows: Markup | None = None,
    more: Markup | None = None,
    small: bool = False,
    opener: str = "dialog",
) -> Markup:
    """The line under a figure: its day, its parameters, its rows, its data, its report and version.

    The version opens the card's own dialog, or as a ``link`` leads to that part of the page.
    """
    parts: list[str] = []
    if table.as_of is not None:
        parts.append(say("as_of", lang, day=format_day(table.as_of, lang)))
    if not small:
        parts += [
            say("named", lang, name=label, value=value)
            for name, label, value in table.asked(lang)
            if name != "as_of"
        ]
        parts += [rows] if rows else []
    if small and (table.header.no_past is not None or table.as_of is None):
        parts.append(say("as_now", lang))
    elif table.header.no_past is not None:
        parts.append(table.header.no_past.get(lang))
    parts += [note.get(lang) for note in table.notes]
    return Markup('<footer class="facts">{}{}{}{}</footer>').format(
        Markup("").join(Markup("<span>{}</span>").format(part) for part in parts),
        badges(table, lang),
        more or "",
        _opener(table, lang, opener),
    )


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
    saved: SavedStatement, table: Table, lang: str, *, rows: str, link: str, files: Markup
) -> Markup:
    """How it was made: definition, facts and the Cypher, in a dialog that opens over the page.

    ``files`` are the links to what can be taken away.
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
        + particulars(table, lang, rows)
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
    pairs: Mapping[str, str] = {
        **{label: value for _, label, value in table.asked(lang)},
        say("rows", lang): rows,
        say("rests_on", lang): format_value(kinds or None, lang),
        say("report", lang): f"{table.id} · {table.version}",
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
        "<pre>{}</pre></div>"
    ).format(say("copied", lang), say("copy", lang), coloured(saved.statement.strip()))


def _opener(table: Table, lang: str, kind: str) -> Markup:
    folders = Markup("/<wbr>").join(table.id.removeprefix("reports/").split("/"))
    name = Markup("<span>{}</span> <code>{}</code>").format(folders, table.version)
    element = (
        Markup('<a class="version" href="#made" title="{}">{}</a>')
        if kind == "link"
        else Markup('<button class="version" data-details title="{}">{}</button>')
    )
    return element.format(say("how_made", lang), name)
