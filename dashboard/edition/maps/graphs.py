"""A map as a graph for analysis: GraphML and GEXF with places, colours, labels, and what relationships weigh."""

import io
import re
from datetime import date

import networkx

from dashboard.edition.maps.sheet import Sheet
from dashboard.figures.drawing.scene import Bar, Dot

_DATED = re.compile(rb'lastmodifieddate="[^"]*"')


def graph(sheet: Sheet) -> "networkx.MultiDiGraph[str]":
    """The things and relationships of a map. y grows upwards, as graph programs have it."""
    drawn, found = sheet.drawn, networkx.MultiDiGraph()
    sums = drawn.layers.sums()
    shapes: dict[str, Bar | Dot] = {one.key: one for one in sheet.scene.dots if one.key}
    shapes |= {bar.key: bar for bar in sheet.scene.bars}
    colours = {line.keys[0]: line.colour for line in sheet.scene.lines if line.about}
    for key, node in sorted(drawn.layers.nodes.items()):
        name = f"{node.column}|{node.id}"
        x, y = _middle(shapes[name])
        attributes: dict[str, str | int | float] = {
            "label": node.name,
            "id_in_graph": node.id,
            "column": node.column,
            "kind": drawn.heading(node.column),
            "block": drawn.block(node.block) if node.block else "",
            "x": round(x - sheet.size[0] / 2, 1),
            "y": round(sheet.size[1] / 2 - y, 1),
            "colour": colours.get(name, shapes[name].colour),
        }
        if drawn.weighed:
            attributes["total"] = sums[key]
        found.add_node(name, **attributes)
    for number, relationship in enumerate(drawn.layers.relationships):
        ends = (f"{column}|{id}" for column, id in (relationship.source, relationship.target))
        about: dict[str, str | float] = {
            "label": drawn.step(relationship.source[0]),
            "basis": relationship.basis,
            "weight": relationship.value,
        }
        found.add_edge(*ends, key=number, **about)
    return found


def _middle(shape: Bar | Dot) -> tuple[float, float]:
    if isinstance(shape, Bar):
        return shape.x + shape.width / 2, shape.y + shape.height / 2
    return shape.x, shape.y


def graphml(sheet: Sheet) -> bytes:
    """GraphML with attributes by name."""
    out = io.BytesIO()
    networkx.write_graphml(
        graph(sheet), out, named_key_ids=True, encoding="utf-8", prettyprint=True
    )
    return out.getvalue()


def gexf(sheet: Sheet, day: date) -> bytes:
    """GEXF with Gephi's own places and colours, dated with the edition's day."""
    network = graph(sheet)
    for _, attributes in network.nodes(data=True):
        red, green, blue = (int(attributes["colour"][at : at + 2], 16) for at in (1, 3, 5))
        attributes["viz"] = {
            "position": {"x": attributes.pop("x"), "y": attributes.pop("y"), "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": max(4.0, attributes.get("total", 1.0) ** 0.5),
        }
    out = io.BytesIO()
    networkx.write_gexf(network, out, encoding="utf-8", prettyprint=True, version="1.2draft")
    return _DATED.sub(b'lastmodifieddate="%s"' % day.isoformat().encode(), out.getvalue(), count=1)
