"""What every figure carries: day, rows, report and version, kind of data, and how it was made."""

from collections.abc import Mapping
from html import escape

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
    rows: str = "",
    more: str = "",
    small: bool = False,
    opener: str = "dialog",
) -> str:
    """The line under a figure: its day, its parameters, its rows, its data, its report and version.

    ``rows`` and ``more`` are HTML. The version opens the card's own dialog, or as a ``link`` leads to
    that part of the page.
    """
    parts = []
    if table.as_of is not None:
        parts.append(escape(say("as_of", lang, day=format_day(table.as_of, lang))))
    if not small:
        parts += [
            escape(say("named", lang, name=label, value=value))
            for name, label, value in table.asked(lang)
            if name != "as_of"
        ]
        parts += [rows] if rows else []
    if small and (table.header.no_past is not None or table.as_of is None):
        parts.append(escape(say("as_now", lang)))
    elif table.header.no_past is not None:
        parts.append(escape(table.header.no_past.get(lang)))
    parts += [escape(note.get(lang)) for note in table.notes]
    line = "".join(f"<span>{part}</span>" for part in parts)
    return (
        f'<footer class="facts">{line}{badges(table, lang)}{more}'
        f"{_opener(table, lang, opener)}</footer>"
    )


def badges(table: Table, lang: str) -> str:
    """The kinds of data that the figure rests on."""
    named = words().get("provenance", {})
    spans = "".join(
        f'<span class="badge {escape(kind)}">'
        f"{escape(named[kind].get(lang) if kind in named else kind)}</span>"
        for kind in table.provenance
    )
    return f'<span class="badges" title="{escape(say("rests_on", lang))}">{spans}</span>'


def rows_sentence(table: Table, lang: str, listed: int, total: int | None = None) -> str:
    """How many rows are shown of how many there are; never a silent cut."""
    if total is not None and not table.truncated:
        return say("items_of", lang, shown=f"{listed:,}", all=f"{max(total, listed):,}")
    held = len(table.rows)
    if table.truncated:
        return say("rows_of_more", lang, shown=f"{listed:,}", held=f"{held:,}")
    if listed < held:
        return say("items_of", lang, shown=f"{listed:,}", all=f"{held:,}")
    return say("items_one" if held == 1 else "items_all", lang, all=f"{held:,}")


def how_made(
    saved: SavedStatement, table: Table, lang: str, *, rows: str, link: str, files: str = ""
) -> str:
    """How it was made: definition, facts and the Cypher, in a dialog that opens over the page.

    ``files`` is the HTML of the links to what can be taken away.
    """
    title = escape(table.header.title.get(lang))
    return (
        f'<dialog class="details" aria-label="{title}"><div class="details-head"><h3>{title}</h3>'
        f'<form method="dialog"><button class="plain" aria-label="{say("close", lang)}">×</button>'
        f"</form></div>{explained(saved.header, lang)}{particulars(table, lang, rows)}"
        f"{statement(saved, lang)}"
        f'<p class="details-foot"><a class="button" href="{escape(link)}">{say("open_report", lang)}</a>'
        f'<span class="menu">{files}</span></p></dialog>'
    )


def explained(header: Header, lang: str) -> str:
    """What the report shows and how its numbers are defined."""
    about = f"<p>{escape(header.about.get(lang))}</p>"
    if header.definition is None:
        return about
    return f"{about}<h4>{say('definition', lang)}</h4><p>{escape(header.definition.get(lang))}</p>"


def particulars(table: Table, lang: str, rows: str, more: Mapping[str, str] | None = None) -> str:
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
    terms = "".join(
        f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in pairs.items()
    )
    return f'<dl class="terms">{terms}</dl>'


def statement(saved: SavedStatement, lang: str) -> str:
    """The Cypher as it is run, with a button that copies it."""
    return (
        f'<div class="code"><button class="plain copy" data-copy data-copied="{say("copied", lang)}">'
        f"{say('copy', lang)}</button><pre>{coloured(saved.statement.strip())}</pre></div>"
    )


def _opener(table: Table, lang: str, kind: str) -> str:
    name = f"<span>{escape(table.id.removeprefix('reports/'))}</span> <code>{escape(table.version)}</code>"
    title = escape(say("how_made", lang))
    if kind == "link":
        return f'<a class="version" href="#made" title="{title}">{name}</a>'
    return f'<button class="version" data-details title="{title}">{name}</button>'
