"""What the explorer's page begins with, as JSON: its walk, the looks of kinds, its words."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

from cypher.reader import Reader, Role
from dashboard.explorer.marks.files import Marks
from dashboard.figures.relations.kind_style import KIND_STYLES, OTHER, KindStyle
from dashboard.figures.relations.mark_looks import MARK_LOOKS
from dashboard.texts import either, interface, say
from graph.errors import GraphError

PREFIX = "explorer_"
"""How the keys of the words begin that the page's script says."""


def begins_json(
    lang: str,
    walk: Mapping[str, Any],
    *,
    day: str,
    today: str,
    view: str = "",
    asked: str = "",
    late: bool = False,
    marks: Mapping[str, object] = MappingProxyType({}),
    path: Mapping[str, str] | None = None,
) -> str:
    """JSON that cannot end the element in which it stands. ``day``: the day asked for, ``today``: the
    data's; ``view``, ``asked``: the saved view and the ids that the address names; ``late``: whether
    the walk is still to come; ``marks``: the rules of files (``marks_json``); ``path``: the one
    that is to be told from the start."""
    begins = {
        "walk": walk, "view": view, "asked": asked, "day": day, "today": today, "late": late,
        "kinds": {kind: _look(style) for kind, style in KIND_STYLES.items()},
        "other": _look(OTHER), "words": words_of(lang), "marks": dict(marks), "path": path,
        "looks": {
            name: {"colour": one.colour, "dark": one.dark, "mark": one.mark}
            for name, one in MARK_LOOKS.items()
        },
    }  # fmt: skip
    text = json.dumps(begins, ensure_ascii=False, default=list)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def marks_json(
    marks: Marks, broken: Sequence[GraphError], lang: str, reader: Reader
) -> dict[str, object]:
    """``rules``: each with its title and whether it marks from the start; ``problems``: to staff,
    what is wrong with the home's files of rules, and with its ``broken`` questions."""
    rules = [
        {**one.plain().model_dump(), "title": one.title.get(lang), "always": one.always}
        for one in marks.by_name.values()
    ]
    is_staff = reader.audience == "staff"
    wrong = (*marks.problems, *broken) if is_staff else ()
    problems = [either(one, lang) for one in wrong]
    return {"rules": rules, "problems": problems}


def words_of(lang: str) -> dict[str, str]:
    """The words of the page's script by their keys without the prefix, and the names of roles."""
    words = {
        key.removeprefix(PREFIX): texts[lang]
        for key, texts in interface().items()
        if key.startswith(PREFIX)
    }
    return {**words, **{f"share_role_{role}": say(f"role_{role}", lang) for role in get_args(Role)}}


def _look(style: KindStyle) -> dict[str, object]:
    return {
        "colour": style.colour,
        "dark": style.dark,
        "shape": style.shape,
        "radius": style.radius,
    }
