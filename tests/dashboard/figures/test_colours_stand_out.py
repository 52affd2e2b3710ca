"""Every colour of a figure stands out from the card it is drawn on, on a light page and on a dark one."""

import re
from importlib.resources import files

import pytest
from figure_tables import table_of, tags

from dashboard.figures import charts
from dashboard.figures.drawing import colours
from dashboard.figures.relations.kind_style import KIND_STYLES, OTHER

LEAST = 3.0
"""What WCAG 2.2 (1.4.11) asks of a part of a picture against what lies beside it."""
STYLES = files("dashboard.shell").joinpath("styles")


def card(sheet: str) -> str:
    """The first colour of cards that a style sheet sets."""
    found = re.search(r"--card: (#[0-9a-f]{6});", STYLES.joinpath(sheet).read_text())
    assert found
    return found[1]


def luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_of_a_meaning_stands_out_from_the_card(dark: bool):
    behind = card("screens.css") if dark else card("frame.css")
    kinds = (style.colour for style in (*KIND_STYLES.values(), OTHER))
    every = (*colours.PALETTE, *colours.MARKS.values(), *kinds)
    shown = {one: colours.in_the_dark(one) if dark else one for one in every}
    weak = {
        one: round(contrast(as_shown, behind), 2)
        for one, as_shown in shown.items()
        if contrast(as_shown, behind) < LEAST
    }
    assert weak == {}


def test_the_neighbours_of_a_stack_are_parted_by_a_gap_and_single_bars_are_whole():
    rows = [("甲", 5, "a"), ("甲", 3, "b"), ("乙", 2, "a")]
    stacked = charts.bar(
        table_of("bar", ["x", "y", "s"], rows, x="x", y="y", series="s"), "zh", 500
    )
    single = charts.bar(table_of("bar", ["x", "y", "s"], rows[:1], x="x", y="y"), "zh", 500)
    gaps = [
        [a.get("stroke") for _, a in tags(drawn) if a.get("aria-roledescription") == "bar"]
        for drawn in (stacked, single)
    ]
    assert gaps == [["white"] * 3, [None]]
    sheet = STYLES.joinpath("pages.css").read_text()
    assert re.search(r'path\[stroke="white"\] \{\s*stroke: var\(--card\)', sheet)
