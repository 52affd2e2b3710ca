"""One record: its properties in the model's order and words, as a list of terms."""

from collections.abc import Mapping

from markupsafe import Markup

from cypher.format import format_value, format_weekdays
from cypher.table import Table
from cypher.words import word, word_of
from dashboard.figures.lists.table import Link, no_rows
from dashboard.texts import say
from graph.model import NODES, about_fields
from graph.model.town import Town

_KEPT = ("location", "createdAt", "updatedAt")
"""What the graph keeps beside the model's own fields."""
_TERM = Markup("<dt>{}</dt><dd>{}</dd>")
_LINK = Markup('<a href="{}">{}</a>')


def record(table: Table, lang: str, link: Link | None = None) -> Markup:
    """Rows of ``kind``, ``property`` and ``value`` as terms; what is empty is left out. ``link`` is
    where a value leads."""
    rows = table.dicts()
    if not rows:
        return no_rows(lang)
    label = str(rows[0]["kind"])
    values = {str(row["property"]): row["value"] for row in rows}
    there = {
        str(row["property"]): link(table, "value", row) if link is not None else None
        for row in rows
    }
    terms = Markup("").join(
        _TERM.format(title, _LINK.format(there[name], text) if there.get(name) else text)
        for name, title, text in _terms(table.town, label, values, lang)
    )
    return Markup('<dl class="terms record">{}</dl>').format(terms)


def record_terms(table: Table, lang: str) -> list[tuple[str, str]]:
    """Title and text of each property of a record that has a value, as the page words them."""
    rows = table.dicts()
    values = {str(row["property"]): row["value"] for row in rows}
    found = _terms(table.town, str(rows[0]["kind"]), values, lang) if rows else []
    return [(title, text) for _, title, text in found]


def _terms(
    town: Town, label: str, values: Mapping[str, object], lang: str
) -> list[tuple[str, str, str]]:
    """Name, title and text of each property that has a value."""
    about = about_fields(NODES[label])
    about["provenance"] = about.pop("provenance")  # last: first comes what the record itself says
    terms = [
        (
            name,
            one.zh if lang == "zh" else one.en,
            _text(town, label, name, values[name], one.unit, lang),
        )
        for name, one in about.items()
        if values.get(name) is not None
    ]
    terms += [
        (name, say(f"kept_{name}", lang), _text(town, label, name, values[name], None, lang))
        for name in _KEPT
        if values.get(name) is not None
        and not (name == "updatedAt" and values[name] == values.get("createdAt"))
    ]
    return terms


def _text(town: Town, label: str, name: str, value: object, unit: str | None, lang: str) -> str:
    if isinstance(value, Mapping):
        return f"{value.get('longitude'):.5f}°E, {value.get('latitude'):.5f}°N"
    if name == "openDays":
        return format_weekdays(str(value), lang)
    if isinstance(value, str):
        own = town.codes_of(label, name).get(value)
        return own.get(lang) if own else word_of(label, name, value, lang)
    text = format_value(value, lang, unit)
    return f"{text} {word('unit', unit, lang)}" if unit and unit != "fen" else text
