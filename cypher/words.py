"""The words for coded values (categories, states, groups …), each in one place: words.yaml."""

from functools import cache
from importlib.resources import files

import yaml

from cypher.header import Words


@cache
def words() -> dict[str, dict[str, Words]]:
    """The words by list and code. Read only."""
    told = yaml.safe_load(files("cypher").joinpath("words.yaml").read_text("utf-8"))
    return {
        name: {str(code): Words.model_validate(said) for code, said in codes.items()}
        for name, codes in told.items()
    }


def word(listed: str, code: str, lang: str) -> str:
    """The word for a code of a list; the code itself where the list has none."""
    found = words().get(listed, {}).get(code)
    return found.get(lang) if found else code
