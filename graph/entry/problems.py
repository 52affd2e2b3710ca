"""What is wrong with a form, slot by slot, and what has to be confirmed before it is written."""

from dataclasses import dataclass

from graph.errors import GraphError
from graph.load.table.problems import Words

WHOLE = ""
"""The slot of what is wrong with the form as a whole."""


@dataclass(frozen=True)
class SlotProblem:
    """What is wrong with one text of a form. ``ref`` names it where a person may say that it is right."""

    slot: str
    zh: str
    en: str
    ref: str = ""

    def get(self, lang: str) -> str:
        """The sentence in a language."""
        return self.zh if lang == "zh" else self.en


def problem(slot: str, wrong: Words, expected: Words = ("", ""), ref: str = "") -> SlotProblem:
    """A problem out of what is wrong and what would be right."""
    if expected[0].startswith("必填"):  # a form offers its choices: their codes are for files
        return SlotProblem(slot, "必填，还没有填。", "This is required and not filled in yet.", ref)
    zh, en = f"{wrong[0]}。", f"{wrong[1][:1].upper()}{wrong[1][1:]}."
    if expected[0]:
        zh, en = f"{zh}应填：{expected[0]}。", f"{en} Expected: {expected[1]}."
    return SlotProblem(slot, zh, en, ref)


class NoSuchEntry(GraphError):
    """A record that is to be changed and is not there, or not any more."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有编号为“{id}”的记录，或它已被删去。",
            f"There is no record {id!r}, or it has been deleted.",
        )
