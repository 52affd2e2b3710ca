"""The maps as one HTML file that opens anywhere: hover, search and filters, and nothing from elsewhere."""

import base64
import io
import json
from functools import cache
from importlib.resources import files
from string import Template

from fontTools import subset
from fontTools.ttLib import TTFont
from markupsafe import Markup, escape

from cypher.words import word
from dashboard.edition.content.content import Content
from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.sheet import Sheet
from dashboard.edition.print.font_metrics import FAMILY, FontMetrics
from dashboard.figures.drawing import colours
from dashboard.texts import say

_WEIGHTS = (400, 600)


@cache
def _file(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def page(sheets: list[Sheet], content: Content, letters: FontMetrics) -> str:
    """The file. Words from the data are escaped; its letters come with it."""
    lang = content.plan.lang
    drawings = [_drawing(one, letters) for one in sheets]
    data = {one.drawn.map.id: _filters(one) for one in sheets}
    title = say("edition_title", lang, name=content.plan.name)
    used = "".join(
        sorted(set("".join(drawings) + title + json.dumps(data, ensure_ascii=False) + _asked(lang)))
    )
    tabs = Markup("").join(
        Markup(
            '<button type="button" role="tab" id="tab-{id}" data-map="{id}" aria-controls="{id}">'
            "{title}</button>"
        ).format(id=one.drawn.map.id, title=one.drawn.title)
        for one in sheets
    )
    return Template(_file("page.html")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(title),
        faces=faces(used, letters),
        css=Template(_file("page.css")).substitute(accent=colours.ACCENT),
        js=_file("page.js"),
        tabs=tabs,
        maps="".join(drawings),
        data=json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c"),
        search=escape(say("map_search", lang)),
        least=escape(say("map_least", lang)),
        clear=escape(say("map_clear", lang)),
        found=escape(say("map_found", lang)),
        help=escape(say("map_help", lang)),
    )


def _asked(lang: str) -> str:
    return "".join(
        say(key, lang) for key in ("map_search", "map_least", "map_clear", "map_found", "map_help")
    )


def _drawing(one: Sheet, letters: FontMetrics) -> str:
    text = one.svg(letters.families)
    return (
        f'<section id="{one.drawn.map.id}" role="tabpanel" aria-labelledby="tab-{one.drawn.map.id}"'
        f" hidden>{text}</section>"
    )


def _filters(one: Sheet) -> dict[str, object]:
    """What the script filters by: the block of each node, basis and weight of each relationship."""
    drawn: Drawn = one.drawn
    relationships = [line for line in one.scene.lines if line.about]
    weight = {
        (f"{t.source[0]}|{t.source[1]}", f"{t.target[0]}|{t.target[1]}", t.about): t
        for t in drawn.layers.relationships
    }
    found = [weight[(*line.keys, line.about)] for line in relationships]
    bases = sorted({relationship.basis for relationship in found})
    return {
        "blocks": [[code, drawn.block(code)] for code in drawn.layers.blocks if code],
        "bases": [[basis, word("basis", basis, drawn.lang)] for basis in bases],
        "nodes": {f"{t.column}|{t.id}": t.block for t in drawn.layers.nodes.values() if t.block},
        "relationships": [[relationship.basis, relationship.value] for relationship in found],
        "measure": drawn.measure() if drawn.weighed else "",
    }


def faces(used: str, letters: FontMetrics) -> str:
    """The letters that are used, of both weights, as style."""
    rules = []
    for weight, font in zip(_WEIGHTS, letters.fonts, strict=False):
        data = base64.b64encode(_subset(font.path, used)).decode()
        rules.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "".join(rules)


def _subset(path: object, used: str) -> bytes:
    """A font with the letters of a text only; the same letters give the same bytes."""
    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.drop_tables += ["GPOS", "GSUB", "BASE", "vmtx", "vhea", "STAT", "GDEF"]
    out = io.BytesIO()
    with TTFont(str(path), lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=used)
        cutter.subset(font)
        font.flavor = "woff"
        font.save(out, reorderTables=True)
    return out.getvalue()
