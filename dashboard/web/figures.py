"""A table as a finished card: number, picture or rows, with the facts that every figure carries."""

from collections.abc import Callable

from cypher.catalogue import words
from cypher.table import Table
from dashboard.web import charts, sankey
from dashboard.web.words import day, html, say, shown

Figure = Callable[[Table, str], str]


def _number(table: Table, lang: str) -> str:
    """The named value large, the others small beside it."""
    if not table.rows:
        return f'<p class="big">{html(say("none", lang))}</p>'
    row = table.dicts()[0]
    value = table.header.view.value or table.names[0]
    big = html(shown(table.said(value, row[value], lang), table.column(value).unit, lang))
    rest = "".join(
        f"<li><span>{html(table.column(name).label.get(lang))}</span> "
        f"<b>{html(shown(table.said(name, said, lang), table.column(name).unit, lang))}</b></li>"
        for name, said in row.items()
        if name != value
    )
    return f'<p class="big">{big}</p><ul class="beside">{rest}</ul>'


def rows(table: Table, lang: str, most: int = 50) -> str:
    """The first rows as an HTML table."""
    if not table.rows:
        return f'<p class="empty">{html(say("empty", lang))}</p>'
    units = [table.column(name).unit for name in table.names]
    head = "".join(
        f'<th class="{"n" if unit else ""}">{html(label)}</th>'
        for label, unit in zip(table.labels(lang), units, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell(table, n, v, u, lang) for n, v, u in zip(table.names, row, units, strict=True)
        )
        + "</tr>"
        for row in table.rows[:most]
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(table: Table, name: str, value: object, unit: str | None, lang: str) -> str:
    text = html(shown(table.said(name, value, lang), unit, lang))
    kind = "n" if unit or isinstance(value, int | float) else "none" if value is None else ""
    return f'<td class="{kind}">{text}</td>'


FIGURES: dict[str, Figure] = {
    "number": _number,
    "table": rows,
    "sankey": sankey.draw,
    "bar": charts.draw,
    "line": charts.draw,
    "matrix": charts.draw,
}


def figure(table: Table, lang: str) -> str:
    """The picture that the header names; an empty answer says so."""
    if not table.rows:
        return f'<p class="empty">{html(say("empty", lang))}</p>'
    return FIGURES[table.header.view.kind](table, lang)


def facts(table: Table, lang: str, statement: str) -> str:
    """As-of day, rows, provenance, id and version; behind it the definition and the Cypher."""
    key = "first_rows" if table.truncated else "rows"
    told = [f"{say('as_of', lang)} {day(table.as_of, lang)}"] if table.as_of else []
    told.append(say(key, lang, n=len(table.rows)))
    kinds = "".join(
        f'<span class="kind {kind}">{html(words()["provenance"][kind].get(lang))}</span>'
        for kind in table.provenance
    )
    header = table.header
    definition = f"<p>{html(header.definition.get(lang))}</p>" if header.definition else ""
    given = ", ".join(f"{k} = {v}" for k, v in table.parameters.items() if v is not None)
    return (
        f"<footer>{html(' · '.join(told))} {kinds}<details><summary>{html(say('how', lang))}</summary>"
        f"<p>{html(header.about.get(lang))}</p>{definition}"
        f"<p><code>{html(table.id)} · {table.version}</code> {html(given)}</p>"
        f"<pre>{html(statement)}</pre></details></footer>"
    )


def failed(zh: str, en: str, lang: str) -> str:
    """A card's sentence for what went wrong."""
    return f'<p class="failed" role="alert">{html(zh if lang == "zh" else en)}</p>'
