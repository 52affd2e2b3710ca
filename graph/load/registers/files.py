"""Register files: those that are shipped, and those of a home's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from graph.errors import FileError
from graph.load.registers.language import Column, Many, Register
from graph.model.yaml_lines import LocatedYaml
from graph.text import printable

FOLDER = "registers"


@dataclass(frozen=True)
class Registers:
    """All registers by id, in their order, and the files that could not be used."""

    by_id: Mapping[str, Register]
    broken: tuple[FileError, ...] = ()

    def __iter__(self) -> Iterator[Register]:
        return iter(self.by_id.values())


def load_registers(own: Path | None = None) -> Registers:
    """The shipped registers and those of ``own/registers/*.yaml``, which take the place of a shipped
    one of the same name. A broken own file is reported with its line; the rest stands.
    """
    found = dict(_shipped())
    broken = []
    for path in sorted((own / FOLDER).glob("*.yaml")) if own else ():
        try:
            found[path.stem] = read_register(path)
        except FileError as error:
            broken.append(error)
    ordered = sorted(found.values(), key=lambda register: (register.order, register.id))
    return Registers({register.id: register for register in ordered}, tuple(broken))


def read_register(path: Path) -> Register:
    """One register from its file. Raises FileError, which names the line."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        zh, en = "读不了，或不是 UTF-8。", "cannot be read, or is not UTF-8."
        raise FileError(str(path), 1, zh, en) from error
    return parse_register(text, str(path), path.stem)


def parse_register(text: str, path: str, id: str) -> Register:
    """A register from YAML. Raises FileError, which names the line."""
    data = LocatedYaml(text, 1, path)
    try:
        return Register.model_validate(data.value).model_copy(update={"id": id})
    except ValidationError as error:
        detail = error.errors()[0]
        where = _where(detail)
        raise FileError(path, data.line(where), *_sentence(detail, where)) from None


@cache
def _shipped() -> Mapping[str, Register]:
    folder = files("graph").joinpath(FOLDER)
    found = {}
    for file in folder.iterdir():
        if file.name.endswith(".yaml"):
            id = file.name.removesuffix(".yaml")
            found[id] = parse_register(file.read_text("utf-8"), f"graph/registers/{file.name}", id)
    return found


def _where(detail: ErrorDetails) -> list[str | int]:
    """The path of keys to what is wrong, as the file writes it."""
    if detail["type"] == "value_error":
        place = str(detail["ctx"]["error"]).partition(":")[0]
        return [int(part) if part.isdigit() else part for part in place.split(".")]
    branches = ("str", "int", "float", "Part", "Many", "Agreement")
    return [part for part in detail["loc"] if part not in branches and not _is_branch(part)]


def _is_branch(part: str | int) -> bool:
    return isinstance(part, str) and ("[" in part or "constrained" in part)


def _sentence(detail: ErrorDetails, where: list[str | int]) -> tuple[str, str]:
    name = ".".join(map(str, where))
    match detail["type"]:
        case "value_error":
            place, _, what = str(detail["ctx"]["error"]).partition(": ")
            return f"{place}：模型里没有“{what}”。", f"{place}: the model has no {what!r}."
        case "extra_forbidden":
            key = str(detail["loc"][-1])
            near = get_close_matches(key, _keys(), 1, 0.5)
            zh, en = (f"是不是 {near[0]}？", f" Did you mean {near[0]}?") if near else ("", "")
            return f"没有 {key} 这一项。{zh}", f"there is no key {key}.{en}"
        case "missing":
            return f"缺少 {name}。", f"{name} is missing."
    shown = printable(str(detail.get("input")))[:60]
    return f"{name} 的值“{shown}”不对。", f"{name}: {shown!r} does not fit ({detail['msg']})."


def _keys() -> list[str]:
    models: tuple[type[BaseModel], ...] = (Register, Column, Many)
    return [info.alias or name for model in models for name, info in model.model_fields.items()]
