"""Names of accounts: as people write them, and as they are compared."""

import unicodedata

from dashboard.errors import NameRefused
from graph.text import unprintable

MOST_CHARACTERS = 40
PROVIDER_NAME = "provider"
"""Under which accounts of a sign-in provider are added."""
_RESERVED = frozenset(
    {"local", "owner", "public", PROVIDER_NAME, "lianxin", "连新", "system", "系统"}
)
"""Names under which the program itself acts."""


def clean_name(text: str) -> str:
    """A name as it is kept and shown: NFKC, single spaces. Raises NameRefused."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    if not name:
        raise NameRefused("请填写用户名。", "Give a name.")
    if len(name) > MOST_CHARACTERS:
        raise NameRefused(
            f"用户名太长，最多 {MOST_CHARACTERS} 个字。",
            f"This name is too long: {MOST_CHARACTERS} characters at most.",
        )
    if unprintable(text) or any(unicodedata.category(one).startswith("C") for one in name):
        raise NameRefused(
            "用户名里有看不见的字符，请重新输入。",
            "This name has characters that cannot be seen; type it anew.",
        )
    if key_of(name) in _RESERVED:
        raise NameRefused(
            f"“{name}”是程序自己用的名字，请换一个。",
            f"{name!r} is a name of the program's own; choose another.",
        )
    return name


def key_of(name: str) -> str:
    """The name as it is compared: two names of one key are the same."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
