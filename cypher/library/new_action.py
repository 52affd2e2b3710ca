"""A new action of a home's own: a working file with its header, from a few answers."""

import json
import os
from collections.abc import Sequence
from errno import EEXIST
from importlib.resources import files
from pathlib import Path

from cypher.act.action_file import SavedAction, parse_action
from cypher.act.action_library import FOLDER, Actions
from cypher.errors import NotStarted
from cypher.header import Words
from cypher.library.walk import is_id
from graph.files import private_folder, replace_text


def start(
    own: Path,
    typed: str,
    title: Words,
    on: str,
    before: Sequence[str],
    to: str,
    author: str,
    held: Actions,
) -> SavedAction:
    """Write the file of a new action and give it as it was read back.

    One without a folder goes into ``own``. Raises NotStarted, BrokenFile for a label or a state
    that there is not.
    """
    id = _free_id(typed, held)
    path = own / FOLDER / f"{id}.cypher"
    text = _text(title, on, before, to, author)
    saved = parse_action(text.encode(), id, str(path), "own")
    try:
        private_folder(path.parent)
        if path.parent.resolve() != own.resolve() / FOLDER / Path(id).parent:
            zh, en = f"{path.parent} 是一个链接，请换个文件夹。", f"{path.parent} is a link."
            raise NotStarted(zh, en)
        if path.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        replace_text(path, text)
    except OSError as error:
        raise NotStarted(
            f"文件没有写成：{path}（{error.strerror}）。",
            f"The file could not be written: {path} ({error.strerror}).",
        ) from None
    return saved


def _free_id(typed: str, held: Actions) -> str:
    """The whole id of a new action. Raises NotStarted."""
    bare = typed.strip().removeprefix(f"{FOLDER}/").removesuffix(".cypher")
    id = bare if "/" in bare else f"own/{bare}"
    if not is_id(id):
        raise NotStarted(
            f"编号“{typed}”不行：只能用字母、汉字、数字、下划线和连字符，文件夹之间用 /。",
            f"The id {typed!r} cannot be used: letters, digits, _ and - only, with / between folders.",
        )
    if id in held.saved or any(error.id == id for error in held.broken):
        raise NotStarted(f"编号 {id} 已有了，请换一个。", f"The id {id} is taken; choose another.")
    return id


def _text(title: Words, on: str, before: Sequence[str], to: str, author: str) -> str:
    """The template with the answers in it."""
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in
              (("ZH", title.zh), ("EN", title.en), ("AUTHOR", author))}  # fmt: skip
    lines = []
    for line in files("cypher").joinpath("templates/action.cypher").read_text("utf-8").split("\n"):
        if ("FROM" in line and not before) or ("STATE" in line and not to):
            continue
        for name, value in (*quoted.items(), ("FROM", ", ".join(before)), ("STATE", to)):
            line = line.replace(f"<{name}>", value)
        lines.append(line.replace("<LABEL>", on))
    return "\n".join(lines)
