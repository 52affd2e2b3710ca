"""Several values of one parameter as one text, as an address holds them."""

import re
from collections.abc import Iterable


def join_values(values: Iterable[str]) -> str:
    """Several values as one text, with commas; what would divide a value has a backslash before it."""
    return ",".join(re.sub(r"[\\,，、]", r"\\\g<0>", value) for value in values)


def split_values(text: str) -> list[str]:
    """The values in a text that ``join_values`` or a person wrote."""
    parts = re.findall(r"(?:\\.|[^\\,，、])+", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


MOST_IDS = 12_000
"""So many ids one parameter takes."""
_LONGEST_ID = 64


def several_values(value: object) -> list[str]:
    """The values of a list, or of a text with commas between, each once. Raises ValueError for none."""
    listed = value if isinstance(value, list | tuple | set | frozenset) else None
    texts = map(str, listed) if listed is not None else split_values(str(value))
    found = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not found:
        raise ValueError
    return found


def several_ids(value: object) -> list[str]:
    """The same where each is an id; those of a list are taken as they are. Raises ValueError where
    one cannot be, or there are too many."""
    listed = isinstance(value, list | tuple)
    found = list(dict.fromkeys(map(str, value))) if listed else several_values(value)  # type: ignore[call-overload]
    if not found or len(found) > MOST_IDS:
        raise ValueError
    for id in found:
        id.encode()  # half a character cannot be sent: UnicodeEncodeError is a ValueError
        if "\0" in id or len(id) > _LONGEST_ID:
            raise ValueError
    return found
