"""A number over the months before as a small line: broken where it was not worked out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cypher.format import format_value
from dashboard.texts import say

WIDTH, HEIGHT, EDGE = 120, 26, 3
_LINE = Markup(
    '<svg class="months" viewBox="0 0 {w} {h}" role="img" aria-label="{about}" data-tip="{about}">'
    '<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<circle cx="{x}" cy="{y}" r="2.4" fill="currentColor"/></svg>'
)


@dataclass(frozen=True)
class Month:
    """A month, as 2025-07, and where the number stood at its end; None where it was not worked out."""

    name: str
    value: float | None


def month_line(months: Sequence[Month], unit: str | None, lang: str) -> Markup:
    """The months in their order; nothing where fewer than two of them have a number."""
    values = [one.value for one in months if one.value is not None]
    if len(values) < 2:
        return Markup("")
    points = list(_points(months, min(values), max(values)))
    x, y = next(point for point in reversed(points) if point is not None)
    lowest, highest = (
        next(one for one in months if one.value == value) for value in (min(values), max(values))
    )
    about = say(
        "months_line", lang, n=len(months),
        lowest=format_value(lowest.value, lang, unit), at_lowest=lowest.name,
        highest=format_value(highest.value, lang, unit), at_highest=highest.name,
    )  # fmt: skip
    return _LINE.format(w=WIDTH, h=HEIGHT, about=about, path=_path(points), x=x, y=y)


def _points(
    months: Sequence[Month], least: float, most: float
) -> Iterator[tuple[float, float] | None]:
    """Where each month stands; None where it has no number."""
    step = (WIDTH - 2 * EDGE) / (len(months) - 1)
    high = HEIGHT - 2 * EDGE
    for at, month in enumerate(months):
        if month.value is None:
            yield None
            continue
        share = (month.value - least) / (most - least) if most > least else 0.5
        yield round(EDGE + at * step, 1), round(HEIGHT - EDGE - share * high, 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """The line: each month that has a number joined to the one before, where that has one too."""
    parts, before = [], None
    for point in points:
        if point is not None:
            parts.append(f"{'M' if before is None else 'L'}{point[0]:g} {point[1]:g}")
        before = point
    return "".join(parts)
