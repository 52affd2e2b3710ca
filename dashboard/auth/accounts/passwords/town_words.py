"""The words of a town as somebody would type them: characters, pinyin, initials, English."""

import re
from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin

from graph.model.town import Town

_SHORTEST = {True: 2, False: 3}
"""How many characters a word must have to count: Chinese, Latin."""
_SUFFIXES = ("镇", "街道", "乡", "村", "区")


def town_words(town: Town) -> tuple[str, ...]:
    """The names of a town and of its kinds of things, each in every spelling."""
    labels = (*town.groups.values(), *town.station_types.values(), *town.tiers.values())
    english = [label.en for label in (town.name, *labels)]
    words = [word for text in english for word in re.findall(r"[^\W\d_]{4,}", text)]
    chinese = (town.name.zh, town.short_name, *(label.zh for label in labels))
    return spellings((*chinese, *english, *words))


def spellings(names: Iterable[str]) -> tuple[str, ...]:
    """Each name as it is, without the kind of place at its end, in pinyin and by initials."""
    found: dict[str, None] = {}
    for name in names:
        for one in (name, *(name.removesuffix(end) for end in _SUFFIXES)):
            plain = "".join(letter for letter in one.casefold() if letter.isalnum())
            syllables = lazy_pinyin(plain)
            initials = lazy_pinyin(plain, style=Style.FIRST_LETTER)
            for text in (plain, "".join(syllables), "".join(initials)):
                if len(text) >= _SHORTEST[text > "\u2e7f"]:
                    found[text] = None
    return tuple(found)
