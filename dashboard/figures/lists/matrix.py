"""Rows against columns as an HTML table whose cells are the darker the larger their value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from cypher.format import format_cell, format_value
from cypher.table import Table
from cypher.views import MatrixView
from dashboard.figures.drawing.keys import Key, finite_number, key_of
from dashboard.figures.lists.table import Link
from dashboard.texts import say
from graph.model import node_of_id

MOST = 24
"""Of more rows than these the smallest are folded into one."""
KEPT = 20
"""So many rows stand above the one into which the others are folded."""
DARK = 55
_HEAD = Markup('<th scope="{}"><span{}>{}</span></th>')
_SUM = Markup('<td class="sum">{}</td>')
_CELL = Markup('<td class="cell{}" style="--share:{}%" data-tip="{}">{}</td>')
_LINK = Markup('<a href="{}" tabindex="-1" aria-label="{}">{}</a>')
_OTHERS = Markup(
    '<tr class="others"><th scope="row"><button type="button" class="plain quiet" data-unfold-rows'
    ' aria-expanded="false">{}</button></th>{}{}</tr>'
)
_TABLE = Markup(
    '<div class="scroll"><table class="matrix"><thead><tr><th class="corner">{} / {}</th>{}'
    '<th scope="col" class="sum"><span>{total}</span></th></tr></thead>{}'
    '<tfoot><tr><th scope="row">{total}</th>{}</tr></tfoot></table></div>'
)


@dataclass
class Side:
    """The rows or the columns: for each key its name, its id where it has a record, and its sum."""

    names: dict[Key, str] = field(default_factory=dict)
    records: dict[Key, str] = field(default_factory=dict)
    sums: dict[Key, float] = field(default_factory=dict)

    def ordered(self) -> list[Key]:
        """The largest first."""
        return sorted(self.names, key=lambda key: (-self.sums.get(key, 0), self.names[key]))

    def head(self, key: Key, scope: str) -> Markup:
        """The heading of a row or column, which can be chosen where it has a record."""
        held = Markup(' data-id="{}" tabindex="-1" role="button"').format(self.records.get(key))
        return _HEAD.format(scope, held if key in self.records else "", self.names[key])


def matrix(table: Table, lang: str, link: Link | None = None) -> Markup:
    """The view's ``row`` against its ``column`` with ``value``; with sums; the largest first."""
    found = grid(table, lang, link)
    if found is None:
        return Markup('<p class="empty">{}</p>').format(say("no_rows", lang))
    return _html(found)


def grid(table: Table, lang: str, link: Link | None = None) -> "Grid | None":
    """The cells of a table by row and column; None where there is none.

    ``link`` is where a cell leads: where several rows make one cell, it leads nowhere. Two things of
    one name are two rows where the view names the columns of their ids.
    """
    view = table.view(MatrixView)
    cells: dict[tuple[Key, ...], object] = {}
    there: dict[tuple[Key, ...], str | None] = {}
    sides = (Side(), Side())
    ends = ((view.row, view.source_id), (view.column, view.target_id))
    for row in table.dicts():
        amount = finite_number(row[view.value])
        place = tuple(
            _key(table, side, row, *end, lang) for side, end in zip(sides, ends, strict=True)
        )
        address = link(table, view.value, row) if link is not None else None
        there[place] = None if place in there else address
        if amount is None:
            cells.setdefault(place, row[view.value])
            continue
        cells[place] = amount + (finite_number(cells.get(place)) or 0)
        for side, key in zip(sides, place, strict=True):
            side.sums[key] = side.sums.get(key, 0) + amount
    return Grid(table, lang, cells, there, *sides) if cells else None


def _key(
    table: Table, side: Side, row: Mapping[str, object], name: str, id: str | None, lang: str
) -> Key:
    """What a row's row or column is told apart by, noted down with its name."""
    number = row[id] if id is not None else None
    key = key_of(row[name] if number is None else number)
    side.names.setdefault(key, format_cell(table, name, row[name], lang))
    if node_of_id(str(number)) is not None:
        side.records[key] = str(number)
    return key


@dataclass(frozen=True)
class Grid:
    """What the picture is made from: the cells, where they lead, the rows and the columns."""

    table: Table
    lang: str
    cells: Mapping[tuple[Key, ...], object]
    there: Mapping[tuple[Key, ...], str | None]
    down: Side
    along: Side

    @property
    def unit(self) -> str | None:
        """What the cells are measured in."""
        return self.table.column(self.table.view(MatrixView).value).unit

    @property
    def top(self) -> float:
        """The largest amount."""
        return max(finite_number(amount) or 0 for amount in self.cells.values())

    def kept(self) -> tuple[list[Key], list[Key]]:
        """The rows that are shown at first, and the others; the largest first."""
        order = self.down.ordered()
        most = len(order) if len(order) <= MOST else KEPT
        return order[:most], order[most:]

    def text(self, row: Key, column: Key) -> tuple[str, str]:
        """What a cell is between, and its amount, in words."""
        named = f"{self.down.names[row]} → {self.along.names[column]}"
        return named, format_value(self.cells[row, column], self.lang, self.unit)

    def amount(self, row: Key, column: Key) -> float:
        """A cell as a number, nothing as nought."""
        return finite_number(self.cells.get((row, column))) or 0

    def total(self, sums: Iterable[float]) -> Markup:
        """The cell of a sum."""
        return _SUM.format(format_value(sum(sums), self.lang, self.unit))

    def cell(self, row: Key, column: Key, top: float) -> Markup:
        """A cell, the darker the nearer to the largest."""
        if (row, column) not in self.cells:
            return Markup('<td class="none-between"></td>')
        amount, address = self.cells[row, column], self.there.get((row, column))
        return _cell(amount, top, *self.text(row, column), address)

    def lines(self, rows: Iterable[Key]) -> Markup:
        """Rows as they are."""
        columns = self.along.ordered()
        top = self.top
        return Markup("").join(
            Markup("<tr>{}{}{}</tr>").format(
                self.down.head(row, "row"),
                Markup("").join(self.cell(row, column, top) for column in columns),
                self.total([self.down.sums.get(row, 0)]),
            )
            for row in rows
        )

    def together(self, rows: Sequence[Key]) -> Markup:
        """Rows as one that holds their sums; nothing for none."""
        if not rows:
            return Markup("")
        amounts = [sum(self.amount(row, one) for row in rows) for one in self.along.ordered()]
        texts = (format_value(one, self.lang, self.unit) if one else "" for one in amounts)
        return _OTHERS.format(
            say("others_folded", self.lang, n=f"{len(rows):,}"),
            Markup("").join(map(_SUM.format, texts)),
            self.total(self.down.sums.get(row, 0) for row in rows),
        )


def _html(drawn: Grid) -> Markup:
    table, lang, down, along = drawn.table, drawn.lang, drawn.down, drawn.along
    view, columns = table.view(MatrixView), along.ordered()
    kept, others = drawn.kept()
    body = Markup("<tbody>{}{}</tbody>").format(drawn.lines(kept), drawn.together(others))
    if others:
        body += Markup('<tbody class="folded">{}</tbody>').format(drawn.lines(others))
    sums = [*(drawn.total([along.sums.get(c, 0)]) for c in columns)]
    return _TABLE.format(
        table.column(view.row).label.get(lang),
        table.column(view.column).label.get(lang),
        Markup("").join(along.head(column, "col") for column in columns),
        body,
        Markup("").join([*sums, drawn.total(down.sums.values())]),
        total=say("total", lang),
    )


def share_of(amount: object, top: float) -> int:
    """How much of its colour a cell has, in percent; over ``DARK`` its words are white."""
    number = finite_number(amount)
    return 0 if number is None else round(12 + 78 * (number / top if top > 0 else 0))


def _cell(amount: object, top: float, named: str, text: str, address: str | None) -> Markup:
    """A cell, the darker the larger its amount is beside the largest, and where it leads."""
    share = share_of(amount, top)
    shown = _LINK.format(address, f"{named}, {text}", text) if address else text
    return _CELL.format(" dark" if share > DARK else "", share, f"{named}\n{text}", shown)
