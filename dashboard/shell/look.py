"""How a reader wants pages to look: theme and size of letters, which the browser keeps in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import Morsel
from typing import Literal, get_args

COOKIE = "lianxin_look"
"""Its value: theme, size and list joined by dots, such as ``dark.large.folded``; written by ``look.js``."""
Theme = Literal["auto", "light", "dark"]
Letters = Literal["usual", "large", "huge"]
List = Literal["open", "folded"]


@dataclass(frozen=True)
class Look:
    """``auto`` is the theme of the reader's system; ``list`` is that of the reports beside one of them."""

    theme: Theme = "auto"
    letters: Letters = "usual"
    list: List = "open"


def look_of(cookies: Mapping[str, Morsel[str]]) -> Look:
    """What the cookies of a request say; as usual where they say nothing that is known."""
    held = cookies.get(COOKIE)
    theme, letters, listed, *_ = (held.value if held is not None else "").split(".") + [""] * 3
    return Look(
        next((one for one in get_args(Theme) if one == theme), "auto"),
        next((one for one in get_args(Letters) if one == letters), "usual"),
        next((one for one in get_args(List) if one == listed), "open"),
    )
