"""Every word of the interface, in Chinese and English, from the YAML files beside this module."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
DOT = "\u00a0· "
"""Between two facts on one line of a page: no line begins with it."""
FILES = (
    "interface.yaml",
    "edition.yaml",
    "imports.yaml",
    "registers.yaml",
    "accounts.yaml",
    "audit.yaml",
    "access.yaml",
    "records.yaml",
    "actions.yaml",
    "removal.yaml",
    "slides.yaml",
    "explored.yaml",
    "explorer.yaml",
    "neighbourhood.yaml",
    "agenda.yaml",
    "outtray.yaml",
    "embeds.yaml",
    "own_reports.yaml",
    "marks.yaml",
)


def lang_of(text: str | None, otherwise: Lang = "zh") -> Lang:
    """The language meant by an address, or ``otherwise`` where it names none that we have."""
    return "en" if text == "en" else "zh" if text == "zh" else otherwise


@cache
def interface() -> Mapping[str, Mapping[str, str]]:
    """Words by key, then by language. No key stands in two files."""
    words: dict[str, dict[str, str]] = {}
    for name in FILES:
        text = files(__package__).joinpath(name).read_text(encoding="utf-8")
        more = yaml.load(text, yaml.CSafeLoader)
        assert words.keys().isdisjoint(more)
        words |= more
    return MappingProxyType({key: MappingProxyType(texts) for key, texts in words.items()})


def say(key: str, lang: str, **values: object) -> str:
    """The words for a key in a language, with ``{names}`` filled from ``values``.

    Raises KeyError where the key or the language is missing, so that a test finds it.
    """
    words = interface()[key][lang]
    return words.format(**values) if values else words


def words_of(topic: str, keys: tuple[str, ...], lang: str) -> dict[str, str]:
    """The words of a topic that a script says, by key, with their ``{names}`` left as they are."""
    return {key: interface()[f"{topic}_{key}"][lang] for key in keys}


def either(words: Mapping[str, str] | object, lang: str) -> str:
    """The words in a language from a pair such as ``{zh: …, en: …}`` or an object with both."""
    if isinstance(words, Mapping):
        return str(words.get(lang) or words.get("zh") or "")
    return str(getattr(words, lang, "") or getattr(words, "zh", ""))
