"""A sentence in words: each clause in the form for its figure, in one language."""

from collections.abc import Mapping, Sequence

from cypher.format import format_cell, format_headline, format_value
from cypher.header import Words
from cypher.nothing import Nothing, is_nothing, kind_of_nothing
from dashboard.sentences.figures import Answers, Value, values_of
from dashboard.sentences.model import Clause, Sentence, places
from dashboard.texts import say


def worded(sentence: Sentence, answers: Answers, lang: str) -> str:
    """The sentence without its full stop; "" where none of its figures is for the readers."""
    values = values_of(sentence, answers)
    clauses = [_clause(sentence, clause, values, lang) for clause in sentence.clauses]
    text = ("；" if lang == "zh" else "; ").join(one for one in clauses if one)
    return text[:1].upper() + text[1:] if lang == "en" else text


def value_text(value: Value, lang: str) -> str:
    """A figure as a sentence says it: 44.06万元, 62.5%, 1,204; a difference without its sign."""
    if value.number == 0 and value.unit == "fen":
        return say("no_money", lang)
    if value.number is not None:
        return "".join(format_headline(abs(value.number), lang, value.unit))
    if is_nothing(value.value):
        return format_value(value.value, lang).lower()  # within a sentence
    cells = value.value if isinstance(value.value, list) else [value.value]
    if value.table is None:
        return format_value(value.value, lang)
    comma = "、" if lang == "zh" else ", "
    return comma.join(format_cell(value.table, value.column, one, lang) for one in cells)


def called(sentence: Sentence, name: str, value: Value, lang: str) -> str:
    """What a figure is called by itself: its label, else the report's title with the column's."""
    if name in sentence.labels:
        return sentence.labels[name].get(lang)
    if value.table is None:
        return name
    title = value.table.title.get(lang)
    if not value.column:
        return title
    column = value.table.column(value.column).label.get(lang)
    return say("named_column", lang, title=title, column=column)


def _clause(sentence: Sentence, clause: Clause, values: Mapping[str, Value], lang: str) -> str:
    form = _form(clause, values)
    if form is None:
        return ""
    parts = list(places(form.get(lang)))
    named = dict.fromkeys([*filter(None, [clause.by]), *(name for _, name, *_ in parts if name)])
    if any(name not in values for name in named):
        return ""
    kinds = {name: kind_of_nothing(values[name].value) for name in named}
    empty = {name: kind for name, kind in kinds.items() if kind is not None}
    return (
        _without(sentence, clause, values, empty, lang) if empty else _filled(parts, values, lang)
    )


def _form(clause: Clause, values: Mapping[str, Value]) -> Words | None:
    """The form for the figure that the clause goes by; None where nothing is said."""
    number = values[clause.by].number if clause.by in values else None
    if number == 0:
        return clause.none
    if number is not None and number < 0:
        return clause.less or clause.many
    return clause.one or clause.many if number == 1 else clause.many


def _without(
    sentence: Sentence, clause: Clause, values: Mapping[str, Value],
    empty: Mapping[str, Nothing], lang: str,
) -> str:  # fmt: skip
    """What is said where a figure of the clause has no value: which one, and why."""
    if Nothing.NOT_APPLICABLE in empty.values():
        return ""
    if Nothing.WITHHELD in empty.values() and clause.withheld is not None:
        return _filled(list(places(clause.withheld.get(lang))), values, lang)
    name = next(iter(empty))
    label = called(sentence, name, values[name], lang)
    return say("named", lang, name=label, value=value_text(values[name], lang))


def _filled(
    parts: Sequence[tuple[str, str, str, str]], values: Mapping[str, Value], lang: str
) -> str:
    return "".join(
        before + (_with_noun(values[name], one, many, lang) if name in values else "")
        for before, name, one, many in parts
    )


def _with_noun(value: Value, one: str, many: str, lang: str) -> str:
    """A figure, and where it has a noun the noun in its number: no sites, 1 site, 3 sites."""
    if not many:
        return value_text(value, lang)
    if value.number == 0:
        return say("no_such", lang, what=many)
    return f"{value_text(value, lang)} {one if value.number == 1 else many}"
