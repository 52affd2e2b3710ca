"""A card's rows as a table on paper: which columns, and how wide each."""

from cypher.table import Table
from cypher.views import BoardView
from dashboard.agenda.gathered import CardAnswer
from dashboard.texts import Lang
from graph.text import ems

_MOST_COLUMNS = 7
_NARROWEST, _WIDEST = 2.6, 20.0
_SPACE = 0.6


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
    return [name for name in dict.fromkeys(names) if name in table.names][:_MOST_COLUMNS]


def share_of(head: str, cells: list[str]) -> float:
    """A column's share of the width, in em: a heading may stand in two lines, a cell in several."""
    longest = max(map(ems, cells), default=0.0)
    return max(_NARROWEST, ems(head) / 2 + _SPACE, min(_WIDEST, longest + _SPACE))
