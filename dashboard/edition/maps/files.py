"""Writes the maps: SVG, posters on A1 and A3, PNG, the page to search in, graph files, and the places."""

import json
from collections.abc import Mapping
from pathlib import Path

from dashboard.edition.content.content import Content
from dashboard.edition.maps.drawn import Drawn, Places, drawn
from dashboard.edition.maps.graphs import gexf, graphml
from dashboard.edition.maps.placing.papers import A1
from dashboard.edition.maps.sheet import Sheet, sheet
from dashboard.edition.maps.web import page
from dashboard.edition.print.press import Press, quoted
from dashboard.figures.relations.layout import Key

FOLDER, PLACES = "maps", "places.json"
PAPERS = {"A1": 841, "A3": 420}
"""Width of the sheet in millimetres, the long side lying."""
_PPI = 72.0


def write_maps(content: Content, folder: Path) -> None:
    """``maps``: every map in every form."""
    place, letters = folder / FOLDER, content.plan.letters
    place.mkdir(parents=True, exist_ok=True)
    earlier = read_places(content.plan.after) if content.plan.after else {}
    maps = drawn(content, earlier)
    sheets = [sheet(one, content, letters) for one in maps]
    with Press(place, letters, content.plan.as_of) as press:
        for one in sheets:
            _write(place, one, content)
            _print(place, one, press, content)
    (place / "maps.html").write_text(page(sheets, content, letters), "utf-8", newline="\n")
    (place / PLACES).write_text(_places(maps), "utf-8", newline="\n")


def _write(place: Path, one: Sheet, content: Content) -> None:
    """One map whole: as a picture and for graph programs."""
    name, plan = one.drawn.map.id, content.plan
    (place / f"{name}.svg").write_text(one.svg(plan.letters.families), "utf-8", newline="\n")
    (place / f"{name}.graphml").write_bytes(graphml(one))
    (place / f"{name}.gexf").write_bytes(gexf(one, plan.as_of))


def _print(place: Path, one: Sheet, press: Press, content: Content) -> None:
    """The posters of a map and their picture; one that is too long for A1 is drawn anew for it."""
    name, letters = one.drawn.map.id, content.plan.letters
    drawing = place / f"{name}.svg"
    if one.size[1] > A1.height:
        one, drawing = sheet(one.drawn, content, letters, whole=False), place / f".{name}-A1.svg"
        drawing.write_text(one.svg(letters.families), "utf-8", newline="\n")
    for paper in PAPERS:
        (place / f"{name}-{paper}.pdf").write_bytes(
            press.pdf(poster(press, one, paper, drawing.name))
        )
    (place / f"{name}.png").write_bytes(press.png(poster(press, one, "A1", drawing.name), _PPI)[0])
    if drawing.name.startswith("."):
        drawing.unlink()


def poster(press: Press, one: Sheet, paper: str, drawing: str) -> str:
    """A poster as typst text: the SVG on one page."""
    wide, high = one.size
    across = PAPERS[paper]
    down = across * (594 / 841) * high / A1.height * A1.width / wide
    return (
        press.opening(one.scene.about, one.drawn.lang)
        + f"#set page(width: {across}mm, height: {down:.2f}mm, margin: 0mm)\n"
        + f"#image({quoted(drawing)}, width: 100%, alt: {quoted(one.scene.detail)})\n"
    )


def _places(maps: list[Drawn]) -> str:
    """The row of each thing of each map, as the next edition takes it over."""
    places = {
        one.map.id: {f"{column}|{id}": row for (column, id), row in sorted(one.rows.items())}
        for one in maps
    }
    return json.dumps(places, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_places(folder: Path) -> Places:
    """The places of an edition's maps; empty where it has none."""
    place = folder / FOLDER / PLACES
    if not place.is_file():
        return {}
    places: Mapping[str, Mapping[str, float]] = json.loads(place.read_text("utf-8"))
    return {map: {_key(name): row for name, row in rows.items()} for map, rows in places.items()}


def _key(name: str) -> Key:
    column, _, id = name.partition("|")
    return int(column), id
