"""The statements beside these files, which the runner itself makes use of."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """One of them by its name."""
    return files("cypher.act").joinpath(f"{name}.cypher").read_text("utf-8")
