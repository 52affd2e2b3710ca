"""One number, large, with what it is measured in and a line that says of how many."""

from collections.abc import Mapping
from html import escape

from cypher.table import Table
from dashboard.figures.values import headline, shown
from dashboard.texts import say


def number(table: Table, lang: str, *, note: Mapping[str, str] | None = None) -> str:
    """The value of the first row as text; ``note`` may name the other columns as ``{column}``.

    Without a note the other columns follow by their labels. No row is said to be no record.
    """
    if not table.rows:
        return f'<p class="figure none">{escape(say("none", lang))}</p>'
    row = table.dicts()[0]
    name = table.header.view.value or table.names[0]
    value = row.get(name)
    if value is None:
        large = f'<p class="figure none">{escape(say("none", lang))}</p>'
    else:
        unit = table.column(name).unit
        text, small = headline(value, lang, unit)
        small = small or (say("unit_person", lang) if unit == "person" else "")
        large = f'<p class="figure"><b>{escape(text)}</b><i>{escape(small)}</i></p>'
    return f'{large}<p class="note">{_note(table, row, name, lang, note)}</p>'


def _note(
    table: Table, row: dict[str, object], name: str, lang: str, note: Mapping[str, str] | None
) -> str:
    said = {
        key: f"<em>{escape(shown(table.said(key, value, lang), lang, table.column(key).unit))}</em>"
        for key, value in row.items()
    }
    if note is not None:
        return escape(note[lang]).format(**said)
    others = [
        f"{escape(table.column(key).label.get(lang))} {said[key]}" for key in row if key != name
    ]
    return " · ".join(others)
