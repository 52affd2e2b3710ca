"""Who gives to whom, in columns: the flows of a table laid out as a scene."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from cypher.format import format_value
from cypher.header import Column
from cypher.table import Table
from cypher.views import FlowView
from dashboard.figures.drawing import colours
from dashboard.figures.drawing.scene import Bar, Ribbon, Scene, Word, folded, shortened, stack
from dashboard.figures.lists.table import Link
from dashboard.figures.relations.flow_table import Flow, FlowNode, Leads, Row, flows_of, shades_of
from dashboard.figures.relations.layout import order_columns
from dashboard.figures.relations.relationship_table import level_of
from dashboard.texts import say
from graph.text import ems

BETWEEN = "#b3a894"
LINE = 1.2
"""How far the lines of a name stand apart, in heights of its letters."""


@dataclass(frozen=True)
class Size:
    """How large a flow is drawn, in the scene's units.

    ``letters`` is the height of the names, ``slot`` the least height of a node with its name, ``bar``
    the width of its bar, ``flow`` the height of all flows together; ``stacked`` puts each step below
    the last. ``beside`` is the most of the width that the names of the last column may take. Where it is
    ``folded``, a name without room stands in lines, its amount in the last, as far as its node is high.
    """

    width: float
    letters: float
    slot: float
    bar: float
    flow: float
    stacked: bool
    beside: float
    folded: bool = False


WIDE = Size(width=860, letters=13, slot=20, bar=11, flow=320, stacked=False, beside=0.42)
BROAD = Size(width=1180, letters=14, slot=21, bar=12, flow=340, stacked=False, beside=0.42)
NARROW = Size(width=360, letters=12, slot=19, bar=8, flow=240, stacked=True, beside=0.54)
"""On a phone each step of the flow has a picture of its own, one under the other."""


@dataclass(frozen=True)
class _Unit:
    """What the flows are measured in, and how an amount of it is written."""

    table: Table
    lang: str

    @property
    def _column(self) -> Column:
        return self.table.column(self.table.view(FlowView).value)

    @property
    def label(self) -> str:
        return self._column.label.get(self.lang)

    def amount(self, value: float) -> str:
        if self._column.unit == "fen" and abs(value) >= 100:
            return f"¥{value / 100:,.0f}"
        number = int(value) if value == int(value) else value
        return format_value(number, self.lang, self._column.unit)


def fitting(room: float) -> Size:
    """How large a scene is drawn in a place so many pixels wide."""
    return BROAD if room >= BROAD.width else WIDE if room >= 620 else NARROW


def scene(
    table: Table, lang: str, size: Size, leads: Leads | None = None, link: Link | None = None
) -> Scene:
    """The flows of a table as a scene. Rows may carry a level (1, 2, …); without it there is one.

    ``leads`` tells the address of a node, ``link`` of a band, in a picture that is clicked.
    """
    rows = table.dicts()
    levels = sorted({level_of(table, row) for row in rows})
    if not size.stacked or len(levels) < 2:
        return _scene(table, rows, lang, size, leads, link)
    parts = [
        _scene(table, [r for r in rows if level_of(table, r) == level], lang, size, leads, link)
        for level in levels
    ]
    return stack(parts, gap=22)


def _scene(
    table: Table,
    rows: Iterable[Row],
    lang: str,
    size: Size,
    leads: Leads | None,
    link: Link | None,
) -> Scene:
    flows = flows_of(table, rows, lang, leads, link)
    ordered, unit = _columns(flows), _Unit(table, lang)
    shades = shades_of(table, [node for nodes in ordered[:1] for node in nodes if node.column == 0])
    height = _place(ordered, size, unit)
    return Scene(
        width=size.width,
        height=height,
        about=table.header.title.get(lang),
        detail=say("flow_detail", lang, flows=len(flows)),
        ribbons=_ribbons(flows, shades, size, unit),
        bars=tuple(_bar(node, shades, size, unit) for nodes in ordered for node in nodes),
        words=tuple(
            word
            for nodes in ordered
            for node in nodes
            for word in _words(node, size, unit, _room(node, ordered, size))
        ),
    )


def _columns(flows: list[Flow]) -> list[list[FlowNode]]:
    """The nodes by column: the first by size, the others so that bands cross little.

    Where that leaves several alike they stand as the report lists them, in every language.
    """
    nodes = {node.key: node for flow in flows for node in (flow.source, flow.target)}
    place = {key: n for n, key in enumerate(nodes)}
    columns: dict[int, list[FlowNode]] = defaultdict(list)
    for node in nodes.values():
        columns[node.column].append(node)
    ordered = [columns[at] for at in sorted(columns)]
    if ordered:
        ordered[0].sort(key=lambda n: (-n.value, place[n.key]))
    near: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for flow in flows:
        near[flow.source.key][flow.target.key] += flow.value
        near[flow.target.key][flow.source.key] += flow.value
    order_columns(
        ordered,
        near,
        key=lambda node: node.key,
        rank=lambda node, middle: (round(middle, 9), place[node.key]),
        sweeps=4,
        fixed=1,
    )
    return ordered


def _place(columns: list[list[FlowNode]], size: Size, unit: _Unit) -> float:
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


def _across(columns: list[list[FlowNode]], size: Size, unit: _Unit) -> list[float]:
    """Where each column stands: each has room for its names, and an equal share of the rest."""
    needed = [
        size.bar + 14 + size.letters * max(ems(_label(node, unit)) for node in nodes)
        for nodes in columns
    ]
    if not needed:
        return []
    whole = size.width - size.bar - min(size.width * size.beside, needed.pop() - size.bar)
    wanted = sum(needed)
    share = max(0.0, whole - wanted) / max(1, len(needed))
    return [0.0, *accumulate(one * min(1.0, whole / wanted) + share for one in needed)]


def _ribbons(
    flows: list[Flow], shades: dict[str, str], size: Size, unit: _Unit
) -> tuple[Ribbon, ...]:
    ribbons = []
    for flow in sorted(
        flows, key=lambda f: (f.source.column, f.source.y, f.target.y, f.target.name, f.target.key)
    ):
        a, b = flow.source, flow.target
        ha, hb = flow.value / a.value * a.height, flow.value / b.value * b.height
        top_a, top_b = a.y + a.spent["out"], b.y + b.spent["in"]
        a.spent["out"] += ha
        b.spent["in"] += hb
        ribbons.append(
            Ribbon(
                a.x + size.bar,
                top_a,
                top_a + ha,
                b.x,
                top_b,
                top_b + hb,
                shades.get(a.key, BETWEEN),
                f"{a.name} → {b.name}\n{unit.label} {unit.amount(flow.value)}",
                (a.key, b.key),
                flow.link,
            )
        )
    return tuple(ribbons)


def _bar(node: FlowNode, shades: dict[str, str], size: Size, unit: _Unit) -> Bar:
    colour = shades.get(node.key, colours.NODE)
    about = f"{node.name}\n{unit.label} {unit.amount(node.value)}"
    return Bar(
        node.x, node.y, size.bar, node.height, colour, about, node.key, node.record, node.link
    )


def _room(node: FlowNode, columns: list[list[FlowNode]], size: Size) -> float:
    """How wide a name may be: up to the next column's bars, or to the edge."""
    after = [nodes[0].x for nodes in columns if nodes and nodes[0].x > node.x]
    return min(after, default=size.width) - node.x - size.bar - 8


def _words(node: FlowNode, size: Size, unit: _Unit, wide: float) -> list[Word]:
    """The name of a node with its amount, beside each other or one below the other."""
    room, amount = wide / size.letters, unit.amount(node.value)
    lines = [shortened(node.name, room, f" {amount}")]
    most = int(max(node.height, size.slot) / (LINE * size.letters))
    if size.folded and ems(_label(node, unit)) > room and most > 1:
        lines = [*folded(node.name, room, most - 1), amount]
    middle = node.y + node.height / 2 + size.letters * 0.36
    top = middle - (len(lines) - 1) * LINE * size.letters / 2
    return [
        Word(
            node.x + size.bar + 6,
            round(top + at * LINE * size.letters, 2),
            text,
            "start",
            size.letters,
            whole=_label(node, unit),
            id=node.record,
            key=node.key if node.record else "",
            link=node.link,
        )
        for at, text in enumerate(lines)
    ]


def _label(node: FlowNode, unit: _Unit) -> str:
    return f"{node.name} {unit.amount(node.value)}"
