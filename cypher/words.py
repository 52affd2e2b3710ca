"""The words for coded values and for what reports say: words.yaml, the model's words, and its labels."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from cypher.header import Words
from graph.model import NODES, RELATIONSHIPS, about_fields
from graph.model.completeness import MENDERS, RULES
from graph.model.town import Label
from graph.model.words import word_of as code_word
from graph.model.words import words as words_of_the_model

_GENERAL = (
    "category",
    "group",
    "site_kind",
    "station_type",
    "tier",
    "wish_status",
    "mode",
    "provenance",
)
"""The lists whose codes stand for themselves wherever the model uses them."""


@cache
def words() -> Mapping[str, Mapping[str, Words]]:
    """The words by list and code.

    Beside the lists of words.yaml here and of the model's: ``kind`` (labels), ``tie`` (types of
    relationship), ``model`` (these and fields), ``incomplete`` (what a record lacks), ``mender`` (who
    could mend it), and ``code``, any code of the model: by itself, as ``property.code``, or as
    ``Label.property.code``.
    """
    text = files("cypher").joinpath("words.yaml").read_text("utf-8")
    lists = {
        name: {code: _words(label) for code, label in codes.items()}
        for name, codes in words_of_the_model().items()
    }
    for name, codes in yaml.load(text, yaml.CSafeLoader).items():
        more = {str(code): Words.model_validate(texts) for code, texts in codes.items()}
        lists[name] = lists.get(name, {}) | more
    lists["kind"] = {label: Words(zh=kind.zh, en=kind.en) for label, kind in NODES.items()}
    lists["tie"] = _relationships()
    lists["model"] = _model() | lists["tie"] | lists["kind"]
    lists["incomplete"] = {id: _words(rule.words) for id, rule in RULES.items()}
    lists["mender"] = {code: _words(label) for code, label in MENDERS.items()}
    for name in ("tie", *_GENERAL):
        lists["code"] = lists[name] | lists["code"]
    return MappingProxyType({name: MappingProxyType(codes) for name, codes in lists.items()})


def _words(label: Label) -> Words:
    return Words(zh=label.zh, en=label.en)


def _model() -> dict[str, Words]:
    """The words for fields, and for further labels; ``TYPE.field`` is the field of a relationship."""
    found = {
        name: Words(zh=about.zh, en=about.en)
        for kind in NODES.values()
        for name, about in about_fields(kind).items()
    }
    found |= {
        f"{kind.type}.{name}": Words(zh=f"{kind.zh}：{about.zh}", en=f"{kind.en}: {about.en}")
        for kind in RELATIONSHIPS.values()
        for name, about in about_fields(kind).items()
    }
    for name, kind in NODES.items():
        for code, label in kind.also.items():
            zh, en = (code_word(name, "kind", code, lang) for lang in ("zh", "en"))
            found[label] = Words(zh=zh, en=en)
    return found


def _relationships() -> dict[str, Words]:
    """A type of several patterns goes by the words of all."""
    found: dict[str, Words] = {}
    for relationship in RELATIONSHIPS.values():
        before = found.get(relationship.type)
        zh, en = (f"{before.zh}／", f"{before.en} / ") if before else ("", "")
        found[relationship.type] = Words(zh=zh + relationship.zh, en=en + relationship.en)
    return found


def word(listed: str, code: str, lang: str) -> str:
    """The word for a code of a list; the code itself where the list has none."""
    found = words().get(listed, {}).get(code)
    return found.get(lang) if found else code


def word_of(label: str, property: str, code: str, lang: str) -> str:
    """The word for a code as a kind's property has it, or the list that is called as the property; the code
    itself where there is none."""
    listed = words()["code"]
    for key in (f"{label}.{property}.{code}", f"{property}.{code}", code):
        if key in listed:
            return listed[key].get(lang)
    named = words().get(property, {}).get(code)
    return code if named is None else named.get(lang)
