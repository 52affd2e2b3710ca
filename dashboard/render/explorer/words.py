"""What the explorer's page begins with, as JSON: its walk, the looks of kinds, its words."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from cypher.reader import Role
from dashboard.figures.relations.kind_style import KIND_STYLES, OTHER, KindStyle
from dashboard.texts import interface, say

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
) -> str:
    """JSON that cannot end the element in which it stands. ``day``: the day asked for, ``today``: the
    data's; ``view``, ``asked``: the saved view and the ids that the address names; ``late``: whether
    the walk is still to come."""
    begins = {
        "walk": walk, "view": view, "asked": asked, "day": day, "today": today, "late": late,
        "kinds": {kind: _look(style) for kind, style in KIND_STYLES.items()},
        "other": _look(OTHER), "words": words_of(lang),
    }  # fmt: skip
    text = json.dumps(begins, ensure_ascii=False, default=list)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")


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
