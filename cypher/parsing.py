"""A file's text to a saved statement with its header; every error names file and line."""

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cypher.errors import BrokenFile
from cypher.header import Header

Source = Literal["shipped", "own"]
_FENCE = "// ---"


@dataclass(frozen=True)
class Saved:
    """One saved Cypher file. ``version`` is the first 12 hex digits of the text's SHA-256."""

    id: str
    path: str
    source: Source
    header: Header
    text: str
    statement: str

    @property
    def version(self) -> str:
        """The version that a figure carries."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def kind(self) -> str:
        """``reports``, ``choices``, ``checks`` or ``actions``."""
        return self.id.partition("/")[0]


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key.value} twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def parse(data: bytes, id: str, path: str, source: Source) -> Saved:
    """The saved statement in a file's bytes. Raises BrokenFile."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenFile(path, line, "文件不是 UTF-8 编码。", "the file is not UTF-8.") from None
    lines = text.split("\n")
    fences = [n for n, line in enumerate(lines) if line.strip() == _FENCE]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        raise BrokenFile(
            path,
            (fences[0] if fences else 0) + 1,
            "文件头应以一行 // --- 开始，以另一行 // --- 结束。",
            "a header begins with a line // --- and ends with another.",
        )
    header = _header(lines[fences[0] + 1 : fences[1]], fences[0] + 1, path)
    statement = "\n".join(lines[fences[1] + 1 :]).strip()
    if not statement:
        raise BrokenFile(path, fences[1] + 2, "没有 Cypher 语句。", "there is no Cypher statement.")
    return Saved(id, path, source, header, text, statement)


def _header(lines: list[str], offset: int, path: str) -> Header:
    bare = []
    for number, line in enumerate(lines, offset + 1):
        if not line.startswith("//"):
            raise BrokenFile(
                path,
                number,
                "文件头的每一行都应以 // 开头（是不是漏了结尾的 // ---?）。",
                "every line of a header begins with // (is the closing // --- missing?).",
            )
        if "\t" in line:
            raise BrokenFile(
                path, number, "YAML 不能用制表符缩进，请用空格。", "YAML takes no tabs; use spaces."
            )
        bare.append(line[3:] if line.startswith("// ") else line[2:])
    try:
        told = yaml.load("\n".join(bare), _Loader)
    except yaml.MarkedYAMLError as error:
        at = offset + 1 + (error.problem_mark.line if error.problem_mark else 0)
        raise BrokenFile(
            path, at, f"YAML 有误:{error.problem}。", f"bad YAML: {error.problem}."
        ) from None
    try:
        return Header.model_validate(told)
    except ValidationError as error:
        raise _broken(error.errors()[0], bare, offset, path) from None


def _broken(detail: ErrorDetails, bare: list[str], offset: int, path: str) -> BrokenFile:
    where = [str(part) for part in detail["loc"]]
    line = offset + 1 + _line_of(where, bare)
    name = ".".join(where) or "header"
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(where[-1], _fields_at(where[:-1]), 1, 0.5)
        zh, en = (f"是不是 {near[0]}?", f" Did you mean {near[0]}?") if near else ("", "")
        return BrokenFile(path, line, f"没有 {name} 这一项。{zh}", f"there is no key {name}.{en}")
    if detail["type"] == "missing":
        return BrokenFile(path, line, f"缺少 {name}。", f"{name} is missing.")
    return BrokenFile(path, line, f"{name} 的值不对:{detail['msg']}。", f"{name}: {detail['msg']}.")


def _line_of(where: list[str], bare: list[str]) -> int:
    """The line of the deepest key of a path that can be found, top down."""
    found = 0
    for part in where:
        for number in range(found, len(bare)):
            if bare[number].lstrip().startswith(f"{part}:") or f"{part}:" in bare[number]:
                found = number
                break
    return found


def _fields_at(where: list[str]) -> list[str]:
    """The names allowed at a place of the header."""
    model: type[BaseModel] = Header
    for part in where:
        info = model.model_fields.get(part)
        if info is None:
            continue
        for inner in (info.annotation, *get_args(info.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                model = inner
    return [info.alias or name for name, info in model.model_fields.items()]
