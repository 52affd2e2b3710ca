"""Flows from left to right: a table of levels to a scene, and the same drawn live."""

from collections import defaultdict
from typing import Any

from cypher.table import Table
from dashboard.figures import colours
from dashboard.figures.scene import Bar, Ribbon, Scene, Word, svg

_HEIGHT, _BAR, _GAP = 520.0, 10.0, 5.0
Node = tuple[int, str]


def flows(table: Table, lang: str) -> list[tuple[Node, Node, float]]:
    """Source, target and value, each node with its column, codes put into words."""
    view = table.header.view
    found = []
    for row in table.dicts():
        level = int(str(row.get("level", 1)))
        source = str(table.said(view.source or "source", row[view.source or "source"], lang))
        target = str(table.said(view.target or "target", row[view.target or "target"], lang))
        value = float(str(row[view.value or "value"]))
        found.append(((level - 1, source), (level, target), value))
    return found


def draw(table: Table, lang: str, width: float = 900.0) -> str:
    """The flows as SVG text: the same table gives the same bytes."""
    return svg(scene(table, lang, width))


def scene(table: Table, lang: str, width: float = 900.0) -> Scene:
    """The flows as shapes. A node is as tall as the larger of what comes in and goes out."""
    links = flows(table, lang)
    sizes = _sizes(links)
    columns: dict[int, list[str]] = defaultdict(list)
    for level, name in sorted(sizes, key=lambda node: (node[0], -sizes[node], node[1])):
        columns[level].append(name)
    tops, scale = _tops(columns, sizes)
    last = max(columns, default=0)
    step = (width - 330) / max(last, 1)
    left = {level: 120 + level * step for level in columns}
    colour = {name: colours.of(n) for n, name in enumerate(columns.get(0, []))}
    grey = colours.of(7)
    bars = tuple(
        Bar(
            left[c],
            tops[c, n],
            _BAR,
            sizes[c, n] * scale,
            colour.get(n, grey) if not c else grey,
            f"{n}：{sizes[c, n]:g}" if lang == "zh" else f"{n}: {sizes[c, n]:g}",
            n,
        )
        for c, names in columns.items()
        for n in names
    )
    words = tuple(
        _word(c, n, left[c], tops[c, n] + sizes[c, n] * scale / 2, sizes[c, n])
        for c, names in columns.items()
        for n in names
    )
    about = table.header.title.get(lang)
    return Scene(width, _HEIGHT, about, _ribbons(links, left, tops, scale, colour), bars, words)


def _sizes(links: list[tuple[Node, Node, float]]) -> dict[Node, float]:
    out: dict[Node, float] = defaultdict(float)
    into: dict[Node, float] = defaultdict(float)
    for source, target, value in links:
        out[source] += value
        into[target] += value
    return {node: max(out[node], into[node]) for node in {*out, *into}}


def _tops(
    columns: dict[int, list[str]], sizes: dict[Node, float]
) -> tuple[dict[Node, float], float]:
    room = [
        (_HEIGHT - 24 - _GAP * (len(names) - 1)) / (sum(sizes[c, n] for n in names) or 1)
        for c, names in columns.items()
    ]
    scale = min(room, default=1.0)
    tops: dict[Node, float] = {}
    for c, names in columns.items():
        tall = sum(sizes[c, n] for n in names) * scale + _GAP * (len(names) - 1)
        y = (_HEIGHT - tall) / 2
        for name in names:
            tops[c, name] = y
            y += sizes[c, name] * scale + _GAP
    return tops, scale


def _ribbons(
    links: list[tuple[Node, Node, float]],
    left: dict[int, float],
    tops: dict[Node, float],
    scale: float,
    colour: dict[str, str],
) -> tuple[Ribbon, ...]:
    out, into, found = dict(tops), dict(tops), []
    for source, target, value in sorted(links, key=lambda k: (tops[k[0]], tops[k[1]])):
        tall = value * scale
        tint = colour.get(source[1], colours.of(7)) if source[0] == 0 else colours.of(5)
        found.append(
            Ribbon(
                left[source[0]] + _BAR,
                out[source],
                out[source] + tall,
                left[target[0]],
                into[target],
                into[target] + tall,
                tint,
                f"{source[1]} → {target[1]}：{value:g}",
                (source[1], target[1]),
            )
        )
        out[source] += tall
        into[target] += tall
    return tuple(found)


def _word(column: int, name: str, x: float, y: float, size: float) -> Word:
    text = f"{name} {size:g}"
    if column == 0:
        return Word(x - 8, y + 4, text, "end", 13, 600)
    return Word(x + _BAR + 6, y + 4, text, "start", 12)


def live(table: Table, lang: str) -> Any:
    """The same flows as a HoloViews picture, on canvas."""
    import holoviews as hv

    hv.extension("bokeh", logo=False)
    hv.renderer("bokeh").webgl = False
    marks = ("", "\u200b", "\u200b\u200b")  # the same name in two columns is two nodes
    rows = [(s[1] + marks[s[0]], t[1] + marks[t[0]], v) for s, t, v in flows(table, lang)]
    return hv.Sankey(rows, kdims=["source", "target"], vdims=["value"]).opts(
        width=1200,
        height=520,
        node_line_width=0,
        edge_color="source",
        node_color="index",
        cmap=list(colours.PALETTE),
        label_position="right",
        label_text_font_size="12px",
        toolbar=None,
        show_frame=False,
        bgcolor=None,
        backend_opts={"plot.outline_line_color": None},
    )
