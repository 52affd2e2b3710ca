"""The report as typst text: a cover, a contents page, chapters, maps, annexes; nothing from the data is markup."""

from cypher.format import format_cell, format_day, format_heading
from dashboard.edition.content.content import Content
from dashboard.edition.data.sheets import front
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.print.press import Press, quoted
from dashboard.edition.report.outline import Block, Heading, Pairs, Picture, Rows, Text
from dashboard.figures.drawing import colours
from dashboard.figures.lists.table import numeric
from dashboard.texts import say
from graph.text import ems

_HEAD = """
#let ink = rgb("#2a2622")
#let muted = rgb("#6d665c")
#let accent = rgb("{accent}")
#let line-colour = rgb("#ddd6ca")
#set text(size: 10pt, fill: ink, cjk-latin-spacing: none)
#set par(leading: 0.8em, spacing: 1.1em, justify: false)
#set heading(numbering: none)
#show heading.where(level: 1): it => {{ pagebreak(weak: true); block(below: 1em, text(size: 19pt, weight: 700, fill: accent, it.body)) }}
#show heading.where(level: 2): it => block(above: 1.9em, below: 0.8em, sticky: true, text(size: 12.5pt, weight: 700, it.body))
#show table.cell.where(y: 0): set text(weight: 700)
#set table(stroke: (x, y) => (bottom: 0.5pt + line-colour), inset: (x: 4pt, y: 4.5pt))
#let note(body) = block(above: 0.7em, text(size: 7.5pt, fill: muted, body))
#set page(paper: "a4", margin: (x: 20mm, top: 24mm, bottom: 22mm),
  header: context if counter(page).get().first() > 1 [#set text(size: 8pt, fill: muted); #grid(columns: (1fr, auto), {title}, {mark})],
  footer: context if counter(page).get().first() > 1 [#set text(size: 8pt, fill: muted); #align(center, counter(page).display())])
"""


def typeset(
    content: Content, blocks: list[Block], maps: list[Drawn], names: dict[int, str], press: Press
) -> str:
    """The whole document; ``names`` gives the picture file of each block by its place."""
    lang = content.plan.lang
    title = say("report_title", lang, name=content.plan.name)
    mark = say("synthetic", lang) if content.synthetic else ""
    parts = [
        press.opening(title, lang),
        _HEAD.replace("{{", "{")
        .replace("}}", "}")
        .replace("{accent}", colours.ACCENT)
        .replace("{title}", _text(title))
        .replace("{mark}", f"text(fill: accent, weight: 700, {quoted(mark)})"),
        _cover(content, title),
        f"#outline(title: {quoted(say('contents', lang))}, depth: 1, indent: 1em)\n",
    ]
    annexes = next(
        (
            n
            for n, b in enumerate(blocks)
            if isinstance(b, Heading) and b.text == say("annex_corrections", lang)
        ),
        len(blocks),
    )
    parts += [_block(block, names.get(n), lang) for n, block in enumerate(blocks[:annexes])]
    parts += _maps(maps, lang)
    parts += [_block(block, None, lang) for block in blocks[annexes:]]
    return "\n".join(parts)


def _text(text: str) -> str:
    return f"text({quoted(text)})"


def _cover(content: Content, title: str) -> str:
    plan, lang = content.plan, content.plan.lang
    pairs = "".join(f"{_text(label)}, {_text(value)}, " for label, value in front(content))
    stamp = (
        f"#block(stroke: 1.5pt + accent, radius: 4pt, inset: 12pt, [#text(size: 20pt, weight: 700, fill: accent, "
        f"{quoted(say('synthetic', lang))}) #linebreak() #text(size: 9pt, {quoted(say('synthetic_more', lang))})])\n"
        if content.synthetic
        else ""
    )
    return (
        "#v(40mm)\n#rect(width: 18mm, height: 3mm, fill: accent, stroke: none)\n"
        f"#text(size: 34pt, weight: 700, {quoted(say('report_name', lang))})\n\n"
        f"#text(size: 20pt, fill: muted, {quoted(title)})\n\n"
        f"#text(size: 14pt, {quoted(say('as_of', lang, day=format_day(plan.as_of, lang)))})\n#v(12mm)\n{stamp}#v(1fr)\n"
        f"#text(size: 9pt)[#table(columns: (32mm, 1fr), {pairs})]\n#pagebreak()\n"
    )


def _block(block: Block, picture: str | None, lang: str) -> str:
    match block:
        case Heading(level, text):
            return f"#heading(level: {level}, {_text(text)})"
        case Text(text, small):
            return f"#note({_text(text)})" if small else f"#par({_text(text)})"
        case Picture(table):
            alt = f"{table.title.get(lang)}：{table.header.about.get(lang)}"
            return f"#block(above: 1em, image({quoted(picture or '')}, width: 100%, alt: {quoted(alt)}))"
        case Rows():
            return _rows(block, lang)
        case Pairs(pairs):
            return _pairs(pairs)


def _rows(block: Rows, lang: str) -> str:
    table, names = block.table, block.names
    right = [numeric(table, name) for name in names]
    texts = [
        [format_cell(table, name, row[name], lang) for name in names]
        for row in table.dicts()[: block.most]
    ]
    heads = [format_heading(table, name, lang) for name in names]
    wide = [_wide(head, [row[n] for row in texts]) for n, head in enumerate(heads)]
    size = 8.5 if sum(wide) <= 58 else 7.5 if sum(wide) <= 80 else 6.5
    columns = ", ".join(f"{width:.1f}fr" for width in wide)
    align = ", ".join("right" if one else "left" for one in right)
    head = ", ".join(_text(one) for one in heads)
    body = ",\n".join(", ".join(_text(cell) for cell in row) for row in texts)
    return (
        f"#text(size: {size}pt)[#set par(leading: 0.55em)\n#table(columns: ({columns},), align: ({align},), "
        f"table.header({head}),\n{body})]"
    )


def _wide(head: str, cells: list[str]) -> float:
    """A column's share of the page: its longest cell up to a sentence, and its heading in two lines."""
    return max(2.6, ems(head) / 2 + 0.6, min(22.0, max(map(ems, cells), default=0.0) + 0.6))


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    cells = ",\n".join(f"text(weight: 700, {quoted(term)}), {_text(text)}" for term, text in pairs)
    return f"#text(size: 8.5pt)[#set par(leading: 0.65em)\n#table(columns: (42mm, 1fr), {cells})]"


def _maps(maps: list[Drawn], lang: str) -> list[str]:
    """A page lying across for each map, grouped so that it can be read; the whole is on the poster."""
    if not maps:
        return []
    parts = [
        "#set page(flipped: true, margin: (x: 18mm, top: 20mm, bottom: 16mm))",
        f"#heading(level: 1, {_text(say('annex_maps', lang))})",
    ]
    for number, one in enumerate(maps):
        about = one.map.about.get(lang)
        stop = "。" if lang == "zh" else ". "
        parts.append(
            ("#pagebreak()\n" if number else "")
            + f"#heading(level: 2, {_text(one.title)})\n"
            + f"#text(size: 9pt, fill: muted, {quoted(about + stop + say('map_grouped', lang))})\n"
            + f'#block(height: 1fr, image("map-{one.map.id}.svg", width: 100%, height: 100%, '
            + f'fit: "contain", alt: {quoted(about)}))'
        )
    return [*parts, "#set page(flipped: false, margin: (x: 20mm, top: 24mm, bottom: 22mm))"]
