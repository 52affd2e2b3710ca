"""Finding one of many labels by its characters, its pinyin or the initials of its pinyin."""

from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, pinyin


def matches(label: str, typed: str) -> bool:
    """Whether a label is meant: each word typed stands in it, or spells characters in a row.

    曹路站点 is found by 路站, ``caolu``, ``clz`` and ``caolzh``; capitals make no difference.
    """
    return all(_holds(label.lower(), word) for word in typed.lower().split())


def found(labels: Iterable[str], typed: str) -> list[str]:
    """The labels that are meant, those that begin with what was typed first."""
    kept = [label for label in labels if matches(label, typed)]
    beginning = typed.strip().lower()
    return sorted(kept, key=lambda label: not label.lower().startswith(beginning))


def _holds(label: str, word: str) -> bool:
    if word in label:
        return True
    spelled = _spelled(label)
    return any(_spells(spelled, at, word) for at in range(len(spelled)))


def _spells(spelled: tuple[tuple[str, ...], ...], at: int, word: str) -> bool:
    """Whether a word is made of beginnings of the syllables from ``at``, one after another."""
    if not word:
        return True
    if at == len(spelled):
        return False
    return any(
        _spells(spelled, at + 1, word[length:])
        for syllable in spelled[at]
        for length in range(_common(syllable, word), 0, -1)
    )


def _common(syllable: str, word: str) -> int:
    length = 0
    while length < min(len(syllable), len(word)) and syllable[length] == word[length]:
        length += 1
    return length


@lru_cache(maxsize=50_000)
def _spelled(label: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each character, ü as v; what is not Chinese stands as it is."""
    return tuple(map(tuple, pinyin(label, style=Style.NORMAL, heteronym=True)))
