"""The colours of figures: one for each meaning, the same in every view, theme, size and file."""

from collections.abc import Iterable, Sequence

ACCENT = "#a3221f"
INK = "#2a2622"
DARK_INK = "#ece7df"
MUTED = "#736c62"
DARK_MUTED = "#a79f93"
LINE = "#ddd6ca"
DARK_LINE = "#3a352f"
CARD, DARK_CARD = "#fffefb", "#221f1b"
"""What pictures lie on, as ``--card`` of the pages' style sheet."""
LAND, SHORE = "#f3eee3", "#c9bfac"
CELL = "#3f6a86"
"""A cell of a matrix, mixed with what it lies on."""
NODE = "#6b6459"
"""A node that is one of many, without a meaning of its own."""

PALETTE = (
    "#3f6a86",
    "#b98135",
    "#5f8770",
    ACCENT,
    "#7d6a96",
    "#a08a5f",
    "#2f7f86",
    "#8b8479",
    "#c0735a",
    "#6f8a3c",
)
"""Each stands out from a card by 3 to 1, on a light page and on a dark one; neighbours in a stack are
parted by a gap, for no ten colours stand out from one another by as much."""
MARKS = {
    "red": "#b3261e",
    "amber": "#8a5a00",
    "green": "#2e6b3a",
    "blue": "#1f5f99",
    "violet": "#6b3fa0",
}
"""What a rule marks a record with."""
_IN_THE_DARK = {
    "#3f6a86": "#6d9fc0",
    ACCENT: "#dd6b63",
    "#7d6a96": "#a791c4",
    "#2f7f86": "#4fa9b0",
    "#4c7a5f": "#74a989",
    NODE: "#a79f93",
    LAND: "#2e2a23",
    SHORE: "#5a534a",
    INK: DARK_INK,
    MARKS["red"]: "#ff9a8f",
    MARKS["amber"]: "#e8b45a",
    MARKS["green"]: "#8fcf9b",
    MARKS["blue"]: "#8dbdf0",
    MARKS["violet"]: "#c3a5ee",
}
"""What a colour is on a dark page."""


def of(index: int) -> str:
    """The colour of the nth of things without a code; they come round again after ten."""
    return PALETTE[index % len(PALETTE)]


def of_codes(listed: Sequence[str], codes: Iterable[str]) -> dict[str, str]:
    """Code to colour: by its place in its list, whichever others are shown beside it.

    What is no code of the list takes the places after it; where none is one, all go by their order.
    Where two codes of a long list would look alike, the given ones share the palette among them.
    """
    given = list(dict.fromkeys(codes))
    order = list(listed)
    if not any(code in order for code in given):
        order = []
    shown = [code for code in order if code in given]
    if len({order.index(code) % len(PALETTE) for code in shown}) < len(shown):
        order = shown
    order += [code for code in given if code not in order]
    return {code: of(order.index(code)) for code in given}


def in_the_dark(colour: str) -> str:
    """A colour as it is on a dark page."""
    return _IN_THE_DARK.get(colour, colour)


def mixed(colour: str, share: float, ground: str) -> str:
    """So much of a colour (0 to 1) on a ground, both as ``#rrggbb``."""
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def style_sheet() -> str:
    """The pages' style sheet of these colours: the red of ours, and still pictures on a dark page."""
    rules = [
        f':is(.scene, .chart) [{part}="{light}"] {{ {part}: {dark}; }}'
        for light, dark in _IN_THE_DARK.items()
        if light != INK  # the ink of the page around a picture is its own
        for part in ("fill", "stroke")
    ]
    dark = "\n".join(f"  {rule}" for rule in rules)
    return f":root {{ --red: {ACCENT}; }}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
