"""Heqing as data: what ``town.yaml`` beside this module says."""

from functools import cache
from importlib.resources import files

import yaml

from graph.model.town import Town


@cache
def heqing() -> Town:
    """The township that the seed is about."""
    return Town.model_validate(
        yaml.safe_load(files("seed").joinpath("town.yaml").read_text("utf-8"))
    )
