"""Finding one of many labels by its characters, its pinyin or the initials of its pinyin."""

from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin


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


def spelled(label: str) -> str:
    """The pinyin of a label, a blank between its syllables: 骑行装备 is ``qi xing zhuang bei``."""
    return " ".join(syllable.lower() for syllable in lazy_pinyin(label))


def _holds(label: str, word: str) -> bool:
    if word in label:
        return True
    readings = _spelled(label)
    return any(_spells(readings, at, word) for at in range(len(readings)))


def _spells(readings: tuple[tuple[str, ...], ...], at: int, word: str) -> bool:
    """Whether a word is made of beginnings of the syllables from ``at``, one after another."""
    if not word:
        return True
    if at == len(readings):
        return False
    return any(
        _spells(readings, at + 1, word[length:])
        for syllable in readings[at]
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
