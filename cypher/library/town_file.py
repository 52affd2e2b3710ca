"""The town of a home: ``own/town.yaml`` where there is one, else the one that the program was handed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from cypher.errors import BrokenFile
from cypher.file.parse import SavedStatement, decoded
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml
from cypher.header import Column, Words
from cypher.library.walk import Found, read
from cypher.words import words
from graph.model.town import Town

NAME = "town.yaml"


def read_town(own: Path) -> Town | None:
    """The town that a folder of the user's own describes; None where it has no such file.

    Raises BrokenFile, which names the line.
    """
    file = own / NAME
    shown = f"own/{NAME}"
    return parse_town(read(Found("town", shown, file)), shown) if file.exists() else None


def parse_town(data: bytes, path: str) -> Town:
    """A town from YAML. Raises BrokenFile, which names the line."""
    written = LocatedYaml(decoded(data, path), 1, path)
    try:
        return Town.model_validate(written.value)
    except ValidationError as error:
        detail = error.errors()[0]
        raise BrokenFile(path, written.line(place(detail, Town)), *sentence(detail, Town)) from None


def in_town(saved: Mapping[str, SavedStatement], town: Town) -> dict[str, SavedStatement]:
    """Statements by id; their columns have the town's own words in the place of the shipped ones."""
    return {id: _with_words(one, town) for id, one in saved.items()}


def _with_words(saved: SavedStatement, town: Town) -> SavedStatement:
    columns = {
        name: column.model_copy(update={"words": None, "values": values})
        for name, column in saved.header.columns.items()
        if (values := _values(column, town))
    }
    if not columns:
        return saved
    columns = saved.header.columns | columns
    return replace(saved, header=saved.header.model_copy(update={"columns": columns}))


def _values(column: Column, town: Town) -> dict[str, Words]:
    """Code to words where the town has any for the column's list: the shipped ones, its own in their place."""
    own = town.words(column.words or "")
    values = {code: Words(zh=one.zh, en=one.en) for code, one in own.items()}
    return (
        {**values, **words()[column.words or ""], **values, **(column.values or {})} if own else {}
    )
