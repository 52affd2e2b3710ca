"""The colours of figures: one accent, a calm palette, each a name that the page's style may override."""

ACCENT = "#a3221f"
INK = "#2a2622"
DARK_INK = "#ece7df"
MUTED = "#736c62"
LINE = "#ddd6ca"

PALETTE = (
    "#3f6a86",
    "#c18a3d",
    "#5f8770",
    "#a3221f",
    "#7d6a96",
    "#b8a27c",
    "#2f7f86",
    "#8b8479",
    "#c0735a",
    "#6f8a3c",
)


def of(index: int) -> str:
    """The colour of the nth series; they come round again after ten."""
    return PALETTE[index % len(PALETTE)]
