"""A new file of a home's own: its id is looked at, and it is written where nothing stands yet."""

import os
from collections.abc import Container
from errno import EEXIST
from pathlib import Path

from cypher.errors import NotStarted
from cypher.library.walk import is_id
from graph.files import private_folder, reason_of, replace_text


def refuse_unfit_id(typed: str, id: str, taken: Container[str]) -> None:
    """Refuse an id that cannot be a path, or that is taken; ``typed`` is what a person wrote. Raises NotStarted."""
    if not is_id(id):
        raise NotStarted(
            f"编号“{typed}”不行：只能用字母、汉字、数字、下划线和连字符，文件夹之间用 /。",
            f"The id {typed!r} cannot be used: letters, digits, _ and - only, with / between folders.",
        )
    if id in taken:
        raise NotStarted(f"编号 {id} 已有了，请换一个。", f"The id {id} is taken; choose another.")


def write_new(own: Path, path: Path, text: str) -> None:
    """Write a file that is not there yet, below ``own`` and through no link. Raises NotStarted."""
    try:
        private_folder(path.parent)
        if path.parent.resolve() != own.resolve() / path.parent.relative_to(own):
            raise NotStarted(
                f"{path.parent} 是一个链接，请换个文件夹。",
                f"{path.parent} is a link; use another folder.",
            )
        if path.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        replace_text(path, text)
    except OSError as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: OSError) -> NotStarted:
    """Why a file is not there, as a sentence."""
    zh, en = reason_of(error)
    return NotStarted(
        f"文件没有写成：{path}（{zh}）。", f"The file could not be written: {path} ({en})."
    )
