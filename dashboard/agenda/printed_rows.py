"""Which columns of a card's rows stand on paper."""

from cypher.table import Table
from cypher.views import BoardView
from dashboard.agenda.gathered import CardAnswer
from dashboard.texts import Lang

_MOST_COLUMNS = 7


def columns_of(card: CardAnswer, table: Table, lang: Lang) -> list[str]:
    """The names of the columns, first those that say what a row is: on the screen a board has them on
    its slips, a grouped table in its headings."""
    shown = card.request.card
    names = list(shown.listed(lang) or table.listed(lang))
    if card.kind == "board":
        view = table.view(BoardView)
        names = [view.column, view.title, *([view.value] if view.value else []), *names]
    elif shown.by:
        names = [*shown.head[:1], *names]
    there = [name for name in dict.fromkeys(names) if name in table.names]
    named = [name for name in there if not name.endswith("_id")]  # an id beside a name helps nobody
    return (named or there)[:_MOST_COLUMNS]
