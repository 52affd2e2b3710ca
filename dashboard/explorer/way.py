"""The answer to: what relates these two? The path with its records, its places and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.explorer.asking import Asker, refuse_too_many
from dashboard.explorer.paths import MOST_STEPS, By, Path, find_path
from dashboard.explorer.placing import Place
from dashboard.explorer.placing.room import USUAL_WIDTH
from dashboard.explorer.records import Record, records_of
from dashboard.explorer.sentences import no_path, path_sentences, steps_of
from dashboard.explorer.walking import Answer, brought
from dashboard.texts import LANGS, say

_STEP_X, _STEP_Y = 190.0, 36.0


def path(
    asker: Asker,
    start: str,
    end: str,
    by: By,
    shown: Sequence[str] = (),
    positions: Mapping[str, Place] | None = None,
) -> Answer:
    """The path between two records, or the sentence that there is none (``none``).

    ``way`` holds its records in order, ``steps`` the ids of its relationships, ``nodes`` and
    ``ties`` what the picture does not show yet. A record that the reader may not see is not there.
    """
    refuse_too_many([*shown])
    found = _found(asker, start, end, by)
    if isinstance(found, str):
        return _none(found)
    records = records_of(asker, found.way)
    names_by_id = {id: one.label for id, one in records.items()}
    here, stands = set(shown), dict(positions or {})
    new = [id for id in found.way if id not in here]
    if not here.intersection(found.way):
        stands |= _in_line(found.way, stands)
    ties = [one for step in found.steps for one in step]
    answer = brought(asker, new, here, stands, ties)
    sentences = {lang: path_sentences(asker, found, names_by_id, by, lang) for lang in LANGS}
    steps = [one.id for one in ties]
    return {**answer, "sentences": sentences, "way": list(found.way), "steps": steps}


def _found(asker: Asker, start: str, end: str, by: By) -> Path | str:
    """The path, or the sentence that there is none."""
    if start == end:
        return say("path_same", asker.lang)
    ends = records_of(asker, [start, end])
    if len(ends) < 2:
        return say("path_absent", asker.lang)
    names = (ends[start].label, ends[end].label)
    return find_path(asker, start, end, by) or no_path(asker, *names, MOST_STEPS, asker.lang)


@dataclass(frozen=True)
class PathInWords:
    """A path for people: what kind it is, its records in order, and the sentences of each step.

    Without a path only ``about``, which says so.
    """

    about: str
    records: tuple[Record, ...] = ()
    steps: tuple[tuple[str, ...], ...] = ()

    def lines(self) -> list[str]:
        """All sentences, each by itself."""
        return [self.about, *(text for step in self.steps for text in step)]


def path_in_words(asker: Asker, start: str, end: str, by: By) -> PathInWords:
    """What relates two records, as a card or a page of paper says it. Raises GraphError."""
    found = _found(asker, start, end, by)
    if isinstance(found, str):
        return PathInWords(found)
    records = records_of(asker, found.way)
    names = {id: one.label for id, one in records.items()}
    steps = tuple(map(tuple, steps_of(asker, found, names, asker.lang)))
    about = path_sentences(asker, found, names, by, asker.lang)[0]
    return PathInWords(about, tuple(records.values()), steps)


def _none(sentence: str) -> Answer:
    return {"none": True, "sentence": sentence}


def _in_line(way: Sequence[str], stands: Mapping[str, Place]) -> dict[str, Place]:
    """Places from left to right, for a path of which nothing stands yet: beside what does."""
    left, top = 0.0, 0.0
    if stands:
        left = max(x for x, _ in stands.values()) + 2 * USUAL_WIDTH
        top = min(y for _, y in stands.values())
    return {id: (left + n * _STEP_X, top + n % 2 * _STEP_Y) for n, id in enumerate(way)}
