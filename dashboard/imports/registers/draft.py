"""What somebody has said so far about a table of their own, as the page posts it."""

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field

from graph.load.personal import is_personal_header
from graph.load.registers.files import Registers
from graph.load.registers.guess import words_of
from graph.load.registers.guess.tables import OwnTable
from graph.model.town import Town

REGISTER = "register"


class Draft(BaseModel):
    """``sheet`` by its title, its ``header_row`` where that was chosen, and the answers given.

    Answers are ``register``, ``column:HEADER`` and ``required:COLUMN`` and ``value:COLUMN``, see
    ``graph.load.registers.guess``. ``title`` is what the register is to be called, ``name`` its
    file's name, ``replace`` whether a register of that name may be taken away.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str = ""
    header_row: int | None = Field(None, ge=1)
    answers: dict[str, str] = {}
    title: str = Field("", max_length=200)
    name: str = Field("", max_length=200)
    replace: bool = False

    def fitting(self, table: OwnTable, shipped: Registers, town: Town) -> dict[str, str]:
        """The answers that still fit the table and the register; a field goes to one column only."""
        chosen = self.answers.get(REGISTER, "")
        if chosen not in shipped.by_id:
            return {}
        found = {REGISTER: chosen}
        taken: dict[str, str] = {}
        for key, value in _fitting(self.answers, chosen, table, shipped, town):
            if key.startswith("column:") and value:
                found.pop(taken.get(value, ""), None)
                taken[value] = key
            found[key] = value
        return found


def _fitting(
    answers: Mapping[str, str], chosen: str, table: OwnTable, shipped: Registers, town: Town
) -> Iterator[tuple[str, str]]:
    register = shipped.by_id[chosen]
    by_zh = {column.zh: column for column in register.columns if not column.skip}
    headings = [text for text in table.headings if not is_personal_header(text)]
    for key, value in answers.items():
        what, _, name = key.partition(":")
        allowed: Collection[str] = ()
        if what == "column" and name in headings:
            allowed = {"", *by_zh}
        elif what == "required" and name in by_zh:
            allowed = {"", *headings}
        elif what == "value" and name in by_zh:
            allowed = {option.value for option in words_of(register, by_zh[name], town)}
        if value in allowed:
            yield key, value
