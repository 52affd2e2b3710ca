"""The report as typst text: a cover, the first page, contents, chapters, maps, annexes; nothing from
the data is markup."""

from collections.abc import Iterable, Mapping
from importlib.resources import files

from cypher.format import format_day
from dashboard.edition.content.content import Content
from dashboard.edition.data.sheets import front
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.print.press import Press, quoted
from dashboard.edition.report.blocks import (
    Block,
    Finding,
    Front,
    Heading,
    Pairs,
    Picture,
    Pointers,
    Report,
    Rows,
    Text,
    Tile,
)
from dashboard.edition.report.pictures import WIDE
from dashboard.edition.report.tables import rows_style, rows_text
from dashboard.figures.drawing import colours
from dashboard.texts import say

_TALLEST = 190
"""How high a picture may be, in millimetres; those of a report are lower by themselves."""

Shapes = Mapping[str, float]
"""How high each picture is by its width, by its file."""


def typeset(
    content: Content, parts: Report, shapes: Shapes, maps: list[Drawn], press: Press
) -> str:
    """The whole document; pictures lie beside it by the names of their blocks."""
    return "\n".join(
        [
            press.opening(
                say("report_title", content.plan.lang, name=content.plan.name), content.plan.lang
            ),
            _style(content),
            _cover(content),
            _front(parts.front, shapes, content.plan.lang),
            _contents(content.plan.lang),
            *(_block(block, shapes, content) for block in parts.chapters),
            *_maps(maps, content.plan.lang),
            "#set page(..upright)",
            *(_block(block, shapes, content) for block in parts.annexes),
            "#set page(..across)",
            *(_block(block, shapes, content) for block in parts.tables),
        ]
    )


def _style(content: Content) -> str:
    plan, lang = content.plan, content.plan.lang
    named = {
        "title": say("report_title", lang, name=plan.name),
        "mark": say("synthetic", lang) if content.synthetic else "",
        "printed": printed(content),
    }
    values = "".join(f"#let {name} = {_text(value)}\n" for name, value in named.items())
    style = (files(__package__) / "style.typ").read_text("utf-8")
    return f'#let accent = rgb("{colours.ACCENT}")\n{values}{style}{rows_style()}'


def printed(content: Content) -> str:
    """The day of the data, and the day of printing, in words."""
    lang, plan = content.plan.lang, content.plan
    days = {"day": format_day(plan.as_of, lang), "printed": format_day(plan.printed, lang)}
    return say("report_printed", lang, **days)


def _text(text: str) -> str:
    return f"text({quoted(text)})"


def _cover(content: Content) -> str:
    plan, lang = content.plan, content.plan.lang
    title = say("report_title", lang, name=plan.name)
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


def _front(page: Front, shapes: Shapes, lang: str) -> str:
    """The first page: sentences, numbers, a picture, what is open and what is to be decided."""
    picture = ""
    if page.picture is not None:
        picture = _image(page.picture, shapes, lang)
    lists = [
        f"[#points({_text(say(key, lang))}, ({', '.join(map(_text, found))},))]"
        for key, found in (("front_open", page.open), ("front_decide", page.decide))
        if found
    ]
    beside = f"#grid(columns: ({'1fr, ' * len(lists)}), column-gutter: 9mm, {', '.join(lists)})"
    return "\n".join(
        [
            f"#heading(level: 1, {_text(say('front_title', lang))})",
            f"#lead({_text(page.lead)})" if page.lead else "",
            f"#more({_text(page.more)})" if page.more else "",
            f"#tiles({', '.join(_tile(one) for one in page.tiles)})" if page.tiles else "",
            picture,
            beside if lists else "",
        ]
    )


def _tile(one: Tile) -> str:
    bars = "none"
    if one.bars is not None:
        bars = f"({', '.join(f'{share * 100:.1f}%' for share in one.bars)})"
    return f"tile({_text(one.label)}, {_text(one.value)}, {_text(one.beside)}, {bars})"


def _contents(lang: str) -> str:
    """The contents, whole on the page on which they begin."""
    title = f"#heading(level: 1, outlined: false, {_text(say('contents', lang))})"
    return f"{title}\n#outline(title: none, depth: 1, indent: 1em)\n"


def _block(block: Block, shapes: Shapes, content: Content) -> str:
    lang = content.plan.lang
    match block:
        case Heading(level, text, label):
            return f"#heading(level: {level}, {_text(text)})" + (f" <{label}>" if label else "")
        case Text(text, small, leads):
            note = f"#note(leads: {str(leads).lower()}, {_text(text)})"
            return note if small else f"#about({_text(text)})"
        case Finding(text):
            return f"#finding({_text(text)})"
        case Picture():
            return _image(block, shapes, lang)
        case Rows():
            return rows_text(block, lang, content.plan.letters)
        case Pairs(pairs):
            return _pairs(pairs)
        case Pointers(to):
            items = ", ".join(f"({quoted(label)}, {_text(title)})" for label, title in to)
            return f"#pointers({_text(say('tables_at_end', lang))}, ({items},))"


def _image(block: Picture, shapes: Shapes, lang: str) -> str:
    """A picture as wide as its page, of which each has letters of the same size."""
    table = block.table
    alt = quoted(f"{table.title.get(lang)}：{table.header.about.get(lang)}")
    tall = shapes[block.file] * WIDE > _TALLEST
    size = f"height: {_TALLEST}mm" if tall else f"width: {WIDE}mm"
    return f"#block(width: 100%, above: 1em, below: 1.2em, sticky: {str(block.noted).lower()}, align(center, image({quoted(block.file)}, {size}, alt: {alt})))"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    cells = ",\n".join(f"text(weight: 700, {quoted(term)}), {_text(text)}" for term, text in pairs)
    return f"#text(size: 8.5pt)[#set par(leading: 0.65em)\n#table(columns: (42mm, 1fr), {cells})]"


def _maps(maps: list[Drawn], lang: str) -> list[str]:
    """A page lying across for each map, grouped so that it can be read; the whole is on the poster."""
    if not maps:
        return []
    parts = ["#set page(..across)", f"#heading(level: 1, {_text(say('annex_maps', lang))})"]
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
    return parts
