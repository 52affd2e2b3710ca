"""A new report of staff's own: a working file with its header, from a few answers."""

import json
import os
import re
from errno import EEXIST
from importlib.resources import files
from pathlib import Path

from cypher.errors import NotStarted
from cypher.file.parse import SavedStatement, parse
from cypher.header import Words
from cypher.library.catalogue import Catalogue
from cypher.library.walk import is_id
from graph.files import private_folder, reason_of, replace_text

_KEY = re.compile(r"// (\w+):")
_FOLDER = "own"


def start(
    own: Path, id: str, title: Words, model: SavedStatement | None, catalogue: Catalogue
) -> SavedStatement:
    """Write the file of a new report and give it as it was read back. Raises NotStarted.

    It begins as a copy of ``model``, or of the template where there is none.
    """
    id = free_id(id, catalogue)
    path = own / f"{id}.cypher"
    text = titled(model.text if model else _template(), title)
    one = parse(text.encode(), id, str(path), "own")
    try:
        private_folder(path.parent)
        if path.parent.resolve() != own.resolve() / Path(id).parent:
            raise NotStarted(
                f"{path.parent} 是一个链接，请换个文件夹。",
                f"{path.parent} is a link; use another folder.",
            )
        if path.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        replace_text(path, text)
    except OSError as error:
        zh, en = reason_of(error)
        raise NotStarted(
            f"文件没有写成：{path}（{zh}）。",
            f"The file could not be written: {path} ({en}).",
        ) from None
    return one


def free_id(typed: str, catalogue: Catalogue) -> str:
    """The whole id of a new report; one without a folder goes into ``own``. Raises NotStarted."""
    bare = typed.strip().removeprefix("reports/").removesuffix(".cypher")
    id = f"reports/{bare}" if "/" in bare else f"reports/{_FOLDER}/{bare}"
    if not is_id(id):
        raise NotStarted(
            f"编号“{typed}”不行：只能用字母、汉字、数字、下划线和连字符，文件夹之间用 /。",
            f"The id {typed!r} cannot be used: letters, digits, _ and - only, with / between folders.",
        )
    if id in catalogue.saved or any(error.id == id for error in catalogue.broken):
        raise NotStarted(f"编号 {id} 已有了，请换一个。", f"The id {id} is taken; choose another.")
    return id


def titled(text: str, title: Words) -> str:
    """A file's text with another title, and without the number of the question it answered."""
    words = ", ".join(
        f"{lang}: {json.dumps(title.get(lang), ensure_ascii=False)}" for lang in ("zh", "en")
    )
    kept: list[str] = []
    key, fences = "", 0
    for line in text.split("\n"):
        fences += line.rstrip() == "// ---"
        found = _KEY.match(line) if fences == 1 else None
        key = found[1] if found else key if fences == 1 else ""
        if found and key == "title":
            kept.append(f"// title: {{{words}}}")
        elif key not in ("title", "question"):
            kept.append(line)
    return "\n".join(kept)


def _template() -> str:
    return files("cypher").joinpath("templates/report.cypher").read_text("utf-8")
