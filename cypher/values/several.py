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
