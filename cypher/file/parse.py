"""A file's text to a saved statement with its header; every error names file and line."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import ValidationError

from cypher.errors import BrokenFile
from cypher.file.explore_rules import explore_faults
from cypher.file.header_rules import faults
from cypher.file.pydantic_messages import place, sentence
from cypher.file.yaml_lines import LocatedYaml
from cypher.header import Header
from graph.text import printable

Source = Literal["shipped", "own"]
_FENCE = "// ---"
_NO_HEADER = (
    "文件应以文件头开始：一行 // ---，若干行 // 加 YAML，再一行 // ---。",
    "a file begins with its header: a line // ---, lines of YAML after //, and another line // ---.",
)
_OPEN = (
    "文件头没有结束，缺少第二行 // ---。",
    "the header that begins here has no end; its second line // --- is missing.",
)
_NOT_COMMENT = (
    "文件头的每一行都应以 // 开头（是不是漏了结尾的 // ---？）。",
    "every line of a header begins with // (is its closing line // --- missing?).",
)
_INVISIBLE = (
    "有不可见的控制字符，请删去。",
    "an invisible control character stands here; take it out.",
)
_TAB = ("YAML 不能用制表符缩进，请改用空格。", "YAML takes no tabs; use spaces.")


class SavedText:
    """A file's whole ``text`` with what tells its versions apart."""

    text: str

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the whole text, header and all."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def version(self) -> str:
        """The first 12 hex digits of the digest."""
        return self.digest[:12]


@dataclass(frozen=True)
class SavedStatement(SavedText):
    """One saved Cypher file: ``statement`` begins at ``line`` of ``text``."""

    id: str
    path: str
    source: Source
    header: Header
    text: str
    statement: str
    line: int = 1

    @cached_property
    def definition(self) -> str:
        """A word that changes with what the statement answers and what is said of it, and not with
        what one run may cost or what a town calls its codes: it tells whether two answers compare."""
        words = {"columns": {"__all__": {"words", "values"}}}
        said = self.header.model_dump_json(
            by_alias=True, exclude_defaults=True, exclude={"limits": True, **words}
        )
        return hashlib.sha256(f"{said}\n{self.statement}".encode()).hexdigest()[:12]

    @property
    def kind(self) -> str:
        """``reports``, ``choices``, ``checks`` or ``explore``."""
        return self.id.partition("/")[0]

    def line_of(self, word: str, *, key: bool = False) -> int:
        """The line where a word first stands: in the statement, or (``key``) as a header's key."""
        pattern = re.compile(rf"(?<!\w){re.escape(word)}" + (":" if key else r"(?!\w)"))
        for number, text in enumerate(self.text.split("\n"), 1):
            if (number < self.line) is key and pattern.search(text):
                return number
        return self.line

    def line_at(self, where: Sequence[object]) -> int:
        """The line of a part of the header, by the path of keys to it."""
        return header_lines(self.text.split("\n"), self.path)[0].line(where)


def parse(data: bytes, id: str, path: str, source: Source) -> SavedStatement:
    """The saved statement in a file's bytes. Raises BrokenFile."""
    text = decoded(data, path)
    lines = text.split("\n")
    written, end = header_lines(lines, path)
    header = _header(written, path, id)
    first = next((n for n in range(end + 1, len(lines)) if lines[n].strip()), None)
    if first is None:
        zh, en = "文件头之后没有 Cypher 语句。", "there is no Cypher statement after the header."
        raise BrokenFile(path, end + 1, zh, en)
    statement = "\n".join(lines[first:]).strip()
    return SavedStatement(id, path, source, header, text, statement, first + 1)


def decoded(data: bytes, path: str) -> str:
    """A file's text, with one kind of line end.

    Raises BrokenFile where it is not UTF-8, or holds characters that nobody sees.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        zh, en = "文件不是 UTF-8 编码，请另存为 UTF-8。", "the file is not UTF-8; save it as UTF-8."
        raise BrokenFile(path, line, zh, en) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if printable(text) != text:
        line = next(n for n, one in enumerate(text.split("\n"), 1) if printable(one) != one)
        raise BrokenFile(path, line, *_INVISIBLE)
    return text


def _fences(lines: list[str], path: str) -> tuple[int, int]:
    """The indices of the header's first and last line."""
    fences = [n for n, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
    if not fences or any(line.strip() for line in lines[: fences[0]]):
        first = next((n for n, line in enumerate(lines) if line.strip()), 0)
        raise BrokenFile(path, first + 1, *_NO_HEADER)
    begin, end = fences[0], fences[1] if len(fences) == 2 else len(lines)
    for number in range(begin + 1, end):
        if not lines[number].startswith("//"):
            where, problem = (begin, _OPEN) if len(fences) == 1 else (number, _NOT_COMMENT)
            raise BrokenFile(path, where + 1, *problem)
        if "\t" in lines[number]:
            raise BrokenFile(path, number + 1, *_TAB)
    if len(fences) == 1:
        raise BrokenFile(path, begin + 1, *_OPEN)
    return begin, end


def header_lines(lines: list[str], path: str) -> tuple[LocatedYaml, int]:
    """The YAML between the two fences of a file's lines, and the index of the second fence.

    Raises BrokenFile.
    """
    begin, end = _fences(lines, path)
    return _written(lines[begin + 1 : end], begin + 2, path), end


def _header(written: LocatedYaml, path: str, id: str) -> Header:
    try:
        header = Header.model_validate(written.value)
    except ValidationError as error:
        detail = error.errors()[0]
        raise BrokenFile(path, written.line(place(detail)), *sentence(detail)) from None
    for fault in (*faults(header), *explore_faults(header, id)):
        raise BrokenFile(path, written.line(fault.where), fault.zh, fault.en)
    return header


def _written(lines: list[str], first: int, path: str) -> LocatedYaml:
    bare = [line[3:] if line.startswith("// ") else line[2:] for line in lines]
    return LocatedYaml("\n".join(bare), first, path)
