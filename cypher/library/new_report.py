"""A new report of staff's own: a working file with its header, from a few answers."""

import json
import re
from importlib.resources import files
from pathlib import Path

from cypher.file.parse import SavedStatement, parse
from cypher.header import Words
from cypher.library.catalogue import Catalogue
from cypher.library.new_file import refuse_unfit_id, write_new

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
    text = begun(title, model)
    one = parse(text.encode(), id, f"own/{id}.cypher", "own")
    write_new(own, path, text)
    return one


def begun(title: Words, model: SavedStatement | None, about: Words | None = None) -> str:
    """The text of a new report: that of ``model``, or of the template, with a title and an explanation
    of its own."""
    return titled(model.text if model else _template(), title, about)


def free_id(typed: str, catalogue: Catalogue) -> str:
    """The whole id of a new report; one without a folder goes into ``own``. Raises NotStarted."""
    bare = typed.strip().removeprefix("reports/").removesuffix(".cypher")
    id = f"reports/{bare}" if "/" in bare else f"reports/{_FOLDER}/{bare}"
    refuse_unfit_id(typed, id, {*catalogue.saved, *(error.id for error in catalogue.broken)})
    return id


def titled(text: str, title: Words, about: Words | None = None) -> str:
    """A file's text with another title, another explanation where one is given, and without the number
    of the question it answered."""
    new = {"title": title} | ({"about": about} if about else {})
    kept: list[str] = []
    key, fences = "", 0
    for line in text.split("\n"):
        fences += line.rstrip() == "// ---"
        found = _KEY.match(line) if fences == 1 else None
        key = found[1] if found else key if fences == 1 else ""
        if found and key in new:
            kept.append(f"// {key}: {{{_quoted(new[key])}}}")
        elif key not in (*new, "question"):
            kept.append(line)
    return "\n".join(kept)


def _quoted(words: Words) -> str:
    return ", ".join(
        f"{lang}: {json.dumps(words.get(lang), ensure_ascii=False)}" for lang in ("zh", "en")
    )


def _template() -> str:
    return files("cypher").joinpath("templates/report.cypher").read_text("utf-8")
