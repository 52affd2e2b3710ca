"""The row of example that stands on each sheet of a blank workbook."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from graph.load.registers.language import Column, Register
from graph.model.town import Town
from graph.model.words import code_of, is_coded, word_of

MARK = "例"
"""What stands in the first cell of the row of example."""


def example(register: Register, column: Column, lang: str, town: Town) -> object:
    """The example of a column in a language: the word of a code, the rest as the register has it."""
    for ref in column.refs if column.example is not None and lang != "zh" else ():
        name, _, field = ref.partition(".")
        kind = register.kinds[name]
        if is_coded(kind, field, town):
            code = code_of(kind, field, str(column.example), town)
            return column.example if code is None else word_of(kind, field, code, lang, town)
    if column.chooses and lang != "zh":
        words = map(register.word_of_kind, register.choosable)
        return next((en for zh, en in words if zh == column.example), column.example)
    text = column.example
    return text if lang == "zh" or not isinstance(text, str) else _in_english().get(text, text)


@cache
def _in_english() -> Mapping[str, str]:
    text = files("graph.load.registers").joinpath("examples.yaml").read_text("utf-8")
    found: Mapping[str, str] = yaml.load(text, yaml.CSafeLoader)
    return found
