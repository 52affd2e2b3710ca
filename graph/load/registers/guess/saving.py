"""A proposal as a register file of one's own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from graph.errors import LoadError
from graph.files import new_file, private_folder
from graph.load.registers.files import FOLDER, parse_register
from graph.load.registers.guess.own import remove
from graph.load.registers.guess.proposal import Proposal
from graph.load.registers.language import Column, Register
from graph.load.table.problems import excerpt
from graph.load.table.sheets import RawSheet

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ANY_TITLE = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


def register_from(proposal: Proposal, name: str, title: str = "") -> tuple[Register, str]:
    """The register that a proposal has come to, and its file's text."""
    content = _content(proposal, name, title.strip())
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
    return parse_register(text, f"{name}.yaml", name), text


def title_of(sheet: RawSheet) -> str:
    """What a table is called: its sheet's title, or the file's name where that says nothing."""
    return Path(sheet.file).stem if _ANY_TITLE.fullmatch(sheet.title) else sheet.title


def save(
    proposal: Proposal,
    own: Path,
    name: str,
    title: str = "",
    *,
    replace: bool = False,
    note: Callable[[], object] = lambda: None,
) -> Path:
    """Write the register to ``own/registers/NAME.yaml`` and return the path.

    ``title`` is what people call it, else the sheet's. ``replace``: a register of one's own that has
    the name is taken away first, as ``remove`` does. ``note`` is called once nothing stands in the
    way, before anything is written. Raises LoadError where something must be there and is not, and
    where the name is taken.
    """
    _refuse_unready(proposal)
    path = own / FOLDER / f"{name}.yaml"
    if not _NAME.fullmatch(name):
        raise LoadError(
            f"台账的文件名只用小写字母、数字和下划线，以字母开头，最多 40 个：{excerpt(name)}。",
            "A register's file name is made of at most 40 small letters, digits and underscores "
            f"and begins with a letter: {excerpt(name)!r}.",
        )
    if name in proposal.registers.by_id or (path.exists() and not replace):
        raise LoadError(
            f"已有名为 {name} 的台账，请另起一个名字。", f"There is a register {name} already."
        )
    _, text = register_from(proposal, name, title)
    note()
    private_folder(path.parent)
    if path.exists():
        remove(own, name)
    with new_file(path) as file:
        file.write(text.encode())
    return path


def _refuse_unready(proposal: Proposal) -> None:
    if not proposal.columns:
        raise LoadError(
            "这张表里没有一列认得出来，存不成台账。",
            "None of the table's columns is known: it cannot be a register.",
        )
    if proposal.lacking:
        zh, en = "、".join(proposal.lacking), ", ".join(proposal.lacking)
        raise LoadError(
            f"这张表缺少{zh}，还不能存成台账。请先在表里加上这一列。",
            f"The table lacks {en} and cannot be a register yet. Add the column first.",
        )


def _content(proposal: Proposal, name: str, title: str) -> dict[str, Any]:
    base = proposal.register
    title = title or title_of(proposal.sheet)
    renamed = {column.zh: text for text, column in proposal.columns.items()}
    about = {
        "zh": f"自己的表，按“{base.sheet.zh}”读。",
        "en": f"A table of our own, read as {base.sheet.en}.",
    }
    shown = base.model_dump(mode="json", exclude_defaults=True)
    content: dict[str, Any] = {
        "sheet": {"zh": title, "en": title},
        "about": about,
        "order": base.order - 1,
        "reads_as": base.id,
    }
    content |= {
        key: shown[key] for key in ("nodes", "relationships", "life", "catalogue") if key in shown
    }
    columns = [_own(column, renamed, text) for text, column in proposal.columns.items()]
    columns += [
        _own(column, renamed, column.zh)
        | ({"default": value} if value else {})
        | {"required": False}
        for column in base.columns
        if column.zh not in renamed
        and ((value := proposal.values.get(column.zh)) or column.default is not None)
    ]
    columns += [{"zh": text, "en": text, "skip": True} for text in proposal.not_read]
    return content | {"columns": columns}


def _own(column: Column, renamed: dict[str, str], zh: str) -> dict[str, Any]:
    """A column under the name that it has in the table."""
    left = {"example", "example_en", "note", "also"}
    content = column.model_dump(mode="json", exclude_defaults=True, exclude=left)
    content |= {"zh": zh, "en": zh if zh != column.zh else column.en}
    if column.many and column.many.defaults:
        usual = {name: renamed[one] for name, one in column.many.defaults.items() if one in renamed}
        content["many"]["defaults"] = usual
    return content
