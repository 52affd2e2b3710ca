"""A YAML file that maps names to values of one model, with the line of what is wrong."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from cypher.errors import BrokenFile
from cypher.file.parse import decoded
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml

M = TypeVar("M", bound=BaseModel)


def named_models(shown: str, content: bytes, model: type[M]) -> tuple[Mapping[str, M], LocatedYaml]:
    """The values by their names, and the text by its lines. Raises BrokenFile."""
    written = LocatedYaml(decoded(content, shown), 1, shown)
    whole = RootModel[dict[str, model]]  # type: ignore[valid-type]
    try:
        return whole.model_validate(written.value).root, written
    except ValidationError as error:
        inner = error.errors()[0]
        within, inner["loc"] = inner["loc"][:1], inner["loc"][1:]
        line = written.line([*within, *place(inner, model)])
        raise BrokenFile(shown, line, *sentence(inner, model)) from None
