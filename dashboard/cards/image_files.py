"""A card's picture as a file that stands by itself: with its title, its day, its facts, its source."""

from cypher.format import format_day
from cypher.table import Table
from cypher.views import AttentionView, BoardView
from cypher.words import word
from dashboard.cards.card_html import Answer, options_of, title
from dashboard.figures import PICTURES
from dashboard.figures.drawing.alone import MARGIN, STYLE, WIDTH, box_of, png, standing_alone
from dashboard.figures.tables.picture import number_picture, table_picture
from dashboard.texts import say


def alone(answer: Answer) -> str:
    """The picture as SVG text with everything that the page says around it."""
    lang = answer.location.lang
    return standing_alone(
        title(answer.card, answer.saved, lang), answer.saved.header.about.get(lang), facts(answer),
        _drawn(answer, WIDTH - 2 * MARGIN),
    )  # fmt: skip


def _drawn(answer: Answer, width: float) -> str:
    """The picture, the number or the first rows, as SVG text."""
    card, table, lang = answer.card, answer.table, answer.location.lang
    if answer.kind in PICTURES:
        return PICTURES[answer.kind](table, lang, int(width))
    if answer.kind == "number":
        return number_picture(table, lang, width, card.value, options_of(answer).note)
    return table_picture(table, lang, width, _columns(answer), card.most)


def _columns(answer: Answer) -> list[str]:
    """The columns of a table's picture: those by which its rows are grouped first, then those listed."""
    card, table, lang, view = (
        answer.card,
        answer.table,
        answer.location.lang,
        answer.saved.header.view,
    )
    first = [card.by] if card.by else []
    if isinstance(view, BoardView) and answer.kind == "board":
        first = [view.title, view.column]
    listed = [*first, *card.head, *(card.listed(lang) or table.listed(lang))]
    leads = view.to if isinstance(view, AttentionView) else None
    return [
        name
        for name in dict.fromkeys(listed)
        if name in table.names and name != leads and not table.column(name).hidden
    ]


def png_of(table: Table, lang: str) -> bytes | None:
    """The picture alone as PNG, for a document that says the rest; None where there is none."""
    kind = table.header.view.kind
    if kind not in PICTURES or not table.rows:
        return None
    drawn = PICTURES[kind](table, lang, int(WIDTH))
    _, _, wide, high = box_of(drawn)
    height = high * WIDTH / wide
    placed = drawn.replace("<svg", f'<svg width="{WIDTH:g}" height="{height:.1f}"', 1)
    return png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.1f}"'
        f' width="{WIDTH:g}" height="{height:.1f}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{placed}</svg>'
    )


def facts(answer: Answer) -> list[str]:
    """The facts under a title: day, values, rows, kinds of data, report and version."""
    lang, table = answer.location.lang, answer.table
    parts = [say("as_of", lang, day=format_day(table.as_of, lang))] if table.as_of else []
    parts += [
        say("named", lang, name=label, value=value)
        for name, label, value in table.asked(lang)
        if name != "as_of"
    ]
    rows = f"{len(table.rows):,}"
    key = "rows_of_more" if table.truncated else "rows_one" if rows == "1" else "rows_all"
    if answer.kind != "number":
        parts.append(say(key, lang, all=rows, shown=rows, held=rows))
    kinds = ("、" if lang == "zh" else ", ").join(
        word("provenance", kind, lang) for kind in table.provenance
    )
    if kinds:
        parts.append(say("named", lang, name=say("rests_on", lang), value=kinds))
    if table.header.no_past is not None:
        parts.append(table.header.no_past.get(lang))
    return [*parts, f"{table.id.removeprefix('reports/')} {table.version}"]
