"""Who gives to whom, in columns: rows with source, target and value laid out as a scene."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from cypher.format import format_cell, format_value
from cypher.header import Column
from cypher.table import Table
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Bar, Ribbon, Scene, Word, length, shortened, stack
from dashboard.figures.relations.relationship_table import level_of
from dashboard.texts import say
from graph.model import node_of_id

BETWEEN = "#b3a894"
NODE = "#6b6459"


Leads = Callable[[str, Mapping[str, object]], str | None]
"""Where the node in a column of a row leads to."""


@dataclass(frozen=True)
class Size:
    """How large a scene is drawn: its width, its letters, the room for a name, and the gap.

    ``beside`` is the most of the width that the names of the last column may take.
    """

    width: float
    letters: float
    slot: float
    bar: float
    flow: float
    stacked: bool
    beside: float


WIDE = Size(width=860, letters=13, slot=20, bar=11, flow=320, stacked=False, beside=0.42)
BROAD = Size(width=1180, letters=14, slot=21, bar=12, flow=340, stacked=False, beside=0.42)
NARROW = Size(width=360, letters=12, slot=19, bar=8, flow=240, stacked=True, beside=0.54)
"""On a phone each step of the flow has a picture of its own, one under the other."""


@dataclass
class _Node:
    column: int
    name: str
    id: str = ""
    link: str = ""
    into: float = 0
    out: float = 0
    x: float = 0
    y: float = 0
    height: float = 0
    spent: dict[str, float] = field(default_factory=lambda: {"in": 0.0, "out": 0.0})

    @property
    def value(self) -> float:
        return max(self.into, self.out)

    @property
    def key(self) -> str:
        return f"{self.column}|{self.id or self.name}"


@dataclass(frozen=True)
class _Flow:
    source: _Node
    target: _Node
    value: float


@dataclass(frozen=True)
class _Unit:
    """What the flows are measured in, and how an amount of it is written."""

    table: Table
    lang: str

    @property
    def _column(self) -> Column:
        return self.table.column(self.table.header.view.value or "value")

    @property
    def label(self) -> str:
        return self._column.label.get(self.lang)

    def said(self, value: float) -> str:
        if self._column.unit == "fen" and abs(value) >= 100:
            return f"¥{value / 100:,.0f}"
        number = int(value) if value == int(value) else value
        return format_value(number, self.lang, self._column.unit)


def fitting(room: float) -> Size:
    """How large a scene is drawn in a place so many pixels wide."""
    return BROAD if room >= BROAD.width else WIDE if room >= 620 else NARROW


def scene(table: Table, lang: str, size: Size, leads: Leads | None = None) -> Scene:
    """The flows of a table as a scene. Rows may carry a level (1, 2, …); without it there is one.

    ``leads`` tells the address of a node, in a picture that is clicked.
    """
    rows = table.dicts()
    levels = sorted({level_of(table, row) for row in rows})
    if not size.stacked or len(levels) < 2:
        return _scene(table, rows, lang, size, leads)
    parts = [
        _scene(table, [row for row in rows if level_of(table, row) == level], lang, size, leads)
        for level in levels
    ]
    return stack(parts, gap=22)


def _scene(
    table: Table, rows: list[dict[str, object]], lang: str, size: Size, leads: Leads | None
) -> Scene:
    flows = _flows(table, rows, lang, leads)
    nodes = {node.key: node for flow in flows for node in (flow.source, flow.target)}
    columns: dict[int, list[_Node]] = defaultdict(list)
    for node in nodes.values():
        columns[node.column].append(node)
    ordered = [columns[at] for at in sorted(columns)]
    _order(ordered, flows)
    unit = _Unit(table, lang)
    height = _place(ordered, size, unit)
    return Scene(
        width=size.width,
        height=height,
        about=table.header.title.get(lang),
        detail=say("flow_detail", lang, flows=len(flows)),
        ribbons=_ribbons(ordered, flows, size, unit),
        bars=tuple(_bar(node, ordered, size, unit) for nodes in ordered for node in nodes),
        words=tuple(
            _word(node, size, unit, _room(node, ordered, size))
            for nodes in ordered
            for node in nodes
        ),
    )


def _flows(
    table: Table, rows: list[dict[str, object]], lang: str, leads: Leads | None
) -> list[_Flow]:
    view = table.header.view
    source, target = view.source or "source", view.target or "target"
    nodes: dict[str, _Node] = {}

    def node(column: int, name: str, row: dict[str, object], id: object) -> _Node:
        number = str(id) if id is not None and node_of_id(str(id)) else ""
        end = _Node(column, format_cell(table, name, row[name], lang), number)
        if nodes.setdefault(end.key, end) is end:
            end.link = (leads(name, row) if leads else None) or ""
        return nodes[end.key]

    flows = []
    for row in rows:
        value = row[view.value or "value"]
        level = level_of(table, row)
        if not isinstance(value, int | float) or value <= 0:
            continue
        a = node(level - 1, source, row, row.get(view.source_id or ""))
        b = node(level, target, row, row.get(view.target_id or ""))
        a.out += value
        b.into += value
        flows.append(_Flow(a, b, float(value)))
    return flows


def _order(columns: list[list[_Node]], flows: list[_Flow]) -> None:
    """Order each column: the first by size, the others so that bands cross little."""
    if columns:
        columns[0].sort(key=lambda n: (-n.value, n.name))
    for _ in range(4):
        for at in range(1, len(columns)):
            _by_centre(columns[at], columns[at - 1], [(f.target, f.source, f.value) for f in flows])
        for at in range(len(columns) - 2, 0, -1):
            _by_centre(columns[at], columns[at + 1], [(f.source, f.target, f.value) for f in flows])


def _by_centre(
    nodes: list[_Node], others: list[_Node], pairs: list[tuple[_Node, _Node, float]]
) -> None:
    """Sort nodes by the weighted middle of those they are joined to in another column."""
    place = {node.key: index for index, node in enumerate(others)}
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for node, other, value in pairs:
        if other.key in place:
            sums[node.key][0] += value * place[other.key]
            sums[node.key][1] += value

    def centre(node: _Node) -> tuple[float, str]:
        total, weight = sums[node.key]
        return (total / weight if weight else 0.0, node.name)

    nodes.sort(key=centre)


def _place(columns: list[list[_Node]], size: Size, unit: _Unit) -> float:
    """Give every node its box: as high as its value, with room for its name. Gives the height."""
    most = max((len(nodes) for nodes in columns), default=1)
    total = max((sum(n.value for n in nodes) for nodes in columns), default=1) or 1
    scale = max(size.flow, most * size.slot * 0.8) / total
    heights = [
        sum(max(n.value * scale, size.slot - 4) + 5 for n in nodes) - 5 if nodes else 0
        for nodes in columns
    ]
    height = max(heights, default=0)
    for x, nodes, taken in zip(_across(columns, size, unit), columns, heights, strict=True):
        spare = (height - taken) / max(1, len(nodes))
        y = spare / 2
        for node in nodes:
            slot = max(node.value * scale, size.slot - 4)
            node.height = max(1.5, node.value * scale)
            node.x, node.y = x, y + (slot - node.height) / 2 + 6
            y += slot + 5 + spare
    return height + 14


def _across(columns: list[list[_Node]], size: Size, unit: _Unit) -> list[float]:
    """Where each column stands: each has room for its names, and an equal share of the rest."""
    needed = [
        size.bar + 14 + size.letters * max(length(_label(node, unit)) for node in nodes)
        for nodes in columns
    ]
    if not needed:
        return []
    whole = size.width - size.bar - min(size.width * size.beside, needed.pop() - size.bar)
    wanted = sum(needed)
    share = max(0.0, whole - wanted) / max(1, len(needed))
    return [0.0, *accumulate(one * min(1.0, whole / wanted) + share for one in needed)]


def _ribbons(
    columns: list[list[_Node]], flows: list[_Flow], size: Size, unit: _Unit
) -> tuple[Ribbon, ...]:
    colour = {
        node.key: colours.of(index) for index, node in enumerate(columns[0] if columns else [])
    }
    made = []
    for flow in sorted(
        flows, key=lambda f: (f.source.column, f.source.y, f.target.y, f.target.name)
    ):
        a, b = flow.source, flow.target
        ha, hb = flow.value / a.value * a.height, flow.value / b.value * b.height
        top_a, top_b = a.y + a.spent["out"], b.y + b.spent["in"]
        a.spent["out"] += ha
        b.spent["in"] += hb
        made.append(
            Ribbon(
                a.x + size.bar,
                top_a,
                top_a + ha,
                b.x,
                top_b,
                top_b + hb,
                colour.get(a.key, BETWEEN),
                f"{a.name} → {b.name}\n{unit.label} {unit.said(flow.value)}",
                (a.key, b.key),
            )
        )
    return tuple(made)


def _bar(node: _Node, columns: list[list[_Node]], size: Size, unit: _Unit) -> Bar:
    first = node.column == columns[0][0].column
    colour = colours.of(columns[0].index(node)) if first else NODE
    about = f"{node.name}\n{unit.label} {unit.said(node.value)}"
    return Bar(node.x, node.y, size.bar, node.height, colour, about, node.key, node.id, node.link)


def _room(node: _Node, columns: list[list[_Node]], size: Size) -> float:
    """How wide a name may be: up to the next column's bars, or to the edge."""
    after = [nodes[0].x for nodes in columns if nodes and nodes[0].x > node.x]
    return min(after, default=size.width) - node.x - size.bar - 8


def _word(node: _Node, size: Size, unit: _Unit, wide: float) -> Word:
    y = node.y + node.height / 2 + size.letters * 0.36
    room = wide / size.letters
    text = shortened(node.name, room, f" {unit.said(node.value)}")
    return Word(
        node.x + size.bar + 6,
        y,
        text,
        "start",
        size.letters,
        whole=_label(node, unit),
        id=node.id,
        key=node.key if node.id else "",
        link=node.link,
    )


def _label(node: _Node, unit: _Unit) -> str:
    return f"{node.name} {unit.said(node.value)}"
