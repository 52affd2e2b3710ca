"""How a reader wants pages to look: theme and size of letters, which the browser keeps in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import Morsel
from typing import Literal, get_args

COOKIE = "lianxin_look"
"""Its value: theme, size, list and density joined by dots, such as ``dark.large.folded.dense``; written by ``look.js``."""
Theme = Literal["auto", "light", "dark"]
Letters = Literal["usual", "large", "huge"]
List = Literal["open", "folded"]
Density = Literal["usual", "dense"]


@dataclass(frozen=True)
class Look:
    """``auto`` is the theme of the reader's system; ``list`` is that of the reports beside one of them,
    ``density`` how close the rows of a ledger stand."""

    theme: Theme = "auto"
    letters: Letters = "usual"
    list: List = "open"
    density: Density = "usual"


def look_of(cookies: Mapping[str, Morsel[str]]) -> Look:
    """What the cookies of a request say; as usual where they say nothing that is known."""
    held = cookies.get(COOKIE)
    values = (held.value if held is not None else "").split(".") + [""] * 4
    theme, letters, listed, density = values[:4]
    return Look(
        next((one for one in get_args(Theme) if one == theme), "auto"),
        next((one for one in get_args(Letters) if one == letters), "usual"),
        next((one for one in get_args(List) if one == listed), "open"),
        next((one for one in get_args(Density) if one == density), "usual"),
    )
