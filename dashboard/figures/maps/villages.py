"""The names of villages on a map: each in the middle of its places, where there is room for it."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.figures.drawing.labels import Box
from dashboard.figures.drawing.scene import Word
from graph.text import ems

STEPS = (0.0, 16.0, -16.0, 32.0, -32.0, 48.0, -48.0)
"""How far below or above the middle a name may stand."""
Place = tuple[float, float]


def box_of(word: Word) -> Box:
    """The room that a word takes up which stands in the middle above its point."""
    half = ems(word.text) * word.size / 2
    return Box(word.x - half, word.y - word.size, word.x + half, word.y + 3)


def villages(
    there: Mapping[str, Sequence[Place]], taken: Iterable[Box], letters: float, width: float
) -> list[Word]:
    """A word for each name that finds room; ``there`` are the places of each, ``taken`` what is full.

    The one with most places chooses first.
    """
    full, words = list(taken), []
    for name, places in sorted(there.items(), key=lambda item: (-len(item[1]), item[0])):
        x = sum(one for one, _ in places) / len(places)
        middle = sum(one for _, one in places) / len(places)
        for y in (middle + step for step in STEPS):
            word = Word(round(x, 1), round(y, 1), name, "middle", letters, muted=True)
            box = box_of(word)
            if box.left < 0 or box.right > width or any(map(box.meets, full)):
                continue
            full.append(box)
            words.append(word)
            break
    return words
