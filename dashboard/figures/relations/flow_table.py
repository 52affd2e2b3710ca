"""Who gives to whom, read from a table: nodes in columns, and flows from one column to the next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cypher.format import format_cell
from cypher.nothing import is_nothing
from cypher.table import Table
from cypher.views import FlowView
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.keys import finite_number, key_of
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.relationship_table import level_of
from graph.model import node_of_id

Row = Mapping[str, object]
Leads = Callable[[str, Row], str | None]
"""Where the node in a column of a row leads to."""


@dataclass
class FlowNode:
    """A node of a flow: what comes in and goes out, and its box on the picture, in the scene's units.

    ``key`` tells it from all others: its id, or where the rows hold none the value that names it.
    ``record`` is the id of its record, where it is one of the model's.
    """

    column: int
    key: str
    name: str
    code: str
    record: str = ""
    link: str = ""
    into: float = 0
    out: float = 0
    x: float = 0
    y: float = 0
    height: float = 0
    spent: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})
    """How much of its height the ribbons placed so far take, on its left and on its right."""

    @property
    def value(self) -> float:
        """How large it is drawn: the larger of what comes in and what goes out."""
        return max(self.into, self.out)


@dataclass(frozen=True)
class Flow:
    """What goes from one node to another."""

    source: FlowNode
    target: FlowNode
    value: float
    link: str = ""
    """The address of the rows behind it."""


def flows_of(
    table: Table,
    rows: Iterable[Row],
    lang: str,
    leads: Leads | None = None,
    link: Link | None = None,
) -> list[Flow]:
    """The flows of rows that hold a number above 0, with their nodes; where both lead.

    A row runs from the column of its ``level`` to the next one (1: from the first to the second).
    """
    view, nodes, flows = table.view(FlowView), dict[str, FlowNode](), []
    ends = ((view.source, view.source_id), (view.target, view.target_id))
    # a node in the middle is one row's target and another's source: both must be named alike
    by_id = all(id is not None for _, id in ends)

    def node(column: int, row: Row, name: str, id: str | None) -> FlowNode:
        number = row.get(id or "")
        record = str(number) if node_of_id(str(number)) else ""
        key = f"{column}|{_key(row[name], number if by_id or record else None)}"
        if key not in nodes:
            there = (leads(name, row) if leads else None) or ""
            shown = format_cell(table, name, row[name], lang)
            nodes[key] = FlowNode(column, key, shown, str(row[name]), record, there)
        return nodes[key]

    for row in rows:
        value, level = finite_number(row[view.value]), level_of(table, row)
        if value is None or value <= 0:
            continue
        a, b = (node(level - 1 + at, row, *end) for at, end in enumerate(ends))
        a.out += value
        b.into += value
        there = link(table, view.value, row) if link is not None else None
        flows.append(Flow(a, b, float(value), there or ""))
    return flows


def _key(value: object, id: object) -> str:
    """What a node is told apart by: its id, else the value that names it."""
    if not is_nothing(id):
        return str(id)
    return value if isinstance(value, str) else str(key_of(value))


def shades_of(table: Table, nodes: Iterable[FlowNode]) -> dict[str, str]:
    """Node to colour for those of the first column, by their codes where they have any."""
    coded = table.codes(table.view(FlowView).source)
    codes = {node.key: node.code if node.code in coded else node.key for node in nodes}
    shades = colours.of_codes(coded, codes.values())
    return {key: shades[code] for key, code in codes.items()}
