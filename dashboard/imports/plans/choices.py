"""What somebody chose about a file, as a page or a command says it: checked here, typed from here on."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Chosen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChosenOfSheet(_Chosen):
    """Of one sheet: whether it is the whole, the day on which what is missing ends, what blanks mean,
    and the number of missing records that was typed where it is large."""

    whole: bool = False
    ended_on: date | None = None
    blanks: Literal["keep", "clear"] = "keep"
    confirmed_missing: int | None = Field(None, ge=0)


class ChosenOnPage(_Chosen):
    """Of a whole file; see ``graph.load.plan.model.Choices``."""

    sheets: dict[str, ChosenOfSheet] = {}
    same: dict[str, str] = {}
    corrections: dict[str, Literal["replace", "end"]] = {}
    accepted: dict[str, str] = {}
    """Reference of a finding of personal data to the reason why it is none."""
    left_out: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
