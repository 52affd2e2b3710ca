"""How one piece of long work stands, as it is kept on disk."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

State = Literal["running", "done", "failed", "cancelled", "broken_off"]


class JobRecord(BaseModel):
    """One piece of work: ``zh`` and ``en`` say what it is doing, or how it ended.

    ``total`` is 0 where the number of steps is not known. ``result`` is what the work gave back, and
    ``about`` says what it works on, such as an upload, and ``name`` what people call that.
    ``broken_off`` means that the program that
    did it ended before the work did.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    about: str = ""
    name: str = ""
    state: State = "running"
    zh: str = ""
    en: str = ""
    done: int = 0
    total: int = 0
    may_cancel: bool = True
    started: datetime
    result: dict[str, JsonValue] = {}
