"""A new action of a home's own: a working file with its header, from a few answers."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from cypher.act.action_file import SavedAction, parse_action
from cypher.act.action_library import FOLDER, Actions
from cypher.header import Words
from cypher.library.new_file import refuse_unfit_id, write_new


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
    saved = parse_action(text.encode(), id, f"own/{FOLDER}/{id}.cypher", "own")
    write_new(own, path, text)
    return saved


def _free_id(typed: str, held: Actions) -> str:
    """The whole id of a new action. Raises NotStarted."""
    bare = typed.strip().removeprefix(f"{FOLDER}/").removesuffix(".cypher")
    id = bare if "/" in bare else f"own/{bare}"
    refuse_unfit_id(typed, id, {*held.saved, *(error.id for error in held.broken)})
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
