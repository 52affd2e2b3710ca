"""The table of rights, read from YAML."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from cypher.errors import BrokenFile
from cypher.reader import Reader, Role
from dashboard.errors import NotAllowed

Right = Literal[
    "look", "take_away", "load", "act", "review", "edit", "delete", "undo_others",
    "remove_person", "make_edition", "agenda", "accounts", "audit", "write_reports", "approve",
    "restore", "share_views", "outtray", "embed", "keep_reports",
]  # fmt: skip
OWN_FILE = "rights.yaml"
_ALWAYS: Mapping[Right, Role] = {"accounts": "steward"}
"""What cannot be taken from a role: without it nobody could give anything back."""


class RightEntry(BaseModel):
    """One right: a sentence that ends "may …", and the roles that have it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    roles: frozenset[Role]


class Rights:
    """Which role may do what."""

    def __init__(self, entries: Mapping[Right, RightEntry]) -> None:
        self.entries = entries

    def allows(self, reader: Reader, right: Right, node: str | None = None) -> bool:
        """Whether a reader has a right; ``node`` is the id of the record that it is about.

        No right depends on the record yet: a role for one village's staff will.
        """
        entry = self.entries.get(right)  # a file of the town's own may ask for one that is none
        return entry is not None and reader.role in entry.roles

    def require(self, reader: Reader, right: Right, node: str | None = None) -> None:
        """Raise NotAllowed for a reader who has not a right."""
        if not self.allows(reader, right, node):
            if (entry := self.entries.get(right)) is None:
                raise NotAllowed(f"没有“{right}”这种权限。", f"There is no right {right!r}.")
            raise NotAllowed(
                f"您的角色不能{entry.zh}。如有需要，请联系管理员。",
                f"Your role may not {entry.en}. Ask a steward if you need to.",
            )

    def changed_by(self, home: Path) -> "Rights":
        """This table as ``own/rights.yaml`` of a home changes it. Raises BrokenFile."""
        file = home / "own" / OWN_FILE
        if not file.is_file():
            return self
        try:
            given = TypeAdapter(dict[Right, frozenset[Role]]).validate_python(
                yaml.safe_load(file.read_text("utf-8")) or {}
            )
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
            names = ", ".join(get_args(Right))
            raise BrokenFile(
                str(file), 1,
                f"权限表看不懂，每行写成 load: [steward] 的样子；权限有 {names}。",
                f"write it as 'right: [role]'; the rights are {names}.",
            ) from error  # fmt: skip
        for right, role in _ALWAYS.items():
            if right in given and role not in given[right]:
                raise BrokenFile(
                    str(file), 1,
                    f"“{right}”不能不给 {role}。", f"{right!r} cannot be taken from {role}.",
                )  # fmt: skip
        changed = {
            right: self.entries[right].model_copy(update={"roles": roles})
            for right, roles in given.items()
        }
        return Rights({**self.entries, **changed})


def shipped_rights() -> Rights:
    """The table that comes with the program."""
    text = files("dashboard.auth.rights").joinpath("rights.yaml").read_text("utf-8")
    return Rights(TypeAdapter(dict[Right, RightEntry]).validate_python(yaml.safe_load(text)))
